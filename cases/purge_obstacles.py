"""What stands in the way of a case's purge, each in a sentence that names it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import emptying
from cases.models import (
    AnimalGroup,
    Case,
    Disposal,
    Exhibit,
    ExhibitFile,
    HandOver,
    Hold,
    OutcomeFile,
    Packet,
    Proceeding,
    Referral,
    Task,
)
from cases.products import naming
from cases.products import purging as products
from staff.models import LegalHold, Officer

NAMED = 10  # a sentence; the rest is counted
DECIDED = (Referral.Status.DECLINED, Referral.Status.CLOSED)
ON_ITS_WAY = (Packet.Status.APPROVED, Packet.Status.BUILDING)


def of(case: Case, by: Officer | None = None) -> list[str]:
    """Sentences, none where the case may go. `by`: who reads them; a product that they do not see has no number."""
    return [*_of_time(case), *_of_holds(case), *_of_evidence(case), *_of_work(case), *_of_products(case, by)]


def _named(sentence: str, rows: Iterable[Any]) -> Iterator[str]:
    """The sentence with the first of the names, where there are any."""
    names = [str(row) for row in rows]
    if names:
        more = _(" and %(more)s more") % {"more": len(names) - NAMED} if len(names) > NAMED else ""
        yield sentence % {"names": ", ".join(names[:NAMED]) + more}


def _of_time(case: Case) -> Iterator[str]:
    if case.status != Case.Status.ARCHIVED:
        yield _("It is not archived.")
    elif case.review_by is None or case.review_by > timezone.localdate():
        yield _("Its retention runs until %(day)s.") % {"day": case.review_by}


def _of_holds(case: Case) -> Iterator[str]:
    standing = Hold.objects.standing()
    for hold in standing.filter(case=case):
        yield _("A legal hold keeps the case since %(day)s.") % {"day": f"{hold.set_at:%Y-%m-%d}"}
    going, _kept = emptying.entities(case)
    held = [each for each in going if each.pk in set(_held([each.pk for each in going]))]
    yield from _named(_("A legal hold keeps %(names)s."), held)
    if not standing.filter(case=case).exists() and list(_held([case.pk])):
        yield _("A legal hold keeps the case.")


def _held(ids: list[Any]) -> Any:
    return LegalHold.objects.filter(subject__in=ids).values_list("subject", flat=True)


def _of_evidence(case: Case) -> Iterator[str]:
    ours = Exhibit.objects.filter(case=case).order_by("reference")
    yield from _named(_("Not back in store: %(names)s."), ours.filter(state__in=Exhibit.AWAY))
    yield from _named(
        _("Offered to a colleague who has not signed: %(names)s."),
        ours.filter(pk__in=HandOver.objects.filter(state=HandOver.State.OFFERED).values("exhibit")),
    )
    yield from _named(
        _("A second person has not decided what becomes of %(names)s."),
        ours.filter(pk__in=Disposal.objects.filter(state=Disposal.State.PROPOSED).values("exhibit")),
    )
    waiting = ExhibitFile.objects.filter(exhibit__case=case, state=ExhibitFile.State.WAITING)
    yield from _named(_("The copy is still being made: %(names)s."), ours.filter(pk__in=waiting.values("exhibit")))
    proving = OutcomeFile.objects.filter(outcome__case=case, state=OutcomeFile.State.WAITING)
    yield from _named(
        _("A file that proves an outcome is still being copied: %(names)s."),
        proving.values_list("outcome__date", flat=True),
    )
    animals = AnimalGroup.objects.filter(seizure__case=case, recheck_due__isnull=False).select_related("seizure")
    yield from _named(_("Live animals are still followed: %(names)s."), animals)


def _of_work(case: Case) -> Iterator[str]:
    yield from _named(_("A proceeding runs: %(names)s."), Proceeding.objects.running().filter(case=case))
    undecided = case.referrals.exclude(status__in=DECIDED).order_by("reference")
    yield from _named(_("A referral is not decided or closed: %(names)s."), undecided)
    building = case.packets.filter(status__in=ON_ITS_WAY).order_by("reference")
    yield from _named(_("A packet is being built: %(names)s."), building)
    tasks = case.tasks.filter(state__in=(Task.State.TO_DO, Task.State.DOING))
    yield from _named(_("A task is open: %(names)s."), tasks.values_list("title", flat=True))


def _of_products(case: Case, by: Officer | None) -> Iterator[str]:
    own = products.of_case(case).exclude(status__in=products.ENDED).order_by("reference")
    yield from _named(_("A product drafted from it is not withdrawn or expired: %(names)s."), naming.told(own, by))
    going, _kept = emptying.entities(case)
    needed = naming.told(naming.that_keep(going, but=case), by)
    yield from _named(_("A product of another case names somebody who would go: %(names)s."), needed)
