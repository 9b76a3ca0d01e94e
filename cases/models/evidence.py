"""Exhibits, who held them, and who is about to."""

import uuid
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from hotline.copies import PICTURES
from staff import access, compartments
from staff.ledger import AppendOnly
from staff.models import Officer


class ExhibitSet(models.QuerySet["Exhibit"]):
    def visible_to(self, officer: Any) -> "ExhibitSet":
        """Exhibits of one's cases; every exhibit for those who keep them; none of a case that denies the officer."""
        if not access.allows(officer, "cases.view_exhibit"):
            return self.none()
        if access.allows(officer, "cases.move_exhibit"):
            return self.exclude(case__in=compartments.closed_to(officer))
        return self.filter(case__in=Case.objects.visible_to(officer))

    def worked_by(self, officer: Any) -> "ExhibitSet":
        """Those of the visible in whose custody the officer may act: not what is seen through broken glass alone."""
        if access.allows(officer, "cases.move_exhibit"):
            return self.visible_to(officer)
        return self.visible_to(officer).filter(case__in=Case.objects.worked_by(officer))


class Exhibit(models.Model):
    """An item of evidence. The original never changes; a copy is an exhibit of its own with parent and tool."""

    class Kind(models.TextChoices):
        DIGITAL = "digital", _("Digital")
        PHYSICAL = "physical", _("Physical")
        STATEMENT = "statement", _("Statement")
        LIVE_ANIMAL = "live_animal", _("Live animal")

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        SEALED = "sealed", _("Sealed")
        STORED = "stored", _("In store")
        OUT = "out", _("Out of store")
        TRANSFERRED = "transferred", _("Handed to another body")
        LAB = "lab", _("At a laboratory")
        COURT = "court", _("In court")
        RETURNED = "returned", _("Returned")
        DESTROYED = "destroyed", _("Destroyed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exhibits", verbose_name=_("case"))
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="derived", verbose_name=_("derived from")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RECEIVED)
    description = models.CharField(_("description"), max_length=300)
    origin = models.UUIDField(null=True, editable=False, help_text="The attachment, by its opaque id: in no packet.")
    key_id = models.UUIDField(null=True, help_text="Data key of the file.")
    file_id = models.UUIDField(null=True, help_text="The vault's id of the file.")
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    size = models.BigIntegerField(_("size"), default=0, validators=[MinValueValidator(0)], help_text="Bytes.")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    blake2b = models.CharField("BLAKE2b-512", max_length=128, blank=True)
    original_may_leave = models.BooleanField(_("metadata cleared: the original may leave"), default=False)
    acquired_at = models.DateTimeField(_("acquired"), default=timezone.now)
    acquired_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="exhibits_acquired", verbose_name=_("acquired by")
    )
    acquired_where = models.CharField(_("where acquired"), max_length=200, blank=True)
    acquired_how = models.CharField(_("how acquired"), max_length=200)
    tool = models.CharField(_("tool and version"), max_length=100, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    seal_number = models.CharField(_("seal no."), max_length=40, blank=True)
    store_place = models.CharField(_("place in store"), max_length=120, blank=True)
    holder = models.CharField(_("held by"), max_length=120, help_text="A service number, or a body's own words.")

    objects = ExhibitSet.as_manager()

    class Meta:
        verbose_name = _("exhibit")
        verbose_name_plural = _("exhibits")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=(
                        "received", "sealed", "stored", "out", "transferred", "lab", "court", "returned", "destroyed",
                    )
                ),
                name="exhibit_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(file_id=None, sha256="") | models.Q(file_id__isnull=False, key_id__isnull=False)
                & ~models.Q(sha256=""),
                name="exhibit_file_has_its_hash",
            ),
            models.UniqueConstraint(
                fields=["case", "origin"], condition=models.Q(parent=None), name="attachment_taken_once_a_case"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["-acquired_at", "id"], name="exhibit_list")]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_copy(self) -> bool:
        return self.parent_id is not None

    @property
    def picture(self) -> "Exhibit | None":
        """The scrubbed copy that may be drawn: itself, or derived from it; never an original."""
        candidates = [self] if self.is_copy else self.derived.all()
        return next((each for each in candidates if each.file_id and each.media_type in PICTURES), None)


class CustodyEvent(AppendOnly):
    """One line of an exhibit's custody, as `cases.packets.chain` hashes it. People stand in it by service number."""

    class Kind(models.TextChoices):
        RECEIVE = "receive", _("Received")
        SEAL = "seal", _("Sealed")
        OPEN = "open", _("Opened")
        COPY = "copy", _("Copied")
        CHECK = "check", _("Checked")
        MOVE = "move", _("Moved")
        HAND_OVER = "hand_over", _("Handed over")
        LAB = "lab", _("To a laboratory")
        COURT = "court", _("To court")
        RETURN = "return", _("Returned")
        DESTROY = "destroy", _("Destroyed")

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="custody")
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    from_who = models.CharField(max_length=120, blank=True)
    to_who = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    seal_before = models.CharField(max_length=40, blank=True)
    seal_after = models.CharField(max_length=40, blank=True)
    sha256_before = models.CharField(max_length=64, blank=True)
    sha256_after = models.CharField(max_length=64, blank=True)
    released_by = models.CharField(max_length=120, blank=True)
    received_by = models.CharField(max_length=120, blank=True)
    prev_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        constraints = [models.UniqueConstraint(fields=["exhibit", "sequence"], name="one_custody_event_a_number")]
        ordering = ["exhibit", "sequence"]

    def __str__(self) -> str:
        return f"custody {self.exhibit_id}:{self.sequence}"


class HandOver(models.Model):
    """An exhibit that one officer releases and another has not signed for yet."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Waiting for the receiver")
        ACCEPTED = "accepted", _("Received")
        REFUSED = "refused", _("Not received")

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="exhibits_given")
    receiver = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="exhibits_offered")
    place = models.CharField(_("place"), max_length=200)
    purpose = models.CharField(_("purpose"), max_length=300)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OFFERED)
    offered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exhibit"], condition=models.Q(state="offered"), name="one_open_hand_over"),
            models.CheckConstraint(condition=~models.Q(giver=models.F("receiver")), name="two_hands_two_people"),
        ]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"
