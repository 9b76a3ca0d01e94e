"""Clocks of referrals that ran out, and mails that wait: to agencies, encrypted; to officers, references only."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.referral import Referral
from reference.models import AgencyContact
from staff.models import Officer


class ReferralLapse(models.Model):
    """A time that ran out on a referral, noted once by a worker; what the agency did or not stands in the events."""

    class Kind(models.TextChoices):
        LATE = "late", _("No acknowledgement in time")
        IDLE = "idle", _("No action within 30 days")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="lapses")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "kind"], name="lapsed_once"),
            models.CheckConstraint(condition=models.Q(kind__in=("late", "idle")), name="referral_lapse_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.referral_id}"


class MailState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class Outgoing(models.Model):
    """The row is the job. A failure is a code, never a server's words."""

    state = models.CharField(max_length=7, choices=MailState.choices, default=MailState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        abstract = True


def settled(name: str) -> models.CheckConstraint:
    """What each state of an outgoing mail must say."""
    return models.CheckConstraint(
        condition=models.Q(state="waiting", sent_at=None, failure="")
        | models.Q(state="sent", sent_at__isnull=False, failure="")
        | models.Q(state="failed", sent_at=None) & ~models.Q(failure=""),
        name=name,
    )


FAILURES: dict[str, Any] = {
    "emptied": _("It was emptied before it went."), "replaced": _("A newer link took its place."),
    "contact_changed": _("The contact was changed or is not verified any more: verify it, and mail a new link."),
    "key_changed": _("The contact has another key, which could not be used: mail a new link."),
    "link_ended": _("The link ended before it went."), "bad_address": _("The address is not fit for a mail."),
}  # fmt: skip
NOT_TAKEN = _("The mail server did not take it: mail a new link, or go by another way.")


class ReferralMail(Outgoing):
    """One encrypted mail to a contact of an agency. What it holds is kept as the ciphertext until it is settled."""

    class Holds(models.TextChoices):
        LINK = "link", _("The link")
        BRIEF = "brief", _("The request itself, and the link")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="mails")
    contact = models.ForeignKey(AgencyContact, on_delete=models.SET_NULL, null=True, related_name="+")
    holds = models.CharField(max_length=5, choices=Holds.choices)
    sealed = models.BinaryField(null=True, help_text="Encrypted to the contact's key: nobody here opens it.")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            settled("referral_mail_is_settled"),
            models.CheckConstraint(
                condition=models.Q(state="waiting") | models.Q(sealed=None), name="settled_mail_is_empty"
            ),
            models.CheckConstraint(condition=models.Q(holds__in=("link", "brief")), name="referral_mail_holds"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["not_before"], name="referral_mail_waiting", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"

    @property
    def why(self) -> Any:
        """Why it did not go, in a sentence; "" where it did, or waits."""
        return FAILURES.get(self.failure, NOT_TAKEN) if self.failure else ""


class ReferralDigest(Outgoing):
    """What an officer in charge is reminded of on a day: references."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    references = ArrayField(models.CharField(max_length=20), help_text="At most so many are named.")
    total = models.PositiveIntegerField(help_text="How many there are, named or not.")

    class Meta:
        constraints = [
            settled("referral_digest_is_settled"),
            models.UniqueConstraint(fields=["officer", "day"], name="one_digest_a_day"),
            models.CheckConstraint(condition=models.Q(total__gt=0), name="digest_names_something"),
        ]
        indexes = [
            models.Index(fields=["not_before"], name="referral_digest_waiting", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"digest {self.pk}"
