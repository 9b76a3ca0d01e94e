"""The rows that figures are counted from: what one officer may see, narrowed by one filter.

What broken glass shows does not count: it lets read one case, each page of it on record. What tips tell (channel,
kind of source) narrows only for those who read tips, and only by the tips that they may see.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from cases.indicators.asked import Asked
from cases.models import (
    AnimalGroup,
    Case,
    CaseReport,
    Cost,
    Listing,
    Outcome,
    Proceeding,
    Referral,
    ReferralEvent,
    Seizure,
    Sentence,
    SpecimenLine,
)  # fmt: skip
from hotline.models import Report, ReportTip, SpeciesLine, Tip
from intel.models import Dissemination, Product
from staff import access
from staff.models import Officer

TIPS, REPORTS = "hotline.view_tip", "hotline.view_report"


class Ground:
    """Each of its methods is a query that nobody has asked yet."""

    def __init__(self, officer: Officer, asked: Asked | None = None) -> None:
        self.officer, self.asked = officer, asked or Asked()

    # --- The hotline ----------------------------------------------------------------------------------------------
    def tips(self) -> QuerySet[Any]:
        rows = Tip.objects.visible_to(self.officer)
        if self.asked.country:
            rows = rows.filter(country=self.asked.country)
        if self.asked.group:
            rows = rows.filter(taxon_group=self.asked.group)
        return self._of_tips(rows)

    def _of_tips(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.asked.channel:
            rows = rows.filter(channel=self.asked.channel)
        return rows.filter(kind=self.asked.source) if self.asked.source else rows

    def reports(self) -> QuerySet[Any]:
        rows = Report.objects.visible_to(self.officer)
        if self.asked.country:
            rows = rows.filter(country=self.asked.country)
        if self.asked.group:
            rows = rows.filter(Exists(SpeciesLine.objects.filter(report=OuterRef("pk"), taxon__group=self.asked.group)))
        if self.asked.tells_of_tips:
            tips = self._of_tips(Tip.objects.visible_to(self.officer)).values("pk")
            rows = rows.filter(Exists(ReportTip.objects.filter(report=OuterRef("pk"), tip__in=tips)))
        return rows

    # --- Casework -------------------------------------------------------------------------------------------------
    def cases(self) -> QuerySet[Any]:
        """Cases that the officer works in, where a report or a seizure of theirs fits the filter."""
        rows = Case.objects.worked_by(self.officer)
        if not (self.asked.country or self.asked.group or self.asked.tells_of_tips):
            return rows
        fits = Q(Exists(CaseReport.objects.filter(case=OuterRef("pk"), report__in=self.reports().values("pk"))))
        if not self.asked.tells_of_tips:
            seizures = Seizure.objects.filter(case=OuterRef("pk"))
            if self.asked.country:
                seizures = seizures.filter(country=self.asked.country)
            if self.asked.group:
                seizures = seizures.filter(lines__taxon__group=self.asked.group)
            fits |= Q(Exists(seizures))
        return rows.filter(fits)

    def _of_cases(self, rows: QuerySet[Any], case: str = "case") -> QuerySet[Any]:
        return rows.filter(**{f"{case}__in": self.cases().values("pk")})

    def referrals(self) -> QuerySet[Any]:
        return self._of_cases(Referral.objects.visible_to(self.officer))

    def sent(self) -> QuerySet[Any]:
        """Referrals by when they were first sent, of their log."""
        first = ReferralEvent.objects.filter(kind=ReferralEvent.Kind.SENT)
        if not (self.asked.since or self.asked.until):
            return self.referrals().filter(Exists(first.filter(referral=OuterRef("pk"))))
        within = self.of_period(first, "at")
        rows = self.referrals().filter(pk__in=within.values("referral"))
        if self.asked.since:
            rows = rows.exclude(Exists(first.filter(referral=OuterRef("pk"), at__lt=_midnight(self.asked.since))))
        return rows

    def outcomes(self, *kinds: str) -> QuerySet[Any]:
        rows = self._of_cases(Outcome.objects.visible_to(self.officer).standing()).filter(kind__in=kinds)
        return self.of_period(rows, "date", is_day=True)

    def proceedings(self) -> QuerySet[Any]:
        return self._of_cases(Proceeding.objects.visible_to(self.officer))

    def sentences(self) -> QuerySet[Any]:
        """The last of each accused: a later one takes an earlier one's place."""
        later = Sentence.objects.filter(
            proceeding=OuterRef("proceeding"), accused=OuterRef("accused"), pk__gt=OuterRef("pk")
        )
        seen = self.proceedings().values("pk")
        return self.of_period(Sentence.objects.filter(~Exists(later), proceeding__in=seen), "on", is_day=True)

    def specimens(self) -> QuerySet[Any]:
        """With `amount` and `amount_unit`: as normalised, or as reported where no factor is known."""
        rows = self._of_cases(SpecimenLine.objects.all(), "seizure__case").annotate(
            amount=Coalesce("normalised", "quantity"),
            amount_unit=Choice(When(normalised=None, then=F("unit")), default=F("normalised_unit")),
        )
        return self.of_period(self._of_goods(rows), "seizure__seized_on", is_day=True)

    def animals(self, day: Any = "seizure__seized_on") -> QuerySet[Any]:
        rows = self._of_goods(self._of_cases(AnimalGroup.objects.all(), "seizure__case"))
        return self.of_period(rows, day, is_day=True)

    def _of_goods(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.asked.group:
            rows = rows.filter(taxon__group=self.asked.group)
        return rows.filter(seizure__country=self.asked.country) if self.asked.country else rows

    def listings(self, day: str) -> QuerySet[Any]:
        rows = self._of_cases(Listing.objects.visible_to(self.officer))
        if self.asked.group:
            rows = rows.filter(taxon__group=self.asked.group)
        return self.of_period(rows, day, is_day=True)

    # --- Products, costs ------------------------------------------------------------------------------------------
    def products(self) -> QuerySet[Any]:
        rows = Product.objects.worked_by(self.officer)
        if self.asked.country or self.asked.group or self.asked.tells_of_tips:
            rows = rows.filter(made_in__in=self.cases().values("pk"))
        return rows

    def copies(self) -> QuerySet[Any]:
        return self.of_period(Dissemination.objects.filter(product__in=self.products().values("pk")), "at")

    def costs(self) -> QuerySet[Any]:
        """Costs whose whole span lies in the period; no other filter parts them."""
        rows = Cost.objects.filter(struck_at=None)
        if self.asked.since:
            rows = rows.filter(since__gte=self.asked.since)
        return rows.filter(until__lte=self.asked.until) if self.asked.until else rows

    # --- Time -----------------------------------------------------------------------------------------------------
    def of_period(self, rows: QuerySet[Any], column: str, *, is_day: bool = False) -> QuerySet[Any]:
        """Rows whose day or moment lies in the period, and that have one."""
        since, until = self.asked.since, self.asked.until
        if since:
            rows = rows.filter(**{f"{column}__gte": since if is_day else _midnight(since)})
        if until:
            after = {f"{column}__lte": until} if is_day else {f"{column}__lt": _midnight(until + timedelta(days=1))}
            rows = rows.filter(**after)
        return rows if since or until else rows.filter(**{f"{column}__isnull": False})

    def may(self, right: str) -> bool:
        return access.allows(self.officer, right)


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time(), UTC)
