"""cases/purge_obstacles.py: what stands in the way of a case's purge is named."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import (
    case_purging,
    exhibits,
    legal_holds,
    purge_obstacles,
)
from cases.models import Case, CasePurge, Packet
from intel.models import Entity
from intel.products import moving
from staff.refusals import WrongStatus
from tests.cases.ended import case_of_a_person, end
from tests.cases.making import (
    arrived,
    colleague,
    make_case,
    make_packet,
    make_thing,
    put_out,
    send_referral,
)
from tests.cases.producing import make_product

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_checkpoints")]


@pytest.fixture
def case(investigator):
    return case_of_a_person(investigator)


def _is_refused(case, said, *, by):
    with pytest.raises(WrongStatus, match=said):
        case_purging.ask(case, by=by)
    assert not CasePurge.objects.exists()


def test_a_case_in_its_time_is_not_purged(case, investigator):
    _is_refused(case, "not archived", by=investigator)
    ended = end(case, investigator)
    until = timezone.localdate() + timedelta(days=1)
    Case.objects.filter(pk=ended.pk).update(review_by=until)
    _is_refused(ended, f"retention runs until {until}", by=investigator)


@pytest.mark.parametrize("held", ["case", "person"])
def test_a_held_case_is_not_purged(held, case, investigator, supervisor):
    ended, person = end(case, investigator), Entity.objects.get()
    if held == "case":
        hold = legal_holds.hold_case(ended, "Order 12", by=supervisor)
    else:
        hold = legal_holds.hold_person(person, "Order 12", by=supervisor)
    _is_refused(ended, "legal hold keeps the case" if held == "case" else person.reference, by=investigator)
    legal_holds.lift(hold, "over", by=supervisor)
    assert purge_obstacles.of(ended) == []


def test_what_is_not_settled_is_named(case, investigator, supervisor, custodian):
    from cases import worklist
    from cases.models import Proceeding
    from tests.cases.court import make_proceeding

    tusk = put_out(make_thing(case, investigator), custodian)
    referral = send_referral(case, investigator).referral
    matter = make_proceeding(case, investigator)
    brought = exhibits.upload(case, arrived(), exhibits.Acquired("A file", how="Brought"), by=investigator)
    worklist.set_task(case, "Ring the stall", by=investigator)
    said = purge_obstacles.of(end(case, investigator))
    assert [line.rsplit(": ", 1)[1] for line in said] == [
        f"{tusk.reference}.", f"{brought.reference}.", f"{matter.reference}.", f"{referral.reference}.",
        "Ring the stall.",
    ]  # fmt: skip
    Proceeding.objects.update(stage="final")
    assert len(purge_obstacles.of(Case.objects.get(pk=case.pk))) == 4


def test_a_packet_that_is_being_built_is_waited_for(case, investigator):
    packet = make_packet(case, investigator)
    Packet.objects.update(status="building")
    assert packet.reference in purge_obstacles.of(end(case, investigator))[0]


def test_a_product_of_the_case_must_have_ended(case, investigator):
    product = make_product(case, investigator)
    ended = end(case, investigator)
    assert purge_obstacles.of(ended, investigator) == [
        f"A product drafted from it is not withdrawn or expired: {product.reference}."
    ]
    moving.withdraw(product, "The case is over", by=investigator)
    assert purge_obstacles.of(ended) == []


def test_a_product_of_another_case_that_names_a_person_who_would_go_is_named_to_whom_sees_it(case, investigator):
    author = colleague("investigator")
    other = make_case(author, case.reports.get())
    product = make_product(other, author, title="Le Van Sau and his lorries")
    ended = end(case, investigator)
    assert purge_obstacles.of(ended, author)[0].endswith(f"would go: {product.reference}.")
    assert purge_obstacles.of(ended, investigator)[0].endswith("would go: one that you do not see.")
