"""Exhibits, who held them, and who is about to."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.storage import Shelf
from hotline.copies import PICTURES
from staff import access, compartments
from staff.ledger import APPEND_ONLY_TRIGGERS
from staff.models import Officer

# What was received, and how it is found again: no statement changes it, whoever holds the connection.
LOCKED = (
    "reference", "case", "parent", "relation", "kind", "origin", "key_id", "file_id", "size", "sha256", "blake2b",
    "acquired_by",
)  # fmt: skip
# What was entered of it: changed by a correction only (cases/corrections.py), which keeps the earlier wording.
CORRECTED = (
    "description", "acquired_at", "acquired_zone", "acquirer", "acquired_where", "acquired_how", "tool", "tool_version",
    "clock_offset", "legal_basis", "marks", "measures", "packaging", "is_biohazard", "is_dangerous",
)  # fmt: skip
# Words of it that go when its case is purged, all at once; the media type is none of what was entered.
PURGED = (
    "description", "acquirer", "acquired_where", "acquired_how", "tool", "tool_version", "legal_basis", "marks",
    "measures", "packaging", "media_type",
)  # fmt: skip
_REST = ", ".join(f"'{column}'" for column in PURGED)
KEPT_BEFORE = f"""
IF concat({", ".join(f"NEW.{column}" for column in PURGED)}) = ''
    AND to_jsonb(NEW) - ARRAY[{_REST}] = to_jsonb(OLD) - ARRAY[{_REST}]
    AND EXISTS (SELECT 1 FROM cases_case WHERE id = OLD.case_id AND purged_at IS NOT NULL)
