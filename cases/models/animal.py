"""Live animals of a seizure, followed until nothing is left to look after."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.evidence import Exhibit
from cases.models.seizure import OfSeizureSet, Seizure
from cases.models.trade_codes import Fate
from reference.models import Taxon
from staff.ledger import only_emptied
from staff.models import Officer


class AnimalSet(OfSeizureSet):
    def to_recheck(self) -> Any:
        """Those whose recheck is due, the longest due first."""
        return self.filter(recheck_due__lte=timezone.localdate()).order_by("recheck_due", "pk")


class AnimalGroup(models.Model):
    """One animal, or several that are kept together. Its history is rows of `AnimalState`; the newest stands here too.

    centre: whoever looks after them, in words. site: where exactly; it leaves in no packet.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seizure = models.ForeignKey(Seizure, on_delete=models.PROTECT, related_name="animals", verbose_name=_("seizure"))
    position = models.PositiveSmallIntegerField()
    parted_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parted")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="animals")
    taxon = models.ForeignKey(Taxon, on_delete=models.PROTECT, related_name="+", verbose_name=_("taxon"))
    number = models.PositiveIntegerField(_("number"), default=1)
    marks = models.CharField(_("marks"), max_length=300, blank=True, help_text=_("Rings, chips, tags."))
    fate = models.CharField(_("what became of them"), max_length=14, choices=Fate.choices, default=Fate.RESCUED)
    centre = models.CharField(_("rescue centre"), max_length=160, blank=True)
    site = models.CharField(_("exact site"), max_length=200, blank=True, help_text=_("Leaves in no packet."))
    released_on = models.DateField(_("released on"), null=True, blank=True)
    release_place = models.CharField(
        _("released where, coarsely"), max_length=120, blank=True, help_text=_("Province or reserve, never the spot.")
    )
    seen_on = models.DateField(_("last seen to"))
    recheck_due = models.DateField(_("recheck due"), null=True, blank=True)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = AnimalSet.as_manager()

    class Meta:
        verbose_name = _("live animals")
        verbose_name_plural = _("live animals")
        constraints = [
            models.UniqueConstraint(fields=["seizure", "position"], name="one_animal_group_a_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="animal_group_has_an_animal"),
        ]
        indexes = [models.Index(fields=["recheck_due", "id"], name="animal_recheck")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`SEZ-2026-000001/A1`. Select `seizure` with it."""
        return f"{self.seizure.reference}/A{self.position}"

    @property
    def followed_from(self) -> date:
        """From when the days of the rechecks count: the release, before it the seizure."""
        return self.released_on or self.seizure.seized_on

    @property
    def is_recheck_due(self) -> bool:
        return self.recheck_due is not None and self.recheck_due <= timezone.localdate()


class AnimalState(models.Model):
    """How animals were on a day, as somebody saw or told. `days`: which recheck it answered, None for any other."""

    group = models.ForeignKey(AnimalGroup, on_delete=models.PROTECT, related_name="states")
    seen_on = models.DateField()
    fate = models.CharField(max_length=14, choices=Fate.choices)
    number = models.PositiveIntegerField()
    health = models.CharField(max_length=500, blank=True)
    centre = models.CharField(max_length=160, blank=True)
    release_place = models.CharField(max_length=120, blank=True)
    days = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = only_emptied("health", "centre", "release_place")
        ordering = ["seen_on", "pk"]
        indexes = [models.Index(fields=["group", "seen_on"], name="animal_history")]

    def __str__(self) -> str:
        return f"state {self.pk}"
