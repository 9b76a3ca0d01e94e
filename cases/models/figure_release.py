"""Figures for the public, frozen by quarter; and what the work cost, as it is entered."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff.models import Officer


class Cost(models.Model):
    """Money spent on the work in a span of days. A wrong entry is struck, and stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, help_text="ISO 4217, as USD.")
    what = models.CharField(_("for what"), max_length=120)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    struck_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    struck_at = models.DateTimeField(_("struck"), null=True, blank=True)

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="cost_ends_after_it_began"),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, currency__regex="^[A-Z]{3}$"), name="cost_has_its_currency"
            ),
            models.CheckConstraint(
                condition=models.Q(struck_at=None, struck_by=None)
                | models.Q(struck_at__isnull=False, struck_by__isnull=False),
                name="struck_cost_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["-since", "id"], name="cost_list")]
        ordering = ["-since", "id"]

    def __str__(self) -> str:
        return f"cost {self.pk}"


class FigureRelease(models.Model):
    """The public figures of a quarter: drawn up by one officer, let out by a second. Its rows never change."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a second person")
        PUBLISHED = "published", _("Published")
        REFUSED = "refused", _("Not published")
        TAKEN_DOWN = "taken_down", _("Taken down")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    drawn_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("drawn up by"))
    drawn_at = models.DateTimeField(_("drawn up"), default=timezone.now)
    decided_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("public figures")
        verbose_name_plural = _("public figures")
        constraints = [
            models.CheckConstraint(condition=models.Q(quarter__range=(1, 4)), name="release_is_of_a_quarter"),
            models.CheckConstraint(
                condition=models.Q(state="proposed", decided_by=None)
                | models.Q(state__in=("published", "refused", "taken_down"), decided_by__isnull=False),
                name="release_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="refused")
                | models.Q(decided_by=None)
                | ~models.Q(decided_by=models.F("drawn_by")),
                name="release_has_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["year", "quarter"],
                condition=models.Q(state__in=("proposed", "published")),
                name="one_release_a_quarter",
            ),
        ]
        ordering = ["-year", "-quarter", "-drawn_at"]

    def __str__(self) -> str:
        return f"{self.year} Q{self.quarter}"


class PublicFigure(models.Model):
    """One number as the public reads it. A hidden one is not kept: `number` is None."""

    class Shown(models.TextChoices):
        EXACT = "exact", _("as counted")
        FEW = "few", _("fewer than five")
        HELD = "held", _("held back, so that others cannot be worked out")

    release = models.ForeignKey(FigureRelease, on_delete=models.PROTECT, related_name="figures")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    part = models.CharField(max_length=20, blank=True, help_text="Empty: the total.")
    number = models.PositiveIntegerField(null=True)
    shown = models.CharField(max_length=5, choices=Shown.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "key", "part"], name="public_figure_once"),
            models.CheckConstraint(
                condition=models.Q(shown="exact", number__isnull=False)
                | models.Q(shown__in=("few", "held"), number=None),
                name="hidden_figure_is_not_kept",
            ),
        ]
        ordering = ["release", "position"]

    def __str__(self) -> str:
        return f"{self.key} {self.part}".strip()
