"""The twelve points of a referral as the case itself answers them: what is there, what is missing, how to get it.

Nothing is decided here: an officer gives the points (`cases.referrals.check`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import acknowledging
from cases.joint import conflicts
from cases.models import Packet, Referral
from hotline.models import Report
from hotline.models.report import Knowledge
from hotline.story import Precision
from intel.models import Entity
from staff.models import Officer

STILL_TRUE = timedelta(days=90)
CLEAR = 25  # letters of an ask that says what, where and by when
NAMES = ("Person", "LegalEntity", "Company", "Organization", "PublicBody")


@dataclass(frozen=True)
class Point:
    """score: 0 missing, 1 in part, 2 there. missing, how: sentences, "" where it is there. url: where to get it."""

    score: int
    missing: Any = ""
    how: Any = ""
    url: str = ""


@dataclass(frozen=True)
class Seen:
    """A referral with the rows of its case that the officer sees. reports: those that stand."""

    referral: Referral
    officer: Officer
    reports: list[Report]
    entities: list[Entity]

    def at(self, card: str) -> str:
        """The address of a part of the case's page."""
        return reverse("admin:cases_case_change", args=[self.referral.case_id]) + f"#{card}"

    def source_of(self) -> str:
        """The page of the first report: from there its source is asked."""
        first = self.reports[0] if self.reports else None
        return reverse("admin:hotline_report_change", args=[first.pk]) if first else self.at("reports")

    @property
    def released(self) -> list[Report]:
        return [each for each in self.reports if each.status == Report.Status.RELEASED]


def look_over(referral: Referral, officer: Officer) -> list[Point]:
    """The twelve points in the order of `referrals.CHECKLIST`. Some fifteen queries."""
    reports = Report.objects.visible_to(officer).filter(cases=referral.case).exclude(status=Report.Status.WITHDRAWN)
    entities = Entity.objects.visible_to(officer).in_case(referral.case_id)
    seen = Seen(referral, officer, list(reports.order_by("written_at")), list(entities[:50]))
    return [point(seen) for point in POINTS]


def suggested(points: Sequence[Point]) -> list[int]:
    return [point.score for point in points]


def _who(seen: Seen) -> Point:
    if any(each.schema in NAMES for each in seen.entities):
        return Point(2)
    what = _("No person or company is named in the case.")
    how = _("Mark who is named in a report's text, or ask the source who it is.")
    return Point(1 if seen.entities else 0, what, how, seen.at("entities"))


def _offence(seen: Seen) -> Point:
    case = seen.referral.case
    score = bool(case.offences) + bool(case.law_and_jurisdiction.strip())
    what = _("No law is named.") if case.offences else _("No offence is chosen.")
    return (
        Point(score) if score == 2 else Point(score, what, _("Describe the case: offence, law."), seen.at("describe"))
    )


def _where(seen: Seen) -> Point:
    placed = [each for each in seen.reports if each.place or each.lat is not None]
    if any(each.place_precision != Precision.REGION for each in placed):
        return Point(2)
    if placed:
        return Point(1, _("Only a region is known."), _("Ask the source where exactly."), seen.source_of())
    return Point(0, _("No report tells a place."), _("Ask the source where."), seen.source_of())


def _when(seen: Seen) -> Point:
    days = [each.happened_on for each in seen.reports if each.happened_on]
    if not days:
        return Point(
            0, _("No report tells a date."), _("Ask the source when, and if it is still so."), seen.source_of()
        )
    if max(days) >= timezone.localdate() - STILL_TRUE:
        return Point(2)
    return Point(1, _("The latest is older than 90 days."), _("Ask the source if it is still so."), seen.source_of())


def _known(seen: Seen) -> Point:
    if not seen.released:
        what, how = _("No report is released."), _("Have a report graded, checked and released.")
        return Point(0, what, how, seen.at("reports"))
    if any(each.knowledge in ("", Knowledge.UNKNOWN) for each in seen.released):
        what, how = _("A report does not say how it is known."), _("Grade it anew, with how its source knows.")
        return Point(1, what, how, seen.source_of())
    return Point(2)


def _support(seen: Seen) -> Point:
    others = seen.referral.case.exhibits.exists() + seen.referral.case.seizures.exists()
    score = min(2, max(0, len(seen.released) - 1) + others)
    if score == 2:
        return Point(2)
    what = _("One voice alone says so.") if not score else _("Only one thing bears it out.")
    return Point(score, what, _("Look for another report, a seizure, a listing or a photo."), seen.at("reports"))


def _evidence(seen: Seen) -> Point:
    packet = seen.referral.packet
    if packet and packet.status == Packet.Status.READY:
        return Point(2)
    if packet or seen.referral.case.exhibits.exists():
        what = _("Its packet is not ready.") if packet else _("There are exhibits, and no packet encloses them.")
        return Point(1, what, _("Draft a packet, and have it approved."), seen.at("packets"))
    return Point(0, _("Nothing is enclosed."), _("Take files into evidence, then draft a packet."), seen.at("exhibits"))


def _agency(seen: Seen) -> Point:
    agency = seen.referral.agency
    reached = agency.contacts.filter(verified=True).exists()
    score = bool(agency.verified) + reached
    if score == 2:
        return Point(2)
    what = _("No contact of it was verified.") if not reached else _("The directory's entry was not checked.")
    how = _("See who else is proposed, or verify it in the directory.")
    return Point(score, what, how, reverse("cases_routing", args=[seen.referral.case_id]))


def _ask(seen: Seen) -> Point:
    if len(seen.referral.ask) >= CLEAR:
        return Point(2)
    how = _("Say what they should do, where and by when: back to the case, draft it anew.")
    return Point(1, _("It is short."), how, seen.at("referrals"))


def _urgency(seen: Seen) -> Point:
    if seen.referral.deadline or seen.referral.urgency == Referral.Urgency.ROUTINE:
        return Point(2)
    return Point(1, _("It is urgent, and no day is named."), _("Name the day, and say why."), seen.at("referrals"))


def _risks(seen: Seen) -> Point:
    weighed = bool(seen.referral.case.risk.strip()) or seen.referral.case.risks.exists()
    found = conflicts.of(seen.referral, seen.officer)
    clear = not (found.seen or found.is_blind)
    if weighed and clear:
        return Point(2)
    if not clear:
        how = _("Ask who leads the other case, or a supervisor, before it goes.")
        return Point(int(weighed), _("Another agency may be after the same."), how, seen.at("links"))
    return Point(
        1, _("No risk is written down."), _("Weigh the risks to people, animals and the work."), seen.at("risks")
    )


def _handling(seen: Seen) -> Point:
    agency = seen.referral.agency
    known = acknowledging.has_answered(agency.pk, seen.officer)
    score = bool(agency.lawful_basis.strip()) + known
    if score == 2:
        return Point(2)
    what = (
        _("By what right we tell it is not written down.")
        if not agency.lawful_basis.strip()
        else _("It never answered us.")
    )
    how = _("Tell its officer how this may be used; note the agreement in the directory.")
    return Point(score, what, how, reverse("admin:reference_agency_change", args=[agency.pk]))


POINTS: tuple[Callable[[Seen], Point], ...] = (
    _who, _offence, _where, _when, _known, _support, _evidence, _agency, _ask, _urgency, _risks, _handling,
)  # fmt: skip
