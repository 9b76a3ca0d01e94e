"""Joint operations: who goes together, who knows of whom, what each reads, and conflicts that nobody saw."""

import pytest

from cases import casework, referrals
from cases.joint import conflicts, drawing, entries, forming, telling
from cases.models import JointEntry, JointOperation, JointTelling
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_agency, make_case, make_released, send_referral
from tests.intel.making import make_entity
from tests.make import make_tip

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released(make_tip("The man at stall four sells turtles every friday night")))


def _send(case, by, name="Forest Protection Department"):
    return send_referral(case, by, agency=make_agency(name))


@pytest.fixture
def both(case, investigator):
    """Members of one operation: the police and the customs, each with its open page."""
    sent = [_send(case, investigator, name) for name in ("River Police", "Border Customs")]
    joint = forming.form("Both banks", [each.referral for each in sent], lead=investigator, by=investigator)
    return [joint.members.get(referral=each.referral) for each in sent], sent


def _tell(reader, about, investigator):
    row = telling.ask(reader, about, by=investigator)
    return telling.approve(row, by=colleague("supervisor"))


def _page(client, sent, act="look", **said):
    path = "/" + sent.link.split("/", 3)[3]
    mark = client.post(path, {"act": "open", "code": sent.code}).context["visit"]
    return client.post(path, {"act": act, "visit": mark, **said})


def test_going_together_tells_no_agency_of_another(both, client):
    (_police, customs), sent = both
    page = _page(client, sent[0]).content.decode()
    assert "Border Customs" not in page
    assert "Both banks" not in page
    assert customs.referral.reference not in page


def test_one_asks_and_a_second_approves_before_an_agency_knows(both, investigator, client):
    (police, customs), sent = both
    row = telling.ask(police, customs, by=investigator)
    assert not telling.known_to(police)
    with pytest.raises(NotAllowed):
        telling.approve(row, by=investigator)
    assert "Border Customs" not in _page(client, sent[0]).content.decode()
    telling.approve(row, by=colleague("supervisor"))
    assert list(telling.known_to(police)) == [customs]
    assert not telling.known_to(customs)


def test_what_is_taken_back_or_closed_is_known_no_more(both, investigator):
    (police, customs), _sent = both
    telling.take_back(_tell(police, customs, investigator), by=investigator)
    assert not telling.known_to(police)
    _tell(police, customs, investigator)
    forming.close(police.joint, by=investigator)
    assert not telling.known_to(police)
    assert JointTelling.objects.count() == 2


def test_a_line_of_ours_is_read_by_those_chosen_alone(both, investigator, client):
    (police, customs), sent = both
    entries.write(police, "We look on Monday.", [police], by=investigator)
    assert [each.text for each in entries.shown_to(police)] == ["We look on Monday."]
    assert not entries.shown_to(customs)
    assert "We look on Monday." in _page(client, sent[0]).content.decode()
    assert "We look on Monday." not in _page(client, sent[1]).content.decode()


@pytest.mark.parametrize("said", ["Border Customs goes too", "{reference} is with it"])
def test_a_line_betrays_no_agency_to_one_that_may_not_know(said, both, investigator):
    (police, customs), _sent = both
    said = said.format(reference=customs.referral.reference)
    with pytest.raises(Invalid, match="may not know"):
        entries.write(police, said, [police, customs], by=investigator)
    assert not JointEntry.objects.exists()
    _tell(police, customs, investigator)
    entries.write(police, said, [police, customs], by=investigator)


def test_the_gate_reads_names_and_lines_for_every_case_of_it(both, case, investigator):
    (police, _customs), _sent = both
    with pytest.raises(Invalid, match="six words"):
        entries.write(police, "the man at stall four sells turtles every friday", [police], by=investigator)
    with pytest.raises(Invalid):
        forming.form("the man at stall four sells turtles every", [_send(case, investigator).referral],
                     lead=investigator, by=investigator)  # fmt: skip
    assert JointOperation.objects.count() == 1


def test_an_agency_writes_for_those_that_it_knows_of_and_nobody_else(both, investigator, client):
    (police, customs), sent = both
    refused = _page(client, sent[0], "share", text="We go at dawn", to=[customs.pk])
    assert refused.status_code == 422
    _tell(police, customs, investigator)
    again = referrals.resend_code(police.referral, by=investigator)
    path = "/" + sent[0].link.split("/", 3)[3]
    mark = client.post(path, {"act": "open", "code": again.code}).context["visit"]
    assert (
        client.post(path, {"act": "share", "visit": mark, "text": "We go at dawn", "to": [customs.pk]}).status_code
        == 200
    )
    assert JointEntry.objects.get().officer is None
    # The customs may not know who wrote it yet.
    assert not entries.shown_to(customs)
    _tell(customs, police, investigator)
    assert [each.text for each in entries.shown_to(customs)] == ["We go at dawn"]