THEN RETURN NEW; END IF;
IF NEW.version <> OLD.version + 1 OR NOT EXISTS (
    SELECT 1 FROM cases_exhibitcorrection WHERE exhibit_id = OLD.id AND number = OLD.version
) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF;
RETURN NEW;
"""  # noqa: S608 - the names of our own columns


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

    def without_copies(self) -> "ExhibitSet":
        """What was received: originals, things and what belongs to them; not the copies that we drew of files."""
        return self.exclude(relation=Exhibit.Relation.COPY)

    def wanting(self) -> "ExhibitSet":
        """Those that somebody has to see to: not back in time, a broken file, a second person to act."""
        late = models.Q(state__in=Exhibit.AWAY, due_back__lt=timezone.localdate())
        return self.with_what_waits().filter(late | models.Q(to_be_ended=True) | models.Q(check_held=False))

    def with_what_waits(self) -> "ExhibitSet":
        """Each with `to_be_ended`: whether a second person is to carry out what is proposed."""
        proposed = self.model._meta.get_field("disposals").related_model._default_manager.filter(  # type: ignore[union-attr]
            exhibit=models.OuterRef("pk"), state="proposed"
        )
        return self.annotate(to_be_ended=models.Exists(proposed))

    def overdue(self) -> "ExhibitSet":
        """What should be back in store by now."""
        return self.filter(state__in=Exhibit.AWAY, due_back__lt=timezone.localdate())


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

    class Relation(models.TextChoices):
        """What an exhibit is to its parent."""

        COPY = "copy", _("Copy without metadata")
        PART = "part", _("Part, or what was in it")
        PHOTO = "photo", _("Photograph of it, with a scale")
        TRANSLATION = "translation", _("Translation")
        RESULT = "result", _("Result of a laboratory")
        ORDER = "order", _("Order on it")

    # Where somebody else has it, or it is on its way.
    AWAY = ("out", "transferred", "lab", "court")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exhibits", verbose_name=_("case"))
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="derived", verbose_name=_("belongs to")
    )
    relation = models.CharField(_("as its"), max_length=11, choices=Relation.choices, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RECEIVED)
    description = models.CharField(_("description"), max_length=300)
    version = models.PositiveSmallIntegerField(_("version of the record"), default=1)
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
    acquired_zone = models.CharField(
        _("time zone"), max_length=40, default="UTC", help_text=_("Of the place where it was acquired.")
    )
    acquirer = models.CharField(
        _("taken by"),
        max_length=120,
        blank=True,
        help_text=_("Another body, or a person's service number, where it was not the officer who enters it."),
    )
    acquired_where = models.CharField(_("where acquired"), max_length=200, blank=True)
    acquired_how = models.CharField(_("how acquired"), max_length=200)
    tool = models.CharField(_("tool"), max_length=100, blank=True)
    tool_version = models.CharField(_("version of the tool"), max_length=40, blank=True)
    clock_offset = models.IntegerField(
        _("device's clock ahead by, seconds"),
        null=True,
        blank=True,
        help_text=_("The device's time less the true time; negative where its clock is behind."),
    )
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    is_biohazard = models.BooleanField(_("biohazard"), default=False)
    is_dangerous = models.BooleanField(_("dangerous: weapon, poison, venom"), default=False)
    marks = models.CharField(_("marks: ring, chip, number"), max_length=200, blank=True)
    measures = models.CharField(_("size and weight"), max_length=120, blank=True)
    packaging = models.CharField(_("packaging"), max_length=120, blank=True)
    seal_number = models.CharField(_("seal no."), max_length=40, blank=True)
    store_place = models.CharField(_("place in store"), max_length=120, blank=True)
    shelf = models.ForeignKey(
        Shelf, on_delete=models.PROTECT, null=True, blank=True, related_name="exhibits", verbose_name=_("shelf")
    )
    holder = models.CharField(_("held by"), max_length=120, help_text="A service number, or a body's own words.")
    due_back = models.DateField(_("due back"), null=True, blank=True)
    checked_at = models.DateTimeField(_("file checked"), null=True, blank=True)
    check_held = models.BooleanField(_("file as received"), null=True, blank=True)
    held_at = models.DateTimeField(
        _("last found as received"), null=True, blank=True, help_text="When a check last found the file unchanged."
    )

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
            models.CheckConstraint(
                condition=models.Q(parent=None, relation="") | models.Q(parent__isnull=False) & ~models.Q(relation=""),
                name="exhibit_says_what_it_is_to_its_parent",
            ),
            models.CheckConstraint(
                condition=models.Q(check_held=None) | models.Q(checked_at__isnull=False), name="exhibit_check_has_date"
            ),
            models.UniqueConstraint(
                fields=["case", "origin"], condition=models.Q(parent=None), name="attachment_taken_once_a_case"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-acquired_at", "id"], name="exhibit_list"),
            models.Index(fields=["due_back"], name="exhibit_due_back", condition=models.Q(due_back__isnull=False)),
            models.Index(fields=["checked_at"], name="exhibit_checked", condition=models.Q(file_id__isnull=False)),
        ]
        triggers = [
            pgtrigger.Protect(
                name="stays_as_received", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(*LOCKED)
            ),
            pgtrigger.Trigger(
                name="corrected_by_a_correction", when=pgtrigger.Before, operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("version", *CORRECTED), func=KEPT_BEFORE,
            ),
            *APPEND_ONLY_TRIGGERS[1:],
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    @property
    def is_wanting(self) -> bool:
        """The same of one row, of `with_what_waits`."""
        return self.check_held is False or self.is_overdue or bool(getattr(self, "to_be_ended", False))

    @property
    def is_copy(self) -> bool:
        return self.relation == self.Relation.COPY

    @property
    def picture(self) -> "Exhibit | None":
        """The scrubbed copy that may be drawn: itself, or made of it or of its photograph; never an original."""
        return self.picture_among(lambda exhibit: exhibit.derived.all())

    def picture_among(self, derived: "Callable[[Exhibit], Iterable[Exhibit]]") -> "Exhibit | None":
        """The same, for who has at hand what was made of each exhibit."""
        near = [self] if self.is_copy else [each for each in derived(self) if each.is_copy]
        photos = [each for each in derived(self) if each.relation == self.Relation.PHOTO] if not near else []
        far = [copy for photo in photos for copy in derived(photo) if copy.is_copy]
        return next((each for each in (*near, *far) if each.file_id and each.media_type in PICTURES), None)

    @property
    def acquired_local(self) -> datetime:
        """When it was acquired, by the clocks of that place."""
        return self.acquired_at.astimezone(ZoneInfo(self.acquired_zone or "UTC"))

    @property
    def is_overdue(self) -> bool:
        return self.state in self.AWAY and self.due_back is not None and self.due_back < timezone.localdate()
