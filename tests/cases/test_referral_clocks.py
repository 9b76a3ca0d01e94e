"""Clocks of referrals, the second route, and the reminders of a day."""

from datetime import timedelta

import pyrage
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cases import casework, escalating, mail_posting, referral_clocks, referrals, reminders
from cases.agency_desk import answers
from cases.models import Packet, Referral, ReferralDigest, ReferralLapse
from reference import directory
from reference.models import Agency, AgencyContact
from staff import compartments
from staff.models import AuditEntry
from staff.refusals import NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case, make_packet, make_referral, send_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator, risk="Armed guards")


@pytest.fixture
def sent(case, investigator):
    return send_referral(case, investigator).referral


@pytest.fixture
def mail_on(settings):
    settings.EMAIL_URL = "smtp://mail.example.org"


def _kinds() -> list[str]:
    return sorted(ReferralLapse.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(("urgency", "hours"), [("life", 24), ("moving", 72), ("routine", 240)])
def test_each_urgency_has_its_time_to_acknowledge(case, investigator, urgency, hours):
    referral = send_referral(case, investigator, urgency=urgency).referral
    just, over = referral.sent_at + timedelta(hours=hours), referral.sent_at + timedelta(hours=hours, seconds=1)
    assert referral_clocks.note(just) == 0
    assert referral_clocks.note(over) == 1
    assert _kinds() == ["late"]


def test_what_ran_out_is_noted_once(sent):
    late = sent.answer_due_at + timedelta(hours=1)
    assert [referral_clocks.note(late), referral_clocks.note(late + timedelta(hours=1))] == [1, 0]
    assert AuditEntry.objects.filter(verb="referral.late").count() == 1


def test_a_referral_that_was_acknowledged_is_not_late_and_idle_after_30_days(sent):
    answers.acknowledge(sent)
    assert referral_clocks.note(sent.sent_at + timedelta(days=30)) == 0
    assert referral_clocks.note(sent.sent_at + timedelta(days=30, seconds=1)) == 1
    assert _kinds() == ["idle"]


def test_a_first_action_stops_the_clock(sent):
    answers.acknowledge(sent)
    Referral.objects.filter(pk=sent.pk).update(first_action_on=timezone.localdate())
    assert referral_clocks.note(sent.sent_at + timedelta(days=31)) == 0


@pytest.mark.parametrize(
    ("clock", "hours", "is_listed"),
    [("late", 1, True), ("late", -1, False), ("soon", -1, True), ("soon", -25, False), ("waiting", 1, True)],
)
def test_the_list_is_narrowed_by_clock(sent, investigator, client, sign_in, clock, hours, is_listed):
    Referral.objects.filter(pk=sent.pk).update(answer_due_at=timezone.now() - timedelta(hours=hours))
    page = sign_in(client, investigator).get(reverse("admin:cases_referral_changelist"), {"clock": clock})
    assert (sent.reference in page.content.decode()) is is_listed


def test_the_list_shows_no_overdue_referral_of_another_case(sent, analyst, client, sign_in):
    Referral.objects.filter(pk=sent.pk).update(answer_due_at=timezone.now() - timedelta(hours=1))
    page = sign_in(client, analyst).get(reverse("admin:cases_referral_changelist"), {"clock": "late"})
    assert sent.reference not in page.content.decode()


# --- The second route -------------------------------------------------------------------------------------------
def _with_second_route(agency: Agency) -> Agency:
    agency.second_route = Agency.objects.create(country="VN", name="Inspectorate", normalised="inspectorate")
    agency.save()
    return agency.second_route


def test_one_press_lays_the_same_request_before_the_second_route(sent, investigator):
    other = _with_second_route(sent.agency)
    second = escalating.escalate(sent, by=investigator)
    sent.refresh_from_db()
    assert (sent.status, second.status, second.escalates, second.agency) == ("escalated", "checked", sent, other)
    assert (second.ask, second.facts, second.scores) == (sent.ask, sent.facts, sent.scores)
    assert second.token_mark is None


def test_the_second_referral_waits_for_a_second_person_and_has_its_own_link(sent, investigator):
    _with_second_route(sent.agency)
    second = escalating.escalate(sent, by=investigator)
    with pytest.raises(WrongStatus):
        referrals.send(second, by=investigator)
    with pytest.raises(NotAllowed):
        referrals.approve(second, by=investigator)
    referrals.approve(second, by=colleague("supervisor"))
    out = referrals.send(second, by=investigator).referral
    sent.refresh_from_db()
    assert out.token_mark not in (None, sent.token_mark)


def test_a_contact_marked_as_second_route_keeps_the_agency(sent, investigator):
    AgencyContact.objects.create(agency=sent.agency, channel="phone", address="+84 2", is_second_route=True)
    assert escalating.escalate(sent, by=investigator).agency == sent.agency


def test_without_a_second_route_it_is_escalated_and_nothing_is_drafted(sent, investigator):
    assert escalating.escalate(sent, by=investigator).status == "escalated"
    assert Referral.objects.count() == 1


def test_it_is_escalated_once(sent, investigator):
    _with_second_route(sent.agency)
    escalating.escalate(sent, by=investigator)
    with pytest.raises(WrongStatus):
        escalating.escalate(sent, by=investigator)
    assert Referral.objects.filter(escalates=sent).count() == 1


def test_an_outsider_escalates_nothing(sent, analyst):
    with pytest.raises(NotAllowed):
        escalating.escalate(sent, by=analyst)
    assert Referral.objects.get().status == "sent"


# --- Too few points ---------------------------------------------------------------------------------------------
def test_a_life_in_danger_goes_incomplete_and_says_so_to_the_agency(case, investigator, client):
    sent = send_referral_with(case, investigator, [1] * 12, urgency="life")
    assert sent.referral.is_incomplete
    page = client.post("/" + sent.link.split("/", 3)[3], {"act": "open", "code": sent.code}).content.decode()
    assert "Sent incomplete" in page


def send_referral_with(case, by, scores, **given):
    referral = referrals.check(make_referral(case, by, **given), scores, by=by)
    referrals.approve(referral, by=colleague("supervisor"))
    return referrals.send(referral, by=by)


def test_enough_points_are_not_incomplete(case, investigator):
    assert not send_referral_with(case, investigator, [2] * 12, urgency="life").referral.is_incomplete


# --- Reminders --------------------------------------------------------------------------------------------------
def _overdue(referral: Referral) -> None:
    Referral.objects.filter(pk=referral.pk).update(answer_due_at=timezone.now() - timedelta(hours=1))


def _give_mail(officer, address="lead@example.org"):
    type(officer).objects.filter(pk=officer.pk).update(email=address)


def test_the_lead_is_reminded_by_mail_once_a_day_of_references_alone(sent, investigator, mail_on):
    _overdue(sent)
    _give_mail(investigator)
    assert [reminders.lay_down(), reminders.lay_down()] == [1, 0]
    assert mail_posting.send() == 1
    (posted,) = mail.outbox
    assert posted.to == ["lead@example.org"]
    assert sent.reference in posted.body
    assert not {sent.ask, sent.case.title, sent.agency.name} & {
        word for word in (sent.ask, sent.case.title, sent.agency.name) if word in posted.body + posted.subject
    }
    assert reminders.lay_down(timezone.now() + timedelta(days=1)) == 1


def test_an_officer_who_is_kept_out_is_reminded_of_nothing(sent, investigator, supervisor, mail_on):
    _overdue(sent)
    _give_mail(investigator)
    casework.admit(sent.case, colleague("analyst"), by=investigator)
    compartments.deny(investigator, sent.case.pk, by=supervisor)
    assert reminders.lay_down() == 0


def test_without_a_mail_server_nothing_is_laid_down(sent, investigator, settings):
    settings.EMAIL_URL = ""
    _overdue(sent)
    _give_mail(investigator)
    assert reminders.lay_down() == 0
    assert not ReferralDigest.objects.exists()


def test_who_has_nothing_that_waits_gets_no_mail(sent, investigator, mail_on):
    _give_mail(investigator)
    assert reminders.lay_down() == 0


def test_an_officer_who_left_is_not_written_to(sent, investigator, mail_on):
    _overdue(sent)
    _give_mail(investigator)
    reminders.lay_down()
    type(investigator).objects.filter(pk=investigator.pk).update(is_active=False)
    assert mail_posting.send() == 0
    assert ReferralDigest.objects.get().failure == "no_address"


def test_settled_reminders_are_forgotten(sent, investigator, mail_on):
    _overdue(sent)
    _give_mail(investigator)
    reminders.lay_down()
    later = timezone.now() + timedelta(days=31)
    assert mail_posting.forget(later) == 0
    mail_posting.send()
    assert mail_posting.forget(later) == 1


# --- A packet that is closed to the first agency's key ------------------------------------------------------------
FIRST, SECOND = (str(pyrage.x25519.Identity.generate().to_public()) for _each in range(2))


def _closed_to_the_first(sent) -> Packet:
    packet = make_packet(sent.case, sent.drafted_by, envelope="key", recipient_keys=[FIRST])
    Referral.objects.filter(pk=sent.pk).update(packet=packet)
    sent.refresh_from_db()
    return packet


def _keyed(agency: Agency, key: str) -> None:
    row = AgencyContact(agency=agency, channel="email", address="duty@example.org", key=key, verified=True,
                        verified_how="called")  # fmt: skip
    directory.keep_contact(row, by=colleague("supervisor"))


def test_a_packet_closed_to_the_first_key_is_drafted_anew_for_the_second_routes_own(sent, investigator):
    packet, other = _closed_to_the_first(sent), _with_second_route(sent.agency)
    _keyed(other, SECOND)
    second = escalating.escalate(sent, by=investigator)
    assert second.packet != packet
    assert (second.packet.agency, second.packet.envelope, second.packet.recipient_keys) == (other, "key", [SECOND])
    assert second.packet.status == "drafted"
    assert set(second.packet.exhibits.all()) == set(packet.exhibits.all())
    assert second.packet.reference in escalating.sentence(second)


def test_where_no_key_is_known_the_packet_is_closed_by_a_pass_phrase_and_it_is_said(sent, investigator):
    _closed_to_the_first(sent)
    _with_second_route(sent.agency)
    second = escalating.escalate(sent, by=investigator)
    assert (second.packet.envelope, second.packet.recipient_keys) == ("phrase", [])
    assert "pass phrase" in escalating.sentence(second)


def test_a_packet_that_the_second_route_can_open_stays(sent, investigator):
    packet, other = _closed_to_the_first(sent), _with_second_route(sent.agency)
    _keyed(other, FIRST)
    assert escalating.escalate(sent, by=investigator).packet == packet
