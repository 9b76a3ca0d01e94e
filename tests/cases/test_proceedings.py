"""cases/proceedings.py and cases/verdicts.py: from charge to a final decision, and every step that does not follow."""

from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases import next_steps, proceedings, verdicts
from cases.models import Charge, Proceeding, ProceedingEvent
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.court import APPEALED, CHARGED, DECIDED, FINAL, HEARD, accuse, convicted, fined, make_proceeding, tried
from tests.cases.making import make_case
from tests.intel.making import make_entity

pytestmark = pytest.mark.django_db
Stage = Proceeding.Stage
VERDICTS = Charge.Verdict.values


@pytest.fixture
def case(investigator):
    return make_case(investigator)


def test_the_way_from_charge_over_verdict_and_appeal_to_a_final_decision(case, investigator):
    proceeding, (charge,) = tried(case, investigator)
    verdicts.verdict(charge, "convicted", DECIDED, by=investigator)
    fined(proceeding, charge.accused, investigator)
    verdicts.appeal(proceeding, "defence", APPEALED, by=investigator)
    verdicts.decide_appeal(proceeding, "upheld", HEARD, by=investigator)
    verdicts.make_final(proceeding, FINAL, by=investigator)
    proceeding.refresh_from_db()
    stages = proceeding.events.filter(kind="stage").values_list("code", flat=True)
    assert list(stages) == [
        "complaint", "charged", "trial", "verdict", "sentenced", "appealed", "sentenced", "final",
    ]  # fmt: skip
    charge.refresh_from_db()
    assert (proceeding.is_final, charge.verdict, charge.verdict_on) == (True, "convicted", DECIDED)


@pytest.mark.parametrize("was", Stage.values)
def test_a_stage_that_does_not_follow_is_refused(was, case, investigator):
    proceeding = make_proceeding(case, investigator)
    Proceeding.objects.filter(pk=proceeding.pk).update(stage=was)
    for to in set(Stage.values) - proceedings.NEXT[was]:
        proceeding.refresh_from_db()
        with pytest.raises(WrongStatus), transaction.atomic():
            proceedings.move(proceeding, to, FINAL, by=investigator)
        proceeding.refresh_from_db()
        assert proceeding.stage == was


def test_a_verdict_that_does_not_follow_is_refused(case, investigator):
    proceeding, (charge,) = tried(case, investigator)
    for was, to in [(was, to) for was, to in product(VERDICTS, repeat=2) if to not in verdicts.NEXT[was]]:
        charge.verdict = was
        with pytest.raises(WrongStatus), transaction.atomic():
            verdicts._decide(proceeding, charge, to, DECIDED, by=investigator)
    assert Charge.objects.get().verdict == "pending"


def test_nobody_is_tried_before_somebody_is_charged(case, investigator):
    proceeding = make_proceeding(case, investigator)
    with pytest.raises(Invalid):
        proceedings.advance(proceeding, "charged", CHARGED, by=investigator)
    assert ProceedingEvent.objects.count() == 1


def test_a_verdict_before_a_charge_is_brought_is_refused(case, investigator):
    charge = accuse(make_proceeding(case, investigator), investigator)
    with pytest.raises(WrongStatus):
        verdicts.verdict(charge, "convicted", DECIDED, by=investigator)
    charge.refresh_from_db()
    assert charge.verdict == "pending"


def test_a_verdict_that_was_given_only_an_appeal_changes(case, investigator):
    _proceeding, (charge,) = convicted(case, investigator)
    with pytest.raises(WrongStatus):
        verdicts.verdict(charge, "acquitted", DECIDED, by=investigator)


def test_what_comes_by_itself_is_not_a_step_to_take_by_hand(case, investigator):
    proceeding, _charges = tried(case, investigator)
    with pytest.raises(WrongStatus):
        proceedings.advance(proceeding, "verdict", DECIDED, by=investigator)


def test_it_is_decided_with_the_last_pending_charge(case, investigator):
    proceeding, (first, second) = tried(case, investigator, "Tran Van Minh", "Le Thi Hoa")
    verdicts.verdict(first, "convicted", DECIDED, by=investigator)
    proceeding.refresh_from_db()
    assert proceeding.stage == Stage.TRIAL
    verdicts.verdict(second, "acquitted", DECIDED, by=investigator)
    proceeding.refresh_from_db()
    assert proceeding.stage == Stage.VERDICT


