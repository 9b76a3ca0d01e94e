"""What a packet says beside the facts, to whom, and that it cites nothing that it does not hold."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cases import casework, checklist, hypotheses, questions, risks, timeline
from cases.hypotheses import Conclusion
from cases.models.packet import ProfileName
from cases.packets import assembly, gate, judgements, profiles, release
from cases.packets.secrets import behind
from cases.timeline import Moment
from intel.estimates import SPANS, Likelihood
from tests.cases.making import colleague, make_case, make_exhibit, make_packet, make_released
from tests.make import make_report
from tests.services import drawn_text
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
TRUSTED = {ProfileName.INVESTIGATOR, ProfileName.PROSECUTOR, ProfileName.COURT}
AT = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.fixture
def case(investigator):
    """One hypothesis is held, one rejected, one open, one dropped, one stays here; so do questions and points."""
    case = make_case(investigator, make_released(title="Turtles"))
    report, exhibit = case.reports.get(), make_exhibit(case, investigator)
    moment = timeline.add(case, Moment("A delivery", AT, reports=[report]), by=investigator)
    held, rejected, _open, dropped, here = (
        hypotheses.put(case, f"Hypothesis {name}", by=investigator, in_packets=name != "here")
        for name in ("held", "rejected", "open", "dropped", "here")
    )
    hypotheses.weigh(report, {held: "for", rejected: "against", here: "for"}, by=investigator)
    hypotheses.weigh(exhibit, {held: "against", rejected: "neither"}, by=investigator)
    hypotheses.weigh(moment, {held: "for"}, by=investigator)
    ends = ((held, "held", "very_likely"), (rejected, "rejected", "unlikely"), (here, "held", "even"))
    for each, state, likelihood in ends:
        hypotheses.conclude(each, Conclusion(state, f"Concluded {each.text}", likelihood, "low"), by=investigator)
    hypotheses.drop(dropped, by=investigator)
    questions.ask(case, "Where is the stock kept?", by=investigator)
    questions.ask(case, "Which officer looks away?", by=investigator, in_packets=False)
    questions.answer(questions.ask(case, "Who drives?", by=investigator), "The brother", by=investigator)
    for text, section in (("Bought nothing.", "not_done"), ("Looked in as customers.", "done"), ("Call back", "step")):
        checklist.tick(checklist.add(case, text, by=investigator, section=section), by=investigator, note="At noon")
    checklist.add(case, "Entered by no deceit.", by=investigator, section="not_done")
    return case


def _report(case, by, profile) -> dict:
    return assembly.content(release.draft_packet(case, release.Order(profile), by=by)).report


def test_what_we_make_of_the_facts_is_told_to_those_who_act_on_a_case_and_to_nobody_else(case, investigator):
    parts = ("assessment", "alternatives", "gaps", "done", "not_done", "scales")
    for profile in ProfileName.values:
        said = _report(case, investigator, profile)
        assert [bool(said[name]) for name in parts] == [profile in TRUSTED] * len(parts), profile


def test_held_rejected_and_open_hypotheses_stand_where_they_belong(case, investigator):
    said = _report(case, investigator, "prosecutor")
    assert [each["text"] for each in said["assessment"]] == ["Hypothesis held"]
    assert said["alternatives"] == [
        "Hypothesis rejected Concluded Hypothesis rejected (unlikely (20–45 %) · confidence low)",
        "Hypothesis open (not concluded)",
    ]
    assert "dropped" not in str(said)
    assert "here" not in str(said["assessment"]) + str(said["alternatives"])


def test_a_judgement_says_how_likely_how_sure_and_on_what(case, investigator):
    (judged,) = _report(case, investigator, "court")["assessment"]
    report, exhibit = case.reports.get(), case.exhibits.get(parent__isnull=False)
    assert (judged["likelihood"], judged["confidence"]) == ("very likely (80–95 %)", "low")
    assert judged["for"] == [
        {"reference": report.reference, "grade": report.grade}, {"reference": "timeline 1", "grade": report.grade},
    ]  # fmt: skip
    assert judged["against"] == [{"reference": exhibit.reference, "grade": ""}]


def test_gaps_are_open_questions_and_of_our_acts_only_what_somebody_confirmed_is_said(case, investigator):
    said = _report(case, investigator, "investigator")
    today = case.checklist.filter(ticked_at__isnull=False).first().ticked_at.strftime("%Y-%m-%d")
    assert said["gaps"] == ["Where is the stock kept?"]
    assert said["done"] == [f"Looked in as customers. At noon (confirmed {today})"]
    assert said["not_done"] == [f"Bought nothing. At noon (confirmed {today})"]


def test_evidence_that_is_not_enclosed_is_not_cited_and_a_court_is_told_how_much_there_is(case, investigator):
    unreleased = make_report(colleague("analyst"))
    casework.add_report(case, unreleased, by=investigator)
    hypothesis = hypotheses.take_up(case.hypotheses.get(text="Hypothesis held"), by=investigator)
    hypotheses.weigh(unreleased, {hypothesis: "against"}, by=investigator)
    hypotheses.conclude(hypothesis, Conclusion("held", "So it is", "likely", "low"), by=investigator)
    for profile, told in (("court", "Not enclosed: 1 more"), ("investigator", "")):
        (judged,) = _report(case, investigator, profile)["assessment"]
        assert unreleased.reference not in str(judged)
        assert judged["unshown"].startswith(told)
        assert bool(judged["unshown"]) == bool(told)


def test_a_judgement_that_is_weighed_again_tells_no_conclusion(case, investigator):
    hypotheses.take_up(case.hypotheses.get(text="Hypothesis held"), by=investigator)
    said = _report(case, investigator, "court")
    assert said["assessment"] == []
    assert "Hypothesis held (not concluded)" in said["alternatives"]
    assert "Concluded Hypothesis held" not in str(said)


def test_risks_leave_but_those_of_a_source_and_of_an_official(investigator):
    case = make_case(investigator)
    for kind in ("source", "officers", "animals", "corruption", "flight"):
        risks.assess(case, kind, "high", f"zq-{kind}", by=investigator)
    for profile in ProfileName.values:
        packet = release.draft_packet(case, release.Order(profile), by=investigator)
        told = set(re.findall("zq-[a-z]+", str(assembly.content(packet).said())))
        assert told == ({"zq-officers", "zq-animals", "zq-flight"} if profile != "ngo" else set()), profile


def test_the_scales_name_each_word_with_its_per_cent_and_pass_the_gate(investigator):
    said = judgements.scales()
    for word, (low, high) in SPANS.items():
        assert f"{Likelihood(word).label} {low}–{high} %" in said[0]
    assert not gate.scan({"case report": {"scales": said}}, behind(make_case(investigator)))


def test_a_profile_that_names_an_unknown_field_builds_nothing(investigator, monkeypatch):
    case = make_case(investigator)
    hypotheses.put(case, "It is so", by=investigator)
    wrong = replace(profiles.BY_NAME["court"], hypothesis=frozenset({"put_by"}))
    monkeypatch.setitem(profiles.BY_NAME, "court", wrong)
    with pytest.raises(KeyError):
        _report(case, investigator, "court")


def test_the_paper_shows_judgement_scale_gaps_and_acts(case, investigator):
    packet = make_packet(case, investigator, "prosecutor")
    with zipfile.ZipFile(io.BytesIO(b"".join(files.read(StoredFile.objects.get(pk=packet.file_id))))) as held:
        text = " ".join(drawn_text(held.read(f"{packet.reference}/data/01_case_report.pdf")).split())
    for said in (
        "Concluded Hypothesis held", "very likely (80–95 %)", "Speaks for it", "Speaks against it", "ICD 203",
        "Hypothesis open (not concluded)", "Where is the stock kept?", "Looked in as customers.", "Bought nothing.",
    ):  # fmt: skip
        assert said in text, said
