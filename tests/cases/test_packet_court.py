"""cases/packets/court.py: proceedings and outcomes in the case report, for those who prosecute and judge alone."""

import json
from decimal import Decimal

import pytest

from cases import outcomes, verdict_outcomes, verdicts
from cases.outcomes import Result
from cases.packets import assembly, documents, release
from tests.cases.court import APPEALED, DECIDED, FINAL, convicted, fined
from tests.cases.making import MOSAIC, colleague, make_case, send_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator)


def _packet(case, by, profile):
    packet = release.draft_packet(case, release.Order(profile, ask="Take it on"), by=by)
    return release.approve_packet(packet, mosaic=MOSAIC, by=colleague("supervisor"))


def _content(case, by, profile):
    return assembly.content(release.draft_packet(case, release.Order(profile, ask="Take it on"), by=by))


@pytest.mark.parametrize("profile", ["prosecutor", "court"])
def test_a_prosecutor_and_a_court_read_charge_verdict_and_sentence(profile, case, investigator):
    proceeding, (charge,) = convicted(case, investigator)
    fined(proceeding, charge.accused, investigator)
    (told,) = _content(case, investigator, profile).report["proceedings"]
    assert (told["reference"], told["body"]) == (proceeding.reference, "District Court 3")
    assert told["charges"] == [
        {"accused": "Tran Van Minh", "provision": "Criminal Code, 244", "offences": "", "verdict": "Convicted",
         "decided": "2026-04-05"}
    ]  # fmt: skip
    assert (told["sentences"][0]["term"], told["sentences"][0]["fine"]) == (
        "2 years, suspended", "50000000 VND (US$ 2000.00 at 25000.000000, State Bank, 2026-04-05)",
    )  # fmt: skip


@pytest.mark.parametrize("profile", ["duty", "investigator", "ngo"])
def test_nobody_else_reads_of_proceedings_or_outcomes(profile, case, investigator):
    proceeding, _charges = convicted(case, investigator)
    verdict_outcomes.enter(proceeding, "conviction", by=investigator)
    said = _content(case, investigator, profile).said()
    assert (said["case report"]["proceedings"], said["case report"]["outcomes"]) == ([], [])
    assert "Criminal Code" not in json.dumps(said, default=str)


def test_a_packet_says_innocent_until_final(case, investigator):
    proceeding, _charges = convicted(case, investigator)
    standing = []
    for step in (lambda: None, lambda: verdicts.appeal(proceeding, "defence", APPEALED, by=investigator)):
        step()
        standing.append(_content(case, investigator, "court").report["proceedings"][0]["standing"])
    assert all("presumed innocent" in each for each in standing)
    verdicts.decide_appeal(proceeding, "upheld", FINAL, by=investigator)
    verdicts.make_final(proceeding, FINAL, by=investigator)
    assert _content(case, investigator, "court").report["proceedings"][0]["standing"] == "The decision is final."


def test_attribution_words_and_what_an_agency_told_stay_out(case, investigator):
    ours = Result(
        "seizure", DECIDED, Decimal(12), "kg", attribution="contributed", proof="press", text="our own words of it"
    )
    outcomes.enter(case, ours, by=investigator)
    wrong = outcomes.enter(case, Result("rescue", DECIDED, Decimal(3)), by=investigator)
    outcomes.retract(wrong, "another market", by=investigator)
    outcomes.told_by_agency(send_referral(case, investigator).referral, Result("arrest", DECIDED, Decimal(2)))
    content = _content(case, investigator, "court")
    assert content.report["outcomes"] == [
        {"at": "2026-04-05", "kind": "Seizure", "quantity": "12 kg", "place": "", "proof": "Press"}
    ]
    said = json.dumps(content.said(), default=str).casefold()
    assert not [word for word in ("contributed", "our own words", "another market", "arrest") if word in said]


def test_the_report_is_set_with_both_sections(case, investigator):
    import pypdfium2

    proceeding, (charge,) = convicted(case, investigator, "Trần Văn Minh")
    fined(proceeding, charge.accused, investigator, confiscation="A van", other="Barred from trade for 3 years")
    verdict_outcomes.enter(proceeding, "conviction", by=investigator)
    packet = _packet(case, investigator, "court")
    pdf = documents._report(packet, assembly.content(packet))
    words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    for each in ("Proceedings", "Trần Văn Minh", "presumed innocent", "Barred from trade", "A van", "1 persons"):
        assert each in words
