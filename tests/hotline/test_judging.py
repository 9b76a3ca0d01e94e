"""What was read is judged by officers: accepted, corrected, rejected; what they say is kept, sealed and counted."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hotline import correspondence, judging, search
from hotline.models import SuggestionJudgement, Tip
from reference.models import TradeTerm
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.make import make_taxon, make_tip
from vault import keys

pytestmark = pytest.mark.django_db
SAID = "They sell 3 kg of pangolin scales in Hanoi, call +84 912 345 678"


@pytest.fixture
def tip() -> Tip:
    tip = make_tip(SAID)
    search.mark_waiting()
    return tip


def judged(tip: Tip) -> dict[tuple[str, str], judging.Judged]:
    return judging.judged(tip, key=keys.data_key(tip.key_id))


def test_an_officer_accepts_what_was_read(tip, analyst):
    judging.judge(tip, "taxon", "Manidae", "accepted", by=analyst)
    word = judged(tip)["taxon", "Manidae"]
    assert (word.verdict, word.value, word.by) == ("accepted", "Manidae", str(analyst))


def test_an_officer_corrects_a_taxon_to_one_of_the_reference(tip, analyst):
    make_taxon("Manis javanica", "Sunda pangolin")
    judging.judge(tip, "taxon", "Manidae", "corrected", by=analyst, corrected="Manis javanica")
    assert judged(tip)["taxon", "Manidae"].value == "Manis javanica"


def test_a_specimen_is_corrected_to_a_term_of_cites(tip, analyst):
    TradeTerm.objects.get_or_create(scheme="term", code="POW", defaults={"name": "powder"})
    judging.judge(tip, "term", "SCA", "corrected", by=analyst, corrected="pow")
    assert judged(tip)["term", "SCA"].value == "POW"


@pytest.mark.parametrize(
    ("kind", "key", "corrected"),
    [
        ("taxon", "Manidae", "Manis fabulosa"),
        ("term", "SCA", "QQQ"),
        ("place", "Hanoi, VN", ""),
        ("place", "Hanoi, VN", "x" * 201),
    ],
)
def test_a_correction_that_names_nothing_is_refused(tip, analyst, kind, key, corrected):
    with pytest.raises(Invalid):
        judging.judge(tip, kind, key, "corrected", by=analyst, corrected=corrected)
    assert not SuggestionJudgement.objects.exists()


def test_the_later_word_holds(tip, analyst, supervisor):
    judging.judge(tip, "taxon", "Manidae", "accepted", by=analyst)
    judging.judge(tip, "taxon", "Manidae", "rejected", by=supervisor)
    assert [(word.verdict, word.value, word.by) for word in judged(tip).values()] == [("rejected", "", str(supervisor))]


def test_a_judgement_outlives_a_second_reading(tip, analyst):
    judging.judge(tip, "taxon", "Manidae", "rejected", by=analyst)
    search.await_all([tip.pk])
    search.mark_waiting()
    assert judged(tip)["taxon", "Manidae"].verdict == "rejected"


def test_what_is_not_read_in_the_tip_cannot_be_judged(tip, analyst):
    with pytest.raises(Invalid):
        judging.judge(tip, "taxon", "Panthera tigris", "accepted", by=analyst)


def test_an_unknown_verdict_is_refused(tip, analyst):
    with pytest.raises(Invalid):
        judging.judge(tip, "taxon", "Manidae", "perhaps", by=analyst)


@pytest.mark.parametrize("who", ["intake_officer", "handler", "investigator", "outsider", "administrator"])
def test_who_does_not_triage_judges_nothing(tip, request, who):
    with pytest.raises(NotAllowed):
        judging.judge(tip, "taxon", "Manidae", "accepted", by=request.getfixturevalue(who))
    assert not SuggestionJudgement.objects.exists()


def test_the_audit_says_who_judged_and_not_what(tip, analyst):
    row = judging.judge(tip, "identifier", "phone +84912345678", "accepted", by=analyst)
    entry = AuditEntry.objects.get(verb="tip.judged")
    assert entry.details == {"kind": "identifier", "verdict": "accepted", "judgement": str(row.pk)}


def test_the_database_shows_neither_what_was_read_nor_what_was_said_instead(tip, analyst):
    judging.judge(tip, "identifier", "phone +84912345678", "corrected", by=analyst, corrected="+84 999 111 222")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT j::text || encode(read, 'escape') || encode(corrected, 'escape') "
            "FROM hotline_suggestion_judgement j"
        )
        row = cursor.fetchone()[0]
    assert not [words for words in ("912345678", "999 111", "999111") if words in row]


def test_of_a_withdrawn_tip_only_the_count_is_left(tip, analyst):
    judging.judge(tip, "taxon", "Manidae", "accepted", by=analyst)
    correspondence.withdraw(tip)
    row = SuggestionJudgement.objects.get()
    assert (bytes(row.read), bytes(row.corrected), row.verdict, row.language) == (b"", b"", "accepted", "en")


def test_nothing_is_judged_of_a_withdrawn_tip(tip, analyst):
    correspondence.withdraw(tip)
    with pytest.raises(WrongStatus):
        judging.judge(tip, "taxon", "Manidae", "accepted", by=analyst)


def test_the_same_reading_in_two_tips_has_unrelated_marks(tip, analyst):
    other = make_tip(SAID)
    search.mark_waiting()
    rows = [judging.judge(each, "taxon", "Manidae", "accepted", by=analyst) for each in (tip, other)]
    assert bytes(rows[0].mark) != bytes(rows[1].mark)


def counted(capsys) -> list[dict]:
    call_command("read_tips", "--judged")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_judgements_are_counted_by_kind_and_language(tip, analyst, capsys):
    other = make_tip("Có người bán tê tê và ngà voi ở chợ")
    search.mark_waiting()
    judging.judge(tip, "taxon", "Manidae", "accepted", by=analyst)
    judging.judge(tip, "place", "Hanoi, VN", "corrected", by=analyst, corrected="Ha Nam, VN")
    judging.judge(other, "taxon", "Manidae", "accepted", by=analyst)
    judging.judge(other, "taxon", "Elephantidae", "rejected", by=analyst)
    empty = {"accepted": 0, "corrected": 0, "rejected": 0}
    assert counted(capsys) == [
        {"kind": "place", "language": "en", **empty, "corrected": 1, "precision": 0.0},
        {"kind": "taxon", "language": "en", **empty, "accepted": 1, "precision": 1.0},
        {"kind": "taxon", "language": "vi", **empty, "accepted": 1, "rejected": 1, "precision": 0.5},
    ]


def test_judgements_of_a_tip_that_is_gone_are_counted_and_none_is_opened(tip, analyst, capsys, monkeypatch):
    judging.judge(tip, "taxon", "Manidae", "accepted", by=analyst)
    correspondence.withdraw(tip)
    monkeypatch.setattr(keys, "unseal", None)
    assert [line["accepted"] for line in counted(capsys)] == [1]


def test_the_command_asks_for_a_file_or_for_the_judgements():
    with pytest.raises(CommandError):
        call_command("read_tips")
