"""Who is one with whom: judgements as edges, taken back without a trace but the ledger's lines."""

from itertools import combinations

import networkx
import pytest
from django.core import serializers
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import casework
from intel import identity, shredding
from intel.models import Entity, Fact, Judgement, Link, MatchKey, Sameness, Verdict
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, Refused, WrongStatus
from tests.cases.making import make_case
from tests.intel.making import make_entity
from tests.people import make_officer

pytestmark = pytest.mark.django_db
ROWS = (Entity, Fact, Link, MatchKey, Sameness)


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def people(case, investigator):
    return [make_entity(case, investigator, f"Somebody {letter * 3}") for letter in "abcde"]


def judge(one, other, verdict, by):
    return identity.judge(one, other, verdict, "They look alike", by=by)


def rows():
    """Every row that intelligence keeps, but for the ledger of judgements."""
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in ROWS]


def components():
    """By networkx, from the judgements that stand."""
    web = networkx.Graph()
    web.add_nodes_from(Entity.objects.values_list("pk", flat=True))
    same = Judgement.objects.standing().filter(verdict=Verdict.SAME)
    web.add_edges_from(same.values_list("one", "other"))
    return {frozenset(each) for each in networkx.connected_components(web)}


def kept():
    """As the table has it."""
    return {frozenset(identity.together(pk)) for pk in Entity.objects.values_list("pk", flat=True)}


def test_two_judged_the_same_stand_together_under_the_one_first_recorded(people, investigator):
    judge(people[2], people[1], "same", investigator)
    assert identity.together(people[1].pk) == {people[1].pk, people[2].pk}
    assert set(Sameness.objects.values_list("canonical", flat=True)) == {people[1].pk}


def test_a_judgement_taken_back_leaves_every_row_as_it_was_and_two_lines_in_ledger_and_audit(people, investigator):
    judge(people[0], people[1], "same", investigator)
    before, audited = rows(), AuditEntry.objects.count()
    row = judge(people[1], people[2], "same", investigator)
    assert rows() != before
    identity.withdraw(row, "Two brothers", by=investigator)
    assert rows() == before
    assert AuditEntry.objects.count() == audited + 2
    assert list(Judgement.objects.values_list("verdict", flat=True)) == ["same", "same", "withdrawn"]


steps = st.tuples(
    st.sampled_from(list(combinations(range(5), 2))), st.sampled_from(["same", "not_same", "unsure", "back"])
)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=4, max_size=7))
def test_after_any_judgements_who_stands_together_is_what_networkx_finds(people, investigator, sequence):
    with transaction.atomic():
        for (i, k), verdict in sequence:
            _step(people[i], people[k], verdict, investigator)
        assert not denied_inside()
        assert kept() == components()
        _all_back(investigator)
        assert not Sameness.objects.exists()
        transaction.set_rollback(True)


def _step(one, other, verdict, by):
    pair = Judgement.objects.standing().filter(one__in=(one, other), other__in=(one, other)).first()
    try:
        with transaction.atomic():
            if verdict != "back":
                judge(one, other, verdict, by)
            elif pair:
                identity.withdraw(pair, "Taken back", by=by)
    except Refused:
        pass


def _all_back(by):
    """The latest first, as one goes back on one's steps: whatever stood before each stands again."""
    for row in Judgement.objects.kept().order_by("-pk"):
        identity.withdraw(row, "Taken back", by=by)


def denied_inside():
    """Standing `not the same` whose ends stand together."""
    denied = Judgement.objects.standing().filter(verdict=Verdict.NOT_SAME).values_list("one", "other")
    return [ends for ends in denied if ends[1] in identity.together(ends[0])]


def test_not_the_same_inside_a_component_is_refused_by_the_way_it_follows_from(people, investigator):
    judge(people[0], people[1], "same", investigator)
    judge(people[1], people[2], "same", investigator)
    with pytest.raises(Invalid) as refused:
        judge(people[0], people[2], "not_same", investigator)
    ways = {" = ".join(each.reference for each in way) for way in (people[:3], people[2::-1])}
    assert any(way in str(refused.value) for way in ways)
    assert Judgement.objects.count() == 2


