"""Cases that belong together: who may link them, who is told, and no circle among parents."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from cases import casework, links
from cases.models import CaseLink
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.making import colleague, make_case, make_released


@pytest.fixture
def three(investigator):
    report = make_released()
    return [make_case(investigator, report) for _each in range(3)]


def _seen(case, officer) -> list[tuple[str, str | None]]:
    return [(str(seen.relation), seen.other and seen.other.reference) for seen in links.shown(case, officer)]


@pytest.mark.django_db
def test_a_link_is_seen_from_both_sides(three, investigator):
    ring, north, other = three
    links.link(ring, north, "parent", by=investigator)
    links.link(other, ring, "linked", by=investigator)
    assert _seen(ring, investigator) == [("linked", other.reference), ("child", north.reference)]
    assert _seen(north, investigator) == [("parent", ring.reference)]


@pytest.mark.django_db
def test_a_link_tells_of_no_case_that_one_does_not_see(three, investigator, supervisor):
    ring, north, _other = three
    elsewhere = make_case(colleague("investigator"), make_released())
    links.link(ring, elsewhere, "linked", by=supervisor)
    hinted = links.link(north, elsewhere, "linked", by=supervisor, is_hinted=True)
    assert _seen(ring, investigator) == []
    assert _seen(north, investigator) == [("linked", None)]
    assert _seen(elsewhere, colleague("investigator")) == [("linked", None)]
    assert [reference for _how, reference in _seen(elsewhere, supervisor)] == [ring.reference, north.reference]
    casework.deny(ring, supervisor, by=investigator)
    assert [reference for _how, reference in _seen(elsewhere, supervisor)] == [north.reference]
    assert hinted.why == ""


@pytest.mark.django_db
def test_a_link_stands_in_the_history_of_neither_case(three, investigator):
    ring, north, _other = three
    before = AuditEntry.objects.filter(subject="cases.case").count()
    made = links.link(ring, north, "linked", by=investigator, why="The same lorry")
    links.unlink(made, by=investigator)
    assert AuditEntry.objects.filter(subject="cases.case").count() == before
    assert [entry.verb for entry in AuditEntry.objects.filter(subject="cases.caselink").order_by("pk")] == [
        "link.made", "link.taken_away",
    ]  # fmt: skip


@pytest.mark.django_db
def test_only_who_works_in_both_cases_links_them(three, investigator, custodian):
    ring, north, _other = three
    foreign = make_case(colleague("investigator"), make_released())
    for near, far, by in ((ring, foreign, investigator), (foreign, ring, investigator), (ring, north, custodian)):
        with pytest.raises(NotAllowed):
            links.link(near, far, "linked", by=by)
    made = links.link(ring, north, "linked", by=investigator)
    casework.admit(ring, colleague("investigator"), by=investigator)
    with pytest.raises(NotAllowed):
        links.unlink(made, by=colleague("investigator"))
    assert CaseLink.objects.count() == 1


@pytest.mark.django_db
def test_two_cases_are_linked_once_whichever_stands_first(three, investigator):
    ring, north, _other = three
    links.link(ring, north, "linked", by=investigator)
    for near, far, kind in ((ring, north, "linked"), (north, ring, "parent"), (ring, ring, "linked")):
        with pytest.raises(Invalid):
            links.link(near, far, kind, by=investigator)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseLink.objects.create(near=north, far=ring, kind="parent", linked_by=investigator)


@pytest.mark.django_db
def test_no_case_stands_above_itself(three, investigator):
    ring, north, market = three
    links.link(ring, north, "parent", by=investigator)
    links.link(north, market, "parent", by=investigator)
    with pytest.raises(Invalid) as refused:
        links.link(market, ring, "parent", by=investigator)
    assert "its own parent" in refused.value.fields["other"]
    assert CaseLink.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_links_made_at_one_moment_close_no_circle(three, investigator):
    ring, north, market = three

    def link(pair) -> bool:
        try:
            links.link(*pair, "parent", by=investigator)
        except Invalid:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(link, [(ring, north), (north, market), (market, ring)]))
    assert made.count(True) == 2
