"""The prosecutor is told what exists and is not enclosed, and why; nobody else is."""

import pytest

from cases import exhibits
from cases.packets import assembly, disclosure, release
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import MOSAIC, colleague, make_case, make_exhibit, make_packet, make_released

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    case = make_case(investigator, make_released(), make_released())
    make_exhibit(case, investigator)
    exhibits.register_exhibit(case, exhibits.Acquired("A cage", kind="physical", how="Handed in"), by=investigator)
    return case


@pytest.fixture
def packet(case, investigator):
    order = release.Order("prosecutor", reports=case.reports.all()[:1], exhibits=case.exhibits.filter(kind="physical"))
    return release.draft_packet(case, order, by=investigator)


def _absent(packet):
    return [each.reference for each in disclosure.absent(packet)]


def test_it_is_not_approved_before_each_absent_thing_has_its_reason(packet, investigator, supervisor):
    assert len(_absent(packet)) == 2
    first, second = _absent(packet)
    disclosure.give_reasons(packet, {first: "irrelevant"}, by=investigator)
    with pytest.raises(Invalid, match=second):
        release.approve_packet(packet, mosaic=MOSAIC, by=supervisor)
    disclosure.give_reasons(packet, {first: "irrelevant", second: "source"}, by=investigator)
    assert assembly.content(packet).report["disclosure"] == [
        {"reference": first, "reason": "Not relevant"}, {"reference": second, "reason": "Protects a source"},
    ]  # fmt: skip
    assert release.approve_packet(packet, mosaic=MOSAIC, by=supervisor).status == "approved"
    with pytest.raises(WrongStatus):
        disclosure.give_reasons(packet, {}, by=investigator)


@pytest.mark.parametrize("profile", ["duty", "investigator", "court", "ngo"])
def test_no_other_profile_names_what_is_absent(case, investigator, profile):
    order = release.Order(profile, reports=case.reports.all()[:1], exhibits=[])
    packet = release.draft_packet(case, order, by=investigator)
    assert len(_absent(packet)) == 3
    said = assembly.content(packet)
    assert said.report["disclosure"] == []
    assert not [each for each in _absent(packet) if each in str(said.said())]


def test_only_who_drafts_gives_reasons_and_only_for_what_is_absent(packet, investigator):
    with pytest.raises(NotAllowed):
        disclosure.give_reasons(packet, {}, by=colleague("investigator"))
    for wrong in ({"EXH-2026-999999": "source"}, {_absent(packet)[0]: "because"}):
        with pytest.raises(Invalid):
            disclosure.give_reasons(packet, wrong, by=investigator)
    assert not packet.absences.exists()


def test_a_whole_packet_needs_no_list(case, investigator):
    assert make_packet(case, investigator, "prosecutor").status == "ready"
