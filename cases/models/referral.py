"""What an agency is asked, and what it answers."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.packet import Packet
from reference.models import Agency
from staff import access
from staff.ledger import only_emptied
from staff.models import Officer


class ReferralSet(models.QuerySet["Referral"]):
    def visible_to(self, officer: Any) -> "ReferralSet":
        """Referrals of the cases that the officer sees."""
        if not access.allows(officer, "cases.view_referral"):
            return self.none()
        return self.filter(case__in=Case.objects.visible_to(officer))


class Referral(models.Model):
    """A request to one agency. Link and code are kept as HMACs only."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKED = "checked", _("Checked")
        APPROVED = "approved", _("Approved")
        SENT = "sent", _("Sent")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        ACCEPTED = "accepted", _("Accepted")
        MORE_INFO = "more_info", _("Agency asks for more")
        DECLINED = "declined", _("Declined")
        ESCALATED = "escalated", _("No reply: escalated")
        ACTING = "acting", _("Agency acts")
        CLOSED = "closed", _("Closed")

    class Urgency(models.TextChoices):
        LIFE = "life", _("Danger to a person or a live animal: answer within 24 hours")
        MOVING = "moving", _("Goods are moving: answer within 72 hours")
        ROUTINE = "routine", _("Answer within 10 days")

    class DeclineReason(models.TextChoices):
        MANDATE = "mandate", _("Not our mandate")
        AREA = "area", _("Other area")
        TOO_OLD = "too_old", _("Too old")
        TOO_VAGUE = "too_vague", _("Too vague")
        NO_OFFENCE = "no_offence", _("No offence in law")
        KNOWN = "known", _("Known already")
        RESOURCES = "resources", _("No resources")
        UNUSABLE = "unusable", _("The information cannot be used")
        RISK = "risk", _("Risk to an operation")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("case"))
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("agency"))
    packet = models.ForeignKey(
        Packet, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals", verbose_name=_("packet")
    )
    ask = models.CharField(_("what we ask"), max_length=300)
    background = models.TextField(_("what the officer should know"), blank=True)
    urgency = models.CharField(_("urgency"), max_length=8, choices=Urgency.choices, default=Urgency.ROUTINE)
    deadline = models.DateField(_("by"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    scores = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    suggested = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, db_default=[],
        help_text="The scores that the case itself suggested, beside the officer's own.",
    )  # fmt: skip
    is_incomplete = models.BooleanField(
        _("sent incomplete"), default=False, db_default=False, help_text=_("Too few points, and a life in danger.")
    )
    escalates = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="escalated_to",
        verbose_name=_("second route of"),
    )  # fmt: skip
    facts = models.JSONField(default=list, help_text="What the agency reads: text and grade, frozen when checked.")
    decline_reason = models.CharField(_("why declined"), max_length=12, choices=DeclineReason.choices, blank=True)
    drafted_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="referrals_drafted", verbose_name=_("drafted by")
    )
    drafted_at = models.DateTimeField(_("drafted"), auto_now_add=True)
    approved_by = models.ForeignKey(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals_approved",
        verbose_name=_("approved by"),
    )
    sent_by = models.ForeignKey(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals_sent",
        verbose_name=_("sent by"),
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answer_due_at = models.DateTimeField(_("answer due"), null=True, blank=True)
    token_mark = models.BinaryField(null=True, unique=True)
    code_mark = models.BinaryField(null=True)
    code_expires_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    code_used_at = models.DateTimeField(null=True)
    session_mark = models.BinaryField(null=True, help_text="The visit that the last good code opened.")
    expires_at = models.DateTimeField(_("link expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("link revoked"), null=True, blank=True)
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    first_action_on = models.DateField(_("agency's first action"), null=True, blank=True)
    desk_read_at = models.DateTimeField(null=True, help_text="Until when the desk has read the agency's messages.")

    objects = ReferralSet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    status__in=(
                        "draft", "checked", "approved", "sent", "acknowledged", "accepted", "more_info", "declined",
                        "escalated", "acting", "closed",
                    )
                ),
                name="referral_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("drafted_by")),
                name="referral_has_a_second_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="declined") | ~models.Q(decline_reason=""), name="declined_referral_says_why"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(approved_by__isnull=False),
                name="referral_is_approved_first",
            ),
            models.CheckConstraint(
                condition=models.Q(is_incomplete=False) | models.Q(urgency="life"), name="incomplete_for_a_life_only"
            ),
            models.CheckConstraint(
                condition=models.Q(escalates=None) | ~models.Q(escalates=models.F("id")),
                name="referral_escalates_another",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-drafted_at", "id"], name="referral_list"),
            models.Index(
                fields=["answer_due_at"], condition=models.Q(status="sent"), name="referral_answer_due"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    @property
    def is_overdue(self) -> bool:
        waits = self.status == self.Status.SENT
        return waits and self.answer_due_at is not None and self.answer_due_at < timezone.now()


class ReferralEvent(models.Model):
    """What happened to a referral after it was sent, in order."""

    class Kind(models.TextChoices):
        SENT = "sent", _("Sent")
        CODE = "code", _("New code given")
        CODE_WANTED = "code_wanted", _("Agency asks for a new code")
        LOCKED = "locked", _("Too many wrong codes")
        OPENED = "opened", _("Opened")
        DOWNLOADED = "downloaded", _("Packet downloaded")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        ACCEPTED = "accepted", _("Accepted")
        MORE_INFO = "more_info", _("Asked for more")
        ANSWERED = "answered", _("Answered")
        DECLINED = "declined", _("Declined")
        ESCALATED = "escalated", _("Escalated")
        OUTCOME = "outcome", _("Outcome reported")
        MESSAGE = "message", _("Message")
        FIRST_ACTION = "first_action", _("First action named")
        FEEDBACK = "feedback", _("Feedback given")
        RECALLED = "recalled", _("A report was withdrawn: do not use it further")
        STOPPED = "stopped", _("Withdrawn report no longer used")
        REVOKED = "revoked", _("Link revoked")
        CLOSED = "closed", _("Closed")

    # Whatever an agency answers, it has received it.
    ANSWERS = (Kind.ACKNOWLEDGED, Kind.ACCEPTED, Kind.MORE_INFO, Kind.DECLINED, Kind.OUTCOME)

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, help_text="None: the agency.")
    text = models.TextField(blank=True)

    class Meta:
        triggers = only_emptied("text")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["referral", "at"], name="referral_log"),
            models.Index(fields=["kind", "at"], name="referral_events_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.referral_id}"
