"""How long persons and cases are kept: what was said at each review, what holds them back, what their purge left."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from intel.models import Entity
from staff import access
from staff.ledger import AppendOnly, only_emptied
from staff.models import Officer

_ONE_SUBJECT = models.Q(person__isnull=False, case=None) | models.Q(person=None, case__isnull=False)


class Person(Entity):
    """A person as the reviewer sees them: until when they are kept, and why."""

    class Meta:
        proxy = True
        verbose_name = _("person under review")
        verbose_name_plural = _("persons under review")


class Review(models.Model):
    """Why a person, or an archived case, was still needed. The words go with what they are about."""

    person = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, related_name="reviews")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="reviews")
    was = models.DateField(_("review was due"), null=True)
    until = models.DateField(_("review by"))
    words = models.CharField(_("still needed because"), max_length=500, blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=_ONE_SUBJECT, name="review_of_one_thing")]
        triggers = only_emptied("words")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"review {self.pk}"


class HoldSet(models.QuerySet["Hold"]):
    def visible_to(self, officer: Any) -> "HoldSet":
        """Holds on persons and cases that the officer sees."""
        if not access.allows(officer, "cases.view_hold"):
            return self.none()
        persons, cases = Entity.objects.visible_to(officer), Case.objects.visible_to(officer)
        return self.filter(models.Q(person__in=persons) | models.Q(case__in=cases))

    def standing(self) -> "HoldSet":
        return self.filter(lifted_at=None)


class Hold(models.Model):
    """Why a person or a case may not be purged, by whom, and by whom it was lifted. Its id holds in `staff.holds`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Entity, on_delete=models.PROTECT, null=True, related_name="holds", verbose_name=_("person")
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="holds", verbose_name=_("case"))
    reason = models.CharField(_("why"), max_length=300)
    set_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("set by"))
    set_at = models.DateTimeField(_("since"), auto_now_add=True)
    lifted_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("lifted by")
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True)
    lifted_why = models.CharField(_("why lifted"), max_length=300, blank=True)

    objects = HoldSet.as_manager()

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        constraints = [
            models.CheckConstraint(condition=_ONE_SUBJECT, name="hold_on_one_thing"),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None, lifted_by=None)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="lifted_hold_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["-set_at", "id"], name="hold_list")]

    def __str__(self) -> str:
        return f"hold {self.pk}"

    @property
    def subject(self) -> Any:
        return self.person or self.case

    @property
    def stands(self) -> bool:
        return self.lifted_at is None


class CertificateSet(models.QuerySet["Certificate"]):
    def visible_to(self, officer: Any) -> "CertificateSet":
        """All of them for those who read certificates; none for all others."""
        return self if access.allows(officer, "cases.view_certificate") else self.none()


class Certificate(AppendOnly):
    """One purged person or case: why, when, how much went, signed. The thing itself is a keyed mark here."""

    class Subject(models.TextChoices):
        PERSON = "person", _("Person")
        CASE = "case", _("Archived case")

    class Rule(models.TextChoices):
        DECIDED = "decided", _("An officer found it no longer needed")
        UNREVIEWED = "unreviewed", _("Its review passed and nobody needed it")

    reference = models.CharField(_("certificate"), max_length=20, unique=True)
    subject = models.CharField(_("of what"), max_length=8, choices=Subject.choices)
    rule = models.CharField(_("why"), max_length=12, choices=Rule.choices)
    issued_at = models.DateTimeField(_("when"), default=timezone.now)
    subject_mark = models.BinaryField(unique=True, help_text="HMAC of the thing's id.")
    names_cleared = models.PositiveIntegerField(_("names cleared"), default=0)
    facts_cleared = models.PositiveIntegerField(_("facts cleared"), default=0)
    links_cut = models.PositiveIntegerField(_("links cut"), default=0)
    texts_cleared = models.PositiveIntegerField(_("texts cleared"), default=0)
    files_removed = models.PositiveIntegerField(_("files removed"), default=0)
    ledger_span = ArrayField(models.BigIntegerField(), help_text="Numbers of its entries in the purge ledger.")
    ledger_hash = models.CharField(max_length=64, help_text="SHA-256 over those entries.")
    public_key = models.CharField(max_length=64, help_text="Ed25519, hex.")
    signature = models.CharField(max_length=128, help_text="Ed25519 over all of the above, hex.")

    objects = CertificateSet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = _("purge certificate of casework")
        verbose_name_plural = _("purge certificates of casework")
        indexes = [models.Index(fields=["-issued_at", "id"], name="casework_certificate_list")]

    def __str__(self) -> str:
        return self.reference