def test_whoever_does_not_see_every_case_sees_nothing_of_it(both, investigator, analyst):
    (police, _customs), _sent = both
    casework.admit(police.referral.case, analyst, by=investigator)
    assert JointOperation.objects.visible_to(analyst).exists()
    hidden = make_case(investigator)
    forming.add(police.joint, _send(hidden, investigator).referral, by=investigator)
    assert not JointOperation.objects.visible_to(analyst).exists()
    with pytest.raises(NotAllowed):
        entries.write(police, "Hello", [police], by=analyst)


def test_an_officer_kept_out_of_one_case_reaches_no_page_of_it(both, investigator, client, sign_in):
    (police, _customs), _sent = both
    keeper = colleague("supervisor")
    casework.deny(police.referral.case, keeper, by=investigator)
    assert sign_in(client, keeper).get(f"/desk/cases/joint/{police.joint_id}/").status_code == 404


def test_a_referral_goes_with_one_operation_and_its_lead_sees_it(both, investigator):
    (police, _customs), _sent = both
    with pytest.raises(WrongStatus):
        forming.add(police.joint, police.referral, by=investigator)
    with pytest.raises(NotAllowed):
        forming.hand_on(police.joint, colleague("investigator"), by=investigator)


def test_the_page_draws_each_referral_over_time(both, investigator, client, sign_in):
    (police, customs), _sent = both
    entries.write(police, "We look on Monday.", [police], by=investigator)
    referrals.escalate(police.referral, by=investigator)
    drawn = drawing.drawn([police.referral, customs.referral])
    assert [[bar.status for bar in line.bars] for line in drawn.lines] == [["sent", "escalated"], ["sent"]]
    page = sign_in(client, investigator).get(f"/desk/cases/joint/{police.joint_id}/").content.decode()
    for said in ("Both banks", "River Police", "We look on Monday.", "joint-bar is-bad", "No agency knows of another"):
        assert said in page


def test_two_agencies_after_one_person_are_named_to_who_sees_both(case, investigator):
    other = make_case(investigator)
    person = make_entity(case, investigator, "Le Van Sau")
    type(person).objects.filter(pk=person.pk).update(compartments=[case.pk, other.pk])
    mine, theirs = _send(case, investigator, "River Police"), _send(other, investigator, "Border Customs")
    found = conflicts.of(mine.referral, investigator)
    assert [(each.referral, each.entities) for each in found.seen] == [(theirs.referral, [person])]
    assert not found.is_blind


def test_one_agency_in_two_cases_is_no_conflict(case, investigator):
    other = make_case(investigator)
    person = make_entity(case, investigator, "Le Van Sau")
    type(person).objects.filter(pk=person.pk).update(compartments=[case.pk, other.pk])
    mine, _theirs = _send(case, investigator), _send(other, investigator)
    assert conflicts.of(mine.referral, investigator) == conflicts.Conflicts([], is_blind=False, compared=[person])


@pytest.mark.parametrize("is_denied", [False, True])
def test_of_a_case_that_one_does_not_see_there_is_a_blind_notice_and_none_where_it_keeps_one_out(
    is_denied, case, investigator, client, sign_in
):
    lead = colleague("investigator")
    other = make_case(lead, make_released(title="Hidden"))
    person = make_entity(case, investigator, "Le Van Sau")
    type(person).objects.filter(pk=person.pk).update(compartments=[case.pk, other.pk])
    mine, _theirs = _send(case, investigator, "River Police"), _send(other, lead, "Border Customs")
    if is_denied:
        casework.deny(other, investigator, by=lead)
    found = conflicts.of(mine.referral, investigator)
    assert found.seen == []
    assert found.is_blind is not is_denied
    page = sign_in(client, investigator).get(f"/desk/cases/referral/{mine.referral.pk}/change/").content.decode()
    assert ('data-conflict="blind"' in page) is not is_denied
    assert "Border Customs" not in page
    assert other.reference not in page


def test_what_was_compared_is_named_as_far_as_the_reader_sees_it(case, investigator, client, sign_in):
    shown = make_entity(case, investigator, "Le Van Bay")
    hidden = make_entity(case, investigator, "Le Van Tam")
    other = make_case(colleague("investigator"))
    type(hidden).objects.filter(pk=hidden.pk).update(compartments=[other.pk])
    mine = _send(case, investigator).referral
    assert conflicts.of(mine, investigator).compared == [shown]
    page = sign_in(client, investigator).get(f"/desk/cases/referral/{mine.pk}/change/").content.decode()
    part = page[page.index("data-compared") :].partition("</details>")[0]
    assert "Le Van Bay" in part
    assert "Le Van Tam" not in page
