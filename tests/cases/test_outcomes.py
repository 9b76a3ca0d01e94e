"""cases/outcomes.py, figures.py, verdict_outcomes.py: each outcome once, corrected and never changed, and counted."""

from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import figures, outcomes, verdict_outcomes, verdicts
from cases.models import Outcome
from cases.outcomes import Result
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.court import APPEALED, HEARD, convicted, fined
from tests.cases.making import make_case, make_exhibit, send_referral
from tests.intel.making import make_entity

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)
_number = count(1)


@pytest.fixture
def case(investigator):
    return make_case(investigator)


def _figures(rows=None):
    rows = Outcome.objects.all() if rows is None else rows
    return {(each.kind, each.unit): (each.rows, each.total) for each in figures.of(rows)}


def test_a_correction_stands_beside_what_it_corrects_and_counts_in_its_place(case, investigator):
    wrong = outcomes.enter(case, Result("seizure", DAY, Decimal(12), "kg"), by=investigator)
    right = outcomes.correct(wrong, Result("seizure", DAY, Decimal(1), "kg", text="1 kg, read as 12"), by=investigator)
    wrong.refresh_from_db()
    assert (wrong.quantity, wrong.stands, right.corrects, right.stands) == (12, False, wrong, True)
    assert _figures() == {("seizure", "kg"): (1, Decimal(1))}


def test_what_did_not_happen_counts_nothing_and_stays(case, investigator):
    wrong = outcomes.enter(case, Result("rescue", DAY, Decimal(3)), by=investigator)
    outcomes.retract(wrong, "Another market", by=investigator)
    assert (_figures(), Outcome.objects.count()) == ({}, 2)


def test_an_outcome_is_corrected_once(case, investigator):
    wrong = outcomes.enter(case, Result("rescue", DAY, Decimal(3)), by=investigator)
    outcomes.retract(wrong, "Another market", by=investigator)
    with pytest.raises(WrongStatus):
        outcomes.correct(wrong, Result("rescue", DAY, Decimal(2), text="two"), by=investigator)
    assert Outcome.objects.count() == 2


@pytest.mark.parametrize("change", [{"quantity": 1}, {"kind": "other"}, {"text": "otherwise"}])
def test_nothing_of_an_outcome_changes(change, case, investigator):
    outcome = outcomes.enter(case, Result("rescue", DAY, Decimal(3), text="as told"), by=investigator)
    with pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.filter(pk=outcome.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        outcome.delete()


def test_a_person_named_in_two_outcomes_of_a_kind_is_counted_once(case, investigator):
    minh, hoa = (make_entity(case, investigator, name) for name in ("Tran Van Minh", "Le Thi Hoa"))
    outcomes.enter(case, Result("arrest", DAY, persons=[minh, hoa]), by=investigator)
    outcomes.enter(case, Result("arrest", DAY, Decimal(3), persons=[minh]), by=investigator)
    assert _figures() == {("arrest", "persons"): (2, Decimal(4))}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Result("arrest", DAY, Decimal(2), "kg"), "unit"),
        (Result("arrest", DAY, Decimal("1.5")), "unit"),
        (Result("fine", DAY, Decimal(100)), "unit"),
        (Result("seizure", DAY, Decimal(-1), "kg"), "quantity"),
        (Result("seizure", DAY, Decimal(1), "kg", country="Vietnam"), "country"),
        (Result("seizure", DAY, Decimal(1), "kg", counted_in=2025), "counted_in"),
    ],
)
def test_an_outcome_that_would_not_add_up_is_refused_by_field(said, field, case, investigator):
    with pytest.raises(Invalid) as refused:
        outcomes.enter(case, said, by=investigator)
    assert set(refused.value.fields) == {field}
    assert not Outcome.objects.exists()


def test_proof_is_of_the_same_case(case, investigator):
    elsewhere = make_exhibit(make_case(investigator), investigator)
    with pytest.raises(Invalid) as refused:
        outcomes.enter(case, Result("seizure", DAY, exhibit=elsewhere), by=investigator)
    assert set(refused.value.fields) == {"exhibit"}


def test_a_verdict_is_counted_with_one_press_and_never_twice(case, investigator):
    proceeding, charges = convicted(case, investigator, "Tran Van Minh", "Le Thi Hoa")
    (offer,) = verdict_outcomes.offers(proceeding)
    outcome = verdict_outcomes.enter(proceeding, offer.name, by=investigator)
    assert (outcome.kind, outcome.quantity, outcome.unit, outcome.proof) == ("conviction", 2, "persons", "court")
    assert (outcome.proceeding, outcome.attribution) == (proceeding, "unknown")
    assert verdict_outcomes.offers(proceeding) == []
    with pytest.raises(WrongStatus):
        verdict_outcomes.enter(proceeding, offer.name, by=investigator)
    again = Result("conviction", DAY, persons=[charges[0].accused], proceeding=proceeding)
    with pytest.raises(WrongStatus):
        outcomes.enter(case, again, by=investigator)
    assert Outcome.objects.count() == 1