def test_an_appeal_can_change_a_verdict_and_the_old_one_stays_on_record(case, investigator):
    proceeding, (charge,) = convicted(case, investigator)
    verdicts.appeal(proceeding, "defence", APPEALED, by=investigator)
    verdicts.decide_appeal(proceeding, "changed", HEARD, by=investigator, verdicts={charge.pk: "acquitted"})
    charge.refresh_from_db()
    assert (charge.verdict, charge.verdict_on) == ("acquitted", HEARD)
    assert list(charge.events.filter(kind="verdict").values_list("code", flat=True)) == ["convicted", "acquitted"]


def test_an_appeal_that_is_upheld_changes_no_verdict(case, investigator):
    proceeding, (charge,) = convicted(case, investigator)
    verdicts.appeal(proceeding, "prosecution", APPEALED, by=investigator)
    with pytest.raises(Invalid):
        verdicts.decide_appeal(proceeding, "upheld", HEARD, by=investigator, verdicts={charge.pk: "acquitted"})
    proceeding.refresh_from_db()
    assert proceeding.stage == Stage.APPEALED


def test_a_case_sent_back_is_tried_anew_and_its_old_sentence_counts_no_more(case, investigator):
    proceeding, (charge,) = convicted(case, investigator)
    fined(proceeding, charge.accused, investigator)
    verdicts.appeal(proceeding, "both", APPEALED, by=investigator)
    fresh = verdicts.decide_appeal(proceeding, "remitted", HEARD, by=investigator)
    charge.refresh_from_db()
    assert (fresh.stage, charge.verdict, charge.verdict_on) == (Stage.TRIAL, "pending", None)
    verdicts.verdict(charge, "convicted", FINAL, by=investigator)
    assert verdicts.standing_sentences(fresh) == []


def test_a_fine_is_kept_in_its_currency_and_in_dollars_of_its_day(case, investigator):
    proceeding, (charge,) = convicted(case, investigator)
    row = fined(proceeding, charge.accused, investigator, months=6)
    assert (row.fine, row.currency, row.fine_usd, row.rate_source) == (
        Decimal("50000000"), "VND", Decimal("2000.00"), "State Bank, 2026-04-05",
    )  # fmt: skip
    assert (row.term, row.term_days, row.is_suspended) == ("2 years, 6 months", 910, True)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"currency": "dong"}, "currency"),
        ({"rate_source": " "}, "rate_source"),
        ({"fine": None}, "fine"),
        ({"years": 0}, "is_suspended"),
        ({"fine": None, "currency": "", "rate": None, "years": 0, "is_suspended": False}, "other"),
    ],
)
def test_a_sentence_that_says_half_is_refused_by_field(given, field, case, investigator):
    proceeding, (charge,) = convicted(case, investigator)
    with pytest.raises(Invalid) as refused:
        fined(proceeding, charge.accused, investigator, **given)
    assert field in refused.value.fields
    assert not proceeding.sentences.exists()


def test_only_who_was_convicted_is_sentenced(case, investigator):
    proceeding, _charges = convicted(case, investigator)
    with pytest.raises(Invalid) as refused:
        fined(proceeding, make_entity(case, investigator, "Le Thi Hoa"), investigator)
    assert set(refused.value.fields) == {"accused"}


def test_a_later_sentence_takes_the_place_of_the_one_before_and_both_stay(case, investigator):
    proceeding, (charge,) = convicted(case, investigator)
    fined(proceeding, charge.accused, investigator)
    second = fined(proceeding, charge.accused, investigator, years=1)
    assert verdicts.standing_sentences(proceeding) == [second]
    assert proceeding.sentences.count() == 2


def test_a_step_lies_not_before_the_one_that_it_follows(case, investigator):
    proceeding, _charges = convicted(case, investigator)
    with pytest.raises(Invalid):
        verdicts.make_final(proceeding, CHARGED, by=investigator)
    with pytest.raises(Invalid):
        verdicts.make_final(proceeding, timezone.localdate() + timedelta(days=1), by=investigator)
    proceeding.refresh_from_db()
    assert proceeding.stage == Stage.VERDICT


