"""Words of likelihood and of confidence, for whoever judges: one scale in cases, packets and products."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Likelihood(models.TextChoices):
    """Words of likelihood (Intelligence Community Directive 203, 2015); per cent in `SPANS`."""

    ALMOST_NONE = "almost_none", _("almost no chance")
    VERY_UNLIKELY = "very_unlikely", _("very unlikely")
    UNLIKELY = "unlikely", _("unlikely")
    EVEN = "even", _("roughly even chance")
    LIKELY = "likely", _("likely")
    VERY_LIKELY = "very_likely", _("very likely")
    ALMOST_CERTAIN = "almost_certain", _("almost certain")


# Per cent, from and to, of each word (the same directive).
SPANS: dict[str, tuple[int, int]] = {
    Likelihood.ALMOST_NONE: (1, 5), Likelihood.VERY_UNLIKELY: (5, 20), Likelihood.UNLIKELY: (20, 45),
    Likelihood.EVEN: (45, 55), Likelihood.LIKELY: (55, 80), Likelihood.VERY_LIKELY: (80, 95),
    Likelihood.ALMOST_CERTAIN: (95, 99),
}  # fmt: skip


class Confidence(models.TextChoices):
    """How well founded a judgement is: kept apart from how likely it says a thing is."""

    LOW = "low", _("low")
    MODERATE = "moderate", _("moderate")
    HIGH = "high", _("high")


def in_words(likelihood: str) -> str:
    """`very likely (80–95 %)`, "" where none was given."""
    if likelihood not in SPANS:
        return ""
    low, high = SPANS[likelihood]
    return f"{Likelihood(likelihood).label} ({low}–{high} %)"