def test_what_would_make_one_of_two_that_were_judged_apart_is_refused(people, investigator):
    judge(people[0], people[2], "not_same", investigator)
    judge(people[0], people[1], "same", investigator)
    with pytest.raises(Invalid, match="were judged not the same"):
        judge(people[1], people[2], "same", investigator)
    assert len(identity.together(people[0].pk)) == 2


def test_a_pairs_own_judgement_is_replaced_by_a_later_one(people, investigator):
    judge(people[0], people[1], "same", investigator)
    judge(people[0], people[1], "not_same", investigator)
    assert not Sameness.objects.exists()
    assert Judgement.objects.standing().get().verdict == "not_same"


@pytest.mark.parametrize("later", ["not_same", "unsure"])
def test_what_a_judgement_had_replaced_stands_again_when_that_is_taken_back(people, investigator, later):
    judge(people[0], people[1], "same", investigator)
    before = rows()
    row = judge(people[0], people[1], later, investigator)
    assert rows() != before
    identity.withdraw(row, "Mistaken", by=investigator)
    assert rows() == before


def test_what_would_stand_again_against_others_is_refused(people, investigator):
    judge(people[0], people[1], "same", investigator)
    row = judge(people[0], people[1], "unsure", investigator)
    judge(people[0], people[2], "not_same", investigator)
    judge(people[1], people[2], "same", investigator)
    with pytest.raises(Invalid, match="were judged not the same"):
        identity.withdraw(row, "Mistaken", by=investigator)


def test_a_hidden_one_on_the_way_is_not_named(people, investigator):
    """The officer sees the ends; what connects them lies in a case that they are not in."""
    other = make_case(make_officer("elsewhere", "investigator"))
    hidden = make_entity(other, other.lead, "Somebody aaa")
    both = make_officer("both", "supervisor")
    judge(people[0], hidden, "same", both)
    judge(hidden, people[1], "same", both)
    with pytest.raises(Invalid) as refused:
        judge(people[0], people[1], "not_same", investigator)
    assert hidden.reference not in str(refused.value)
    assert "one you do not see" in str(refused.value)


@pytest.mark.parametrize(
    ("verdict", "reason"), [("same", " "), ("same", "x" * 301), ("withdrawn", "No"), ("one", "No")]
)
def test_a_judgement_needs_a_known_word_and_a_reason(people, investigator, verdict, reason):
    with pytest.raises(Invalid):
        identity.judge(people[0], people[1], verdict, reason, by=investigator)
    assert not Judgement.objects.exists()


def test_a_person_and_a_lorry_are_never_one(people, case, investigator):
    with pytest.raises(Invalid, match="different kinds"):
        judge(people[0], make_entity(case, investigator, "29C-123.45", "Vehicle"), "same", investigator)


def test_nobody_judges_of_what_they_do_not_see(people, investigator, analyst, custodian, case):
    casework.admit(case, custodian, by=investigator)
    for stranger in (analyst, custodian):
        with pytest.raises(NotAllowed):
            judge(people[0], people[1], "same", stranger)
    assert not Judgement.objects.exists()


def test_nobody_takes_back_what_they_do_not_see_or_what_stands_no_more(people, investigator, analyst):
    row = judge(people[0], people[1], "same", investigator)
    with pytest.raises(NotAllowed):
        identity.withdraw(row, "Mine", by=analyst)
    identity.withdraw(row, "Mistaken", by=investigator)
    with pytest.raises(WrongStatus):
        identity.withdraw(row, "Mistaken", by=investigator)


def test_the_audit_holds_ids_and_no_reason(people, investigator):
    judge(people[0], people[1], "same", investigator)
    entry = AuditEntry.objects.get(verb="judgement.same")
    assert "look alike" not in str(entry.details)
    assert not AuditEntry.objects.filter(subject="intel.entity", verb__startswith="judgement").exists()


def test_a_purge_cuts_off_and_leaves_no_words(people, investigator):
    judge(people[0], people[1], "same", investigator)
    judge(people[1], people[2], "same", investigator)
    with transaction.atomic():
        shredding.empty(Entity.objects.select_for_update().get(pk=people[1].pk))
    assert not Sameness.objects.exists()
    assert not Judgement.objects.standing().exists()
    assert not Judgement.objects.exclude(reason="").exists()
    assert not MatchKey.objects.filter(entity=people[1]).exists()