def test_who_is_accused_is_a_person_or_company_of_the_case(case, investigator):
    proceeding = make_proceeding(case, investigator)
    for stranger in (
        make_entity(make_case(investigator), investigator, "Le Thi Hoa"),
        make_entity(case, investigator, "51A-123.45", "Vehicle"),
    ):
        with pytest.raises(Invalid):
            accuse(proceeding, investigator, stranger)
    assert not Charge.objects.exists()


def test_one_stands_accused_of_the_same_thing_once(case, investigator):
    proceeding = make_proceeding(case, investigator)
    charge = accuse(proceeding, investigator)
    with pytest.raises(Invalid):
        accuse(proceeding, investigator, charge.accused)
    assert Charge.objects.count() == 1


@pytest.mark.parametrize("table", ["cases_proceedingevent", "cases_sentence", "cases_outcome"])
def test_the_ledgers_of_court_and_outcome_have_their_triggers(table):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
        names = {name.rpartition("_")[0] for (name,) in cursor.fetchall()}
    assert names == {"pgtrigger_only_emptied", "pgtrigger_no_delete", "pgtrigger_no_truncate"}


@pytest.mark.parametrize("change", [{"on": FINAL}, {"code": "final"}, {"words": "otherwise"}])
def test_what_is_on_record_changes_in_nothing(change, case, investigator):
    proceeding = make_proceeding(case, investigator)
    proceedings.advance(proceeding, "investigation", CHARGED, by=investigator, words="by the police")
    with pytest.raises(DatabaseError), transaction.atomic():
        proceeding.events.filter(code="investigation").update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        proceeding.events.all().delete()


def test_words_on_record_can_be_emptied_when_their_time_is_over(case, investigator):
    proceeding = make_proceeding(case, investigator)
    proceedings.advance(proceeding, "investigation", CHARGED, by=investigator, words="by the police")
    proceeding.events.update(words="")
    assert set(proceeding.events.values_list("words", flat=True)) == {""}


def test_a_hearing_to_come_waits_on_the_case_and_a_past_one_is_asked_about(case, investigator):
    proceeding = make_proceeding(case, investigator)
    proceedings.set_hearing(proceeding, timezone.localdate() + timedelta(days=3), by=investigator)
    (step,) = next_steps.of(case, [], [], [], proceedings=Proceeding.objects.all())
    assert (step.row, step.is_late) == (proceeding, False)
    assert list(proceedings.hearings_for(investigator)) == [proceeding]
    Proceeding.objects.update(next_hearing=timezone.localdate() - timedelta(days=1))
    (step,) = next_steps.of(case, [], [], [], proceedings=Proceeding.objects.all())
    assert step.is_late
    fresh = proceedings.close_hearing(Proceeding.objects.get(), by=investigator, was_held=True)
    assert (fresh.next_hearing, list(proceedings.hearings_for(investigator))) == (None, [])


def test_what_has_ended_awaits_no_hearing(case, investigator):
    proceeding, _charges = convicted(case, investigator)
    proceedings.set_hearing(proceeding, timezone.localdate() + timedelta(days=3), by=investigator)
    assert verdicts.make_final(proceeding, FINAL, by=investigator).next_hearing is None
    with pytest.raises(WrongStatus):
        proceedings.set_hearing(proceeding, timezone.localdate(), by=investigator)


def test_the_case_is_asked_about_and_does_not_move_by_itself(case, investigator):
    from cases import casework

    casework.move(case, "active", by=investigator)
    proceeding, _charges = tried(case, investigator)
    proceeding.case.refresh_from_db()
    assert proceeding.case.status == "active"
    assert proceedings.may_go_to_court(proceeding)
    casework.move(proceeding.case, "in_court", by=investigator)
    proceeding.case.refresh_from_db()
    assert not proceedings.may_go_to_court(proceeding)


def test_an_outsider_enters_no_proceeding_and_no_verdict(case, investigator, analyst):
    _proceeding, (charge,) = tried(case, investigator)
    acts = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        make_proceeding(case, analyst)
    with pytest.raises(NotAllowed):
        verdicts.verdict(charge, "convicted", DECIDED, by=analyst)
    charge.refresh_from_db()
    assert (charge.verdict, AuditEntry.objects.count()) == ("pending", acts)
    assert not Proceeding.objects.visible_to(analyst).exists()