def test_a_fine_is_offered_in_its_currency_and_counted_once(case, investigator):
    proceeding, (charge,) = convicted(case, investigator)
    sentence = fined(proceeding, charge.accused, investigator)
    name = f"fine-{sentence.pk}"
    outcome = verdict_outcomes.enter(proceeding, name, by=investigator)
    assert (outcome.quantity, outcome.unit, outcome.sentence) == (Decimal("50000000"), "VND", sentence)
    with pytest.raises(WrongStatus):
        verdict_outcomes.enter(proceeding, name, by=investigator)


def test_a_conviction_that_an_appeal_lifted_is_asked_about_and_its_correction_counts(case, investigator):
    proceeding, (charge,) = convicted(case, investigator)
    counted = verdict_outcomes.enter(proceeding, "conviction", by=investigator)
    verdicts.appeal(proceeding, "defence", APPEALED, by=investigator)
    verdicts.decide_appeal(proceeding, "changed", HEARD, by=investigator, verdicts={charge.pk: "acquitted"})
    proceeding.refresh_from_db()
    assert verdict_outcomes.no_longer_so(proceeding) == [counted]
    outcomes.retract(counted, "Acquitted on appeal", by=investigator)
    assert [offer.name for offer in verdict_outcomes.offers(proceeding)] == ["acquittal"]
    verdict_outcomes.enter(proceeding, "acquittal", by=investigator)
    assert _figures() == {("acquittal", "persons"): (1, Decimal(1))}


def test_an_agency_that_reports_a_fine_names_its_currency(case, investigator):
    referral = send_referral(case, investigator).referral
    with pytest.raises(Invalid):
        outcomes.told_by_agency(referral, Result("fine", DAY, Decimal(500)))
    assert outcomes.told_by_agency(referral, Result("fine", DAY, Decimal(500), "VND")).unit == "VND"


def test_who_is_no_member_corrects_nothing(case, investigator, analyst):
    outcome = outcomes.enter(case, Result("rescue", DAY, Decimal(3)), by=investigator)
    with pytest.raises(NotAllowed):
        outcomes.retract(outcome, "no", by=analyst)
    assert Outcome.objects.get().stands
    assert not Outcome.objects.visible_to(analyst).exists()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["arrest", "conviction", "seizure", "fine", "rescue", "nothing_found"]),
        st.one_of(st.none(), st.integers(0, 50)),
        st.sampled_from(["kg", "no.", "VND", "USD"]),
        st.sets(st.integers(0, 2)),
        st.sampled_from(["keep", "keep", "correct", "retract"]),
    ),
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_each_figure_equals_the_rows_behind_it(investigator, steps):
    with transaction.atomic():
        case = _ledger(steps, investigator)
        assert _figures(case.outcomes.all()) == _by_hand(case)
        transaction.set_rollback(True)


def _ledger(steps, by):
    case = make_case(by)
    people = [make_entity(case, by, name, report=None) for name in ("Tran Van Minh", "Le Thi Hoa", "Somchai Dee")]
    for kind, quantity, unit, chosen, then in steps:
        is_counted = kind in Outcome.OF_PERSONS
        persons = [people[each] for each in chosen] if is_counted else []
        amount = None if quantity is None else Decimal(max(quantity, len(persons)))
        unit = "" if is_counted else {"fine": "VND"}.get(kind, unit)
        said = Result(kind, DAY, amount, unit, persons=persons, text=f"outcome {next(_number)}")
        row = outcomes.enter(case, said, by=by)
        if then == "correct":
            outcomes.correct(row, said, by=by)
        elif then == "retract":
            outcomes.retract(row, "wrong", by=by)
    return case


def _by_hand(case):
    """What anybody would count with the list in hand."""
    found, named = {}, {}
    for row in case.outcomes.all():
        if row.is_retraction or case.outcomes.filter(corrects=row).exists():
            continue
        rows, total = found.get((row.kind, row.unit), (0, None))
        persons = set(row.persons.values_list("pk", flat=True))
        seen = named.setdefault(row.kind, set())
        if row.quantity is not None:
            total = (total or 0) + row.quantity - len(persons & seen)
        seen |= persons
        found[row.kind, row.unit] = (rows + 1, total)
    return found
