"""The rows of a case as one officer sees them, for its cards and for the lists of its forms: asked once a page."""

from django.db.models import Count, Min

from cases import links, verdict_outcomes
from cases.models import (
    Case,
    CaseLink,
    CaseNote,
    CaseReport,
    Exhibit,
    Listing,
    Packet,
    Proceeding,
    Referral,
    Seizure,
    TimelineItem,
)
from hotline.models import Report
from intel.models import Entity, Fact
from intel.network import of_case
from staff import access, compartments
from staff.models import Membership, Officer
from staff.reading import once


def all_report_links(case: Case) -> list[CaseReport]:
    """All of them: to tell whether something waits, never to show."""
    return once(case.report_links.select_related("report").order_by("added_at"))


def report_links(case: Case, officer: Officer) -> list[CaseReport]:
    """The case's reports but those that another case keeps from the officer."""
    closed = compartments.closed_to(officer)
    return [link for link in all_report_links(case) if closed.isdisjoint(link.report.compartments)]


def citable(case: Case, officer: Officer) -> list[Report]:
    """What an entry may rest on: reports that stand, for officers who read reports."""
    if not access.allows(officer, "hotline.view_report"):
        return []
    found = [link.report for link in report_links(case, officer) if link.report.status != Report.Status.WITHDRAWN]
    return sorted(found, key=lambda report: report.reference)


def timeline(case: Case, officer: Officer) -> list[TimelineItem]:
    return once(TimelineItem.objects.visible_to(officer).filter(case=case).drawn())


def exhibits(case: Case, officer: Officer) -> list[Exhibit]:
    """Each with its parent; what was made of one stands among them."""
    seen = Exhibit.objects.visible_to(officer).filter(case=case).select_related("parent").with_what_waits()
    return once(seen.order_by("reference"))


def seizures(case: Case, officer: Officer) -> list[Seizure]:
    """Each with its agency, how many lines and groups of animals it has, and when the first are to be seen again."""
    seen = Seizure.objects.visible_to(officer).filter(case=case).select_related("agency")
    counted = seen.annotate(line_count=Count("lines", distinct=True), animal_count=Count("animals", distinct=True))
    counted = counted.annotate(recheck_due=Min("animals__recheck_due"))
    return once(counted.order_by("-seized_on", "reference"))


def listings(case: Case, officer: Officer) -> list[Listing]:
    seen = Listing.objects.visible_to(officer).filter(case=case).select_related("platform", "taxon")
    return once(seen.order_by("-recorded_at", "id"))


def packets(case: Case, officer: Officer) -> list[Packet]:
    return once(Packet.objects.visible_to(officer).filter(case=case).order_by("-drafted_at"))


def referrals(case: Case, officer: Officer) -> list[Referral]:
    seen = Referral.objects.visible_to(officer).filter(case=case)
    return once(seen.select_related("agency").order_by("-drafted_at"))


def proceedings(case: Case, officer: Officer) -> list[Proceeding]:
    seen = Proceeding.objects.visible_to(officer).filter(case=case).select_related("case")
    return once(verdict_outcomes.with_counted(seen).order_by("opened_at"))


def entities(case: Case, officer: Officer) -> list[Entity]:
    return once(of_case.entities(case.pk, officer))


def facts(case: Case, officer: Officer) -> list[Fact]:
    """What stands of those entities, each with its report."""
    told = Fact.objects.visible_to(officer).standing().filter(entity__in=[each.pk for each in entities(case, officer)])
    return once(told.select_related("report"))


def members(case: Case) -> list[Membership]:
    """Who is let in, and who is kept out."""
    return once(Membership.objects.filter(compartment=case.pk).select_related("officer").order_by("since"))


def notes(case: Case) -> list[CaseNote]:
    return once(case.notes.select_related("author"))


def case_links(case: Case) -> list[CaseLink]:
    return once(links.rows_of(case))
