"""The agency's page: one link, one code, every answer in the case; and one answer for whatever does not open."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases import agency_keys, referrals
from cases.models import Outcome, Referral
from hotline import public_status
from hotline.public_status import PublicStatus
from staff.models import AuditEntry
from tests.cases.making import make_case, make_packet, make_released, send_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released(text="Turtles are sold at stall four."))


@pytest.fixture
def sent(case, investigator):
    return send_referral(case, investigator)


def _path(sent) -> str:
    return "/" + sent.link.split("/", 3)[3]


def _open(client, sent) -> str:
    response = client.post(_path(sent), {"act": "open", "code": sent.code})
    assert response.status_code == 200
    return response.context["visit"]


def _act(client, sent, visit, act, **said):
    return client.post(_path(sent), {"act": act, "visit": visit, **said})


def _fresh(sent) -> Referral:
    return Referral.objects.get(pk=sent.referral.pk)


def test_the_code_opens_one_page_to_act_on(client, sent):
    response = client.post(_path(sent), {"act": "open", "code": f"{sent.code[:4]} {sent.code[4:]}"})
    page = response.content.decode()
    assert "Inspect the stall" in page
    assert "Turtles are sold at stall four." in page
    assert "B2" in page
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "<script" not in page
    assert " style=" not in page
    assert _fresh(sent).opened_at is not None
    assert AuditEntry.objects.filter(verb="referral.opened", actor=f"agency:{sent.referral.agency_id}").exists()


def test_whatever_does_not_open_gets_the_same_answer(client, case, investigator):
    good, expired, revoked, late = (send_referral(case, investigator) for _each in range(4))
    Referral.objects.filter(pk=expired.referral.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    Referral.objects.filter(pk=late.referral.pk).update(code_expires_at=timezone.now() - timedelta(seconds=1))
    referrals.revoke(revoked.referral, by=investigator)
    wrong = f"{(int(good.code) + 1) % 10**8:08d}"
    tried = [
        (_path(good), wrong), (_path(good), ""), (f"/agency/{agency_keys.new_token()}/", good.code),
        ("/agency/x/", "1"), (_path(expired), expired.code), (_path(revoked), revoked.code), (_path(late), late.code),
    ]  # fmt: skip
    refused = [client.post(path, {"act": "open", "code": code}) for path, code in tried]
    assert {response.status_code for response in refused} == {403}
    assert len({response.content for response in refused}) == 1
    asked = [client.get(path) for path, _code in tried]
    assert len({(response.status_code, response.content) for response in asked}) == 1
    passes = [client.post(path, {"act": "acknowledge", "visit": "guessed"}) for path, _code in tried]
    assert {(response.status_code, response.content) for response in passes} == {(403, refused[0].content)}


def test_a_wrong_token_and_a_wrong_code_cost_the_same_look_ups(sent):
    found = agency_keys.find(_path(sent).split("/")[2])
    agency_keys.try_code(None, "0")
    costs = []
    for referral in (found, None):
        with CaptureQueriesContext(connection) as queries:
            agency_keys.try_code(referral, "00000000")
        costs.append([query["sql"].split()[0] for query in queries])
    assert costs[0] == costs[1]
    assert "UPDATE" in costs[1]


def test_a_code_works_once_and_five_wrong_ones_lock_it(client, case, investigator):
    used, locked = send_referral(case, investigator), send_referral(case, investigator)
    _open(client, used)
    assert client.post(_path(used), {"act": "open", "code": used.code}).status_code == 403
    for _each in range(agency_keys.CODE_TRIES):
        assert client.post(_path(locked), {"act": "open", "code": "1"}).status_code == 403
    assert client.post(_path(locked), {"act": "open", "code": locked.code}).status_code == 403
    assert list(_fresh(locked).events.values_list("kind", flat=True)) == ["sent", "locked"]


def test_a_new_code_opens_and_ends_the_earlier_visit(client, sent, investigator):
    visit = _open(client, sent)
    again = referrals.resend_code(sent.referral, by=investigator)
    assert _act(client, sent, visit, "acknowledge").status_code == 403
    assert client.post(_path(sent), {"act": "open", "code": again.code}).status_code == 200


def test_a_visit_of_one_referral_opens_no_other(client, case, investigator):
    one, other = send_referral(case, investigator), send_referral(case, investigator)
    visit = _open(client, one)
    _open(client, other)
    assert _act(client, other, visit, "accept").status_code == 403
    assert _fresh(other).status == Referral.Status.SENT


def test_a_revoked_link_ends_an_open_visit(client, sent, investigator):
    visit = _open(client, sent)
    referrals.revoke(sent.referral, by=investigator)
    assert _act(client, sent, visit, "accept").status_code == 403
    assert _fresh(sent).status == Referral.Status.SENT


def test_a_source_may_learn_that_it_was_passed_on_once_it_was(sent, case):
    tip = case.reports.get().tips.first()
    assert public_status.of(tip) == PublicStatus.PASSED_ON


def test_nothing_happens_by_get(client, sent):
    visit = _open(client, sent)
    client.get(_path(sent), {"act": "accept", "visit": visit})
    assert _fresh(sent).status == Referral.Status.SENT


def test_acknowledging_accepting_and_an_outcome_reach_the_case(client, sent, case):
    visit = _open(client, sent)
    assert _act(client, sent, visit, "acknowledge").status_code == 200
    assert _act(client, sent, visit, "accept").status_code == 200
    said = {"kind": "seizure", "date": "2026-11-01", "quantity": "12", "unit": "animals", "attribution": "lead",
            "proof": "message", "text": "Twelve turtles taken into care."}  # fmt: skip
    for _twice in range(2):
        assert _act(client, sent, visit, "outcome", **said).status_code == 200
    outcome = Outcome.objects.get(case=case)
    assert (outcome.kind, outcome.quantity, outcome.by_agency) == ("seizure", 12, sent.referral.agency)
    assert _fresh(sent).status == Referral.Status.ACTING


def test_declining_needs_a_reason_and_reaches_the_desk(client, sent):
    visit = _open(client, sent)
    assert _act(client, sent, visit, "decline", reason="").status_code == 422
    assert _fresh(sent).status == Referral.Status.SENT
    assert _act(client, sent, visit, "decline", reason="mandate", text="Ask the coast guard.").status_code == 200
    fresh = _fresh(sent)
    assert (fresh.status, fresh.decline_reason) == ("declined", "mandate")
    assert _act(client, sent, visit, "accept").status_code == 422


def test_a_question_is_answered_on_the_same_page(client, sent, investigator):
    visit = _open(client, sent)
    _act(client, sent, visit, "more", text="Which gate?")
    assert _fresh(sent).status == Referral.Status.MORE_INFO
    referrals.answer(_fresh(sent), "The northern one.", by=investigator)
    page = _act(client, sent, visit, "look").content.decode()
    assert "Which gate?" in page
    assert "The northern one." in page


def test_the_packet_is_downloaded_whole_and_on_record(client, case, investigator):
    packet = make_packet(case, investigator, "duty")
    sent = send_referral(case, investigator, packet=packet)
    visit = _open(client, sent)
    response = client.get(_act(client, sent, visit, "download").headers["Location"])
    assert len(b"".join(response.streaming_content)) == packet.size == int(response["Content-Length"])
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "downloaded" in _fresh(sent).events.values_list("kind", flat=True)


def test_the_page_speaks_vietnamese(client, sent):
    page = client.post(_path(sent), {"act": "open", "code": sent.code, "lang": "vi"}).content.decode()
    assert '<html lang="vi">' in page
    assert "Trả lời của quý cơ quan" in page


def test_a_wish_for_a_new_code_is_seen_once_an_hour(client, sent):
    answers = [client.post(_path(sent), {"act": "code"}), client.post(_path(sent), {"act": "code"})]
    answers.append(client.post("/agency/nowhere/", {"act": "code"}))
    assert len({(response.status_code, response.content) for response in answers}) == 1
    assert _fresh(sent).events.filter(kind="code_wanted").count() == 1
