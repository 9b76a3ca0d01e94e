"""Mentions: words of a report marked by hand or accepted, kept by place and hash, seen by whom both ends are shown."""

from datetime import date

import pytest

from cases import casework
from hotline.models import Report
from intel import entities, facts, marking, mentions, suggesting
from intel.mentions import Meant, Quoted
from intel.models import Entity, Fact, Mention
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.making import colleague, make_case, make_released
from tests.intel.making import make_entity

pytestmark = pytest.mark.django_db
TEXT = "A man with a scar drives the lorry 29C-123.45. Minh sells; Minh asks 300 USD."


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released(title="Minh at the market", text=TEXT, country="VN"))


@pytest.fixture
def report(case):
    return case.reports.get()


def _mark(case, by, words, meant, **given):
    return mentions.mark(Quoted(case.reports.get(), words, **given), meant, case_id=case.pk, by=by)


def test_marked_words_record_somebody_new_with_report_place_and_length(case, report, investigator):
    mention = _mark(case, investigator, "29C-123.45", Meant(schema="Vehicle", prop="registrationNumber"))
    entity = Entity.objects.in_case(case.pk).get()
    assert (entity.schema, entity.name, mention.entity) == ("Vehicle", "29C-123.45", entity)
    assert (mention.fact.prop, mention.fact.report) == ("registrationNumber", report)
    assert marking.whole(report)[mention.offset :][: mention.length] == "29C-123.45"
    assert AuditEntry.objects.get(verb="mention.marked").details["report"] == report.reference
    assert "29C" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_marked_words_add_a_fact_of_somebody_known_with_its_days(case, investigator):
    minh = make_entity(case, investigator, "Minh")
    meant = Meant(minh, prop="appearance", value="scar", first_seen=date(2026, 1, 2), last_seen=date(2026, 3, 4))
    mention = _mark(case, investigator, "a man with a scar".replace("a man", "A man"), meant)
    fact = minh.facts.get(prop="appearance")
    assert (mention.fact, fact.value) == (fact, "scar")
    assert (fact.first_seen, fact.last_seen) == (date(2026, 1, 2), date(2026, 3, 4))


def test_words_that_only_speak_of_somebody_give_no_fact(case, investigator):
    minh = make_entity(case, investigator, "Minh")
    before = Fact.objects.count()
    assert _mark(case, investigator, "A man with a scar", Meant(minh, prop="")).fact is None
    assert Fact.objects.count() == before


def test_the_same_words_marked_twice_are_one_mention(case, investigator):
    meant = Meant(schema="Vehicle")
    first, second = (_mark(case, investigator, "29C-123.45", meant) for _n in "ab")
    assert first == second


def test_words_that_stand_there_several_times_are_told_apart(case, report, investigator):
    minh = make_entity(case, investigator, "Minh")
    with pytest.raises(Invalid, match="3 times") as refused:
        _mark(case, investigator, "Minh", Meant(minh))
    assert set(refused.value.fields) == {"which"}
    found = [span[0] for span in marking.places(marking.whole(report), "Minh")]
    assert _mark(case, investigator, "Minh", Meant(minh), which=2).offset == found[1]
    assert _mark(case, investigator, "Minh", Meant(minh), at=found[2] - 1).offset == found[2]


@pytest.mark.parametrize(
    ("words", "meant", "field"),
    [
        ("Nguyen Van Nam", Meant(schema="Person"), "words"),
        (" ", Meant(schema="Person"), "words"),
        ("29C-123.45", Meant(), "schema"),
        ("A man", Meant(schema="Person", prop="appearance"), "entity"),
    ],
)
def test_what_cannot_be_marked_is_refused_and_nothing_is_recorded(case, investigator, words, meant, field):
    with pytest.raises(Invalid) as refused:
        _mark(case, investigator, words, meant)
    assert set(refused.value.fields) == {field}
    assert not Entity.objects.exists()
    assert not Mention.objects.exists()


def test_a_report_that_is_not_released_is_not_marked(case, report, investigator):
    Report.objects.filter(pk=report.pk).update(status=Report.Status.GRADED)
    with pytest.raises(Invalid, match="released"):
        _mark(case, investigator, "29C-123.45", Meant(schema="Vehicle"))


def test_who_is_no_member_marks_nothing(case, analyst):
    with pytest.raises(NotAllowed):
        _mark(case, analyst, "29C-123.45", Meant(schema="Vehicle"))


def test_what_was_read_is_accepted_with_its_place(case, report, investigator):
    found = next(each for each in suggesting.of([report], []) if each.schema == "Vehicle")
    mentions.accept(found, case_id=case.pk, by=investigator)
    assert Mention.objects.get().words_in(marking.whole(report)) == "29C-123.45"


def test_words_that_changed_are_no_longer_there(case, report, investigator):
    mention = _mark(case, investigator, "29C-123.45", Meant(schema="Vehicle"))
    assert mention.words_in("Longer: " + marking.whole(report)) is None
    assert mention.words_in(marking.whole(report)) == "29C-123.45"


@pytest.mark.parametrize("gone", ["mention", "fact", "entity"])
def test_a_mark_stands_as_long_as_what_it_marks(case, investigator, gone):
    minh = make_entity(case, investigator, "Minh")
    mention = _mark(case, investigator, "A man with a scar", Meant(minh, prop="appearance"))
    if gone == "mention":
        mentions.take_out(mention, "Another man", by=investigator)
    elif gone == "fact":
        facts.take_out(mention.fact, "Another man", by=investigator)
    else:
        entities.take_out(minh, "Mistaken", by=investigator)
    assert not Mention.objects.standing().exists()
    assert Mention.objects.visible_to(investigator).exists()


def test_a_mark_is_seen_where_its_report_and_its_entity_are(case, report, investigator):
    minh = make_entity(case, investigator, "Minh", report=None)
    _mark(case, investigator, "A man with a scar", Meant(minh, prop=""))
    reader = colleague("analyst")
    assert not Mention.objects.visible_to(reader).exists()
    casework.admit(case, reader, by=investigator)
    assert Mention.objects.visible_to(reader).exists()
    other = make_case(colleague("investigator"), report)
    casework.deny(other, reader, by=colleague("investigator"))
    assert Entity.objects.visible_to(reader).exists()
    assert not Mention.objects.visible_to(reader).exists()
