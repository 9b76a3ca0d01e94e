"""tests vault/reveals.py and its pages: who asks, who decides, when a box is handed out, and to whom."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from staff import audit
from staff.models import AuditEntry, Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus
from staff.roles import Role
from tests.make import make_tip
from tests.people import signed_in
from tests.vault.boxes import WHY, WORDS, approved, ask, make_contact, officer_of, private_key, take_up
from vault import identity, reveals
from vault.handler import keyfile
from vault.models import DataKey, RevealRequest, SealedContact

pytestmark = pytest.mark.django_db
Status = RevealRequest.Status
EVERYONE = ("", *Role.values)


@pytest.fixture
def handler(db):
    return officer_of(Role.HANDLER)


@pytest.fixture
def supervisor(db):
    return officer_of(Role.SUPERVISOR)


def page(request: RevealRequest, step: str = "change") -> str:
    return f"/desk/vault/revealrequest/{request.pk}/{step}/"


def opened(boxes: list[reveals.Box]) -> list[str]:
    return [keyfile.open_box(private_key(), keyfile.unbase64(box.sealed)) for box in boxes]


def late(request: RevealRequest) -> RevealRequest:
    RevealRequest.objects.filter(pk=request.pk).update(open_until=timezone.now() - timedelta(seconds=1))
    return request


# --- The path -----------------------------------------------------------------------------------------------------
def test_an_approved_handler_gets_boxes_that_their_own_key_opens(handler):
    assert opened(reveals.release(approved(handler), by=handler)) == [WORDS]


def test_every_time_that_a_source_gave_contact_is_handed_out(handler):
    source = make_contact("first")
    identity.seal_contact(source.pk, "second")
    assert opened(reveals.release(approved(handler, source), by=handler)) == ["first", "second"]


def test_boxes_of_another_handlers_key_stay_where_they_are(handler, settings):
    other = keyfile.PrivateKey.generate()
    settings.HANDLER_PUBLIC_KEYS += f",other:{keyfile.base64(bytes(other.public_key))}"
    source = make_contact()
    assert SealedContact.objects.filter(source=source).count() == 2
    assert [box.name for box in reveals.release(approved(handler, source), by=handler)] == ["test-handler"]


def test_every_step_is_on_the_ledger_with_ids_only(handler, supervisor):
    request = ask(handler)
    reveals.read_words(request, by=supervisor)
    reveals.approve(request, by=supervisor)
    reveals.release(request, by=handler)
    entries = AuditEntry.objects.filter(subject="vault.revealrequest").order_by("pk")
    assert [entry.verb for entry in entries] == [
        "reveal.asked", "reveal.read", "reveal.approved", "reveal.released", "contact.released",
    ]  # fmt: skip
    assert {entry.subject_id for entry in entries} == {str(request.pk)}
    assert entries.last().details == {"source": str(request.source_id), "boxes": 1}
    said = " ".join(str(entry.details) for entry in entries)
    assert WHY not in said
    assert "912" not in said


def test_nothing_is_handed_out_where_the_ledger_cannot_be_written(handler, monkeypatch):
    request = approved(handler)

    def full(*args, **kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(audit, "record", full)
    with pytest.raises(OSError, match="no space"):
        reveals.release(request, by=handler)
    request.refresh_from_db()
    assert request.status == Status.APPROVED


def test_the_words_of_a_request_are_sealed_and_die_with_the_contact(handler, supervisor):
    request = ask(handler)
    assert WHY.encode() not in bytes(RevealRequest.objects.get().words)
    assert reveals.read_words(request, by=supervisor) == WHY
    identity.forget_contact(request.source_id)
    assert not DataKey.objects.filter(pk=request.key_id).exists()
    assert reveals.read_words(request, by=supervisor) == ""


# --- The second person ----------------------------------------------------------------------------------------------
def test_nobody_decides_on_their_own_request():
    both = Officer.objects.create(username="both", roles=[Role.HANDLER, Role.SUPERVISOR])
    request = ask(both)
    for decide in (
        lambda: reveals.approve(request, by=both),
        lambda: reveals.refuse(request, by=both, refusal="unclear"),
    ):
        with pytest.raises(NotAllowed, match="second person"):
            decide()
    assert RevealRequest.objects.get().status == Status.ASKED


def test_the_database_itself_refuses_a_request_decided_by_its_asker(handler):
    request = ask(handler)
    with pytest.raises(IntegrityError, match="a_second_person_decides"), transaction.atomic():
        RevealRequest.objects.filter(pk=request.pk).update(decided_by=handler)


def test_the_database_itself_refuses_to_hand_out_what_nobody_approved(handler):
    request = ask(handler)
    with pytest.raises(IntegrityError, match="handed_out_after_approval_only"), transaction.atomic():
        RevealRequest.objects.filter(pk=request.pk).update(status=Status.RELEASED)


def test_the_second_person_gets_no_box(handler, supervisor):
    take_up_refused = pytest.raises(NotAllowed)
    request = approved(handler, by=supervisor)
    with take_up_refused:
        reveals.release(request, by=supervisor)


def test_another_handler_cannot_use_the_approval(handler):
    request, other = approved(handler), officer_of(Role.HANDLER, "other")
    take_up(other)
    with pytest.raises(NotAllowed, match="Another handler"):
        reveals.release(request, by=other)


# --- Once, in time ----------------------------------------------------------------------------------------------------
def test_a_box_is_handed_out_once(handler):
    request = approved(handler)
    reveals.release(request, by=handler)
    with pytest.raises(WrongStatus, match="handed out once"):
        reveals.release(request, by=handler)


def test_an_approval_ends_after_four_hours(handler):
    request = approved(handler)
    assert timedelta(hours=3, minutes=59) < request.open_until - timezone.now() <= timedelta(hours=4)
    with pytest.raises(WrongStatus, match="is over"):
        reveals.release(late(request), by=handler)
    assert not AuditEntry.objects.filter(verb="contact.released").exists()


def test_a_request_that_waits_was_refused_or_taken_back_gives_nothing(handler, supervisor):
    waiting = ask(handler)
    with pytest.raises(WrongStatus, match="not decided"):
        reveals.release(waiting, by=handler)
    refused = reveals.refuse(ask(handler), by=supervisor, refusal="too_risky")
    with pytest.raises(WrongStatus, match="risk to the source"):
        reveals.release(refused, by=handler)
    with pytest.raises(WrongStatus, match="took this request back"):
        reveals.release(reveals.take_back(approved(handler), by=handler), by=handler)


def test_a_contact_taken_back_after_the_approval_is_said_and_does_not_use_it_up(handler):
    request = approved(handler)
    identity.forget_contact(request.source_id)
    with pytest.raises(Invalid, match="taken back"):
        reveals.release(request, by=handler)
    assert RevealRequest.objects.get().status == Status.APPROVED


@pytest.mark.parametrize("was", Status)
@pytest.mark.parametrize("to", Status)
def test_a_step_that_does_not_follow_is_refused(handler, supervisor, was, to):
    request, now = ask(handler), timezone.now()
    RevealRequest.objects.filter(pk=request.pk).update(
        status=was, decided_by=supervisor, decided_at=now, open_until=now + timedelta(hours=1)
    )
    if to in reveals.NEXT[was]:
        assert reveals.move(request.pk, to, by=handler).status == to
    else:
        with pytest.raises(WrongStatus):
            reveals.move(request.pk, to, by=handler)


# --- Asking -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("said", [{"reason": "curious"}, {"words": "  "}, {"words": "x" * 1001}])
def test_a_request_without_a_purpose_is_refused(handler, said):
    with pytest.raises(Invalid):
        ask(handler, **said)
    assert not RevealRequest.objects.exists()


def test_a_handler_without_a_key_of_their_own_is_sent_to_take_it_up(handler):
    with pytest.raises(Invalid, match="My key"):
        reveals.ask(make_contact().pk, by=handler, reason="danger", words=WHY)


def test_a_source_without_contact_cannot_be_asked_about(handler):
    take_up(handler)
    with pytest.raises(Invalid, match="no contact"):
        reveals.ask(identity.create_source().pk, by=handler, reason="danger", words=WHY)


@pytest.mark.parametrize("who", [name for name in EVERYONE if name != "handler"])
def test_nobody_but_a_handler_can_ask(who):
    with pytest.raises(NotAllowed):
        reveals.ask(make_contact().pk, by=officer_of(who), reason="danger", words=WHY)


# --- The tip's page ---------------------------------------------------------------------------------------------------
def test_the_button_stands_only_where_a_contact_is_kept(client, handler, sign_in):
    sign_in(client, handler)
    told, silent = make_tip(contact=WORDS), make_tip()
    assert "Ask to open the contact" in client.get(f"/desk/hotline/tip/{told.pk}/change/").content.decode()
    assert "Ask to open the contact" not in client.get(f"/desk/hotline/tip/{silent.pk}/change/").content.decode()


def test_a_handler_asks_from_the_page_of_a_tip(client, handler, sign_in):
    take_up(handler)
    tip = make_tip(contact=WORDS)
    answer = sign_in(client, handler).post(f"/desk/hotline/tip/{tip.pk}/contact/", {"reason": "witness", "why": WHY})
    asked = RevealRequest.objects.get()
    assert answer.url == page(asked)
    assert (asked.about, asked.source_id, asked.reason) == (tip.reference, tip.source_id, "witness")


@pytest.mark.parametrize("who", [name for name in EVERYONE if name != "handler"])
def test_no_other_role_asks_from_the_page_of_a_tip(client, sign_in, who):
    tip = make_tip(contact=WORDS)
    answer = sign_in(client, officer_of(who)).post(
        f"/desk/hotline/tip/{tip.pk}/contact/", {"reason": "danger", "why": WHY}
    )
    assert answer.status_code in (403, 404)
    assert not RevealRequest.objects.exists()


# --- The pages of a request: a stranger, an officer without the right, one with it -----------------------------------
STEPS = {
    "approve": (ask, "supervisor", {}, Status.APPROVED),
    "refuse": (ask, "supervisor", {"refusal": "unclear"}, Status.REFUSED),
    "takeback": (ask, "handler", {}, Status.WITHDRAWN),
    "open": (approved, "handler", {}, Status.RELEASED),
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_a_stranger_is_sent_to_sign_in(client, handler, step):
    request = STEPS[step][0](handler)
    answer = client.post(page(request, step), STEPS[step][2])
    assert answer.status_code == 302
    assert answer.url.startswith("/desk/login/")
    assert RevealRequest.objects.get().status == request.status


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", EVERYONE)
def test_a_step_is_taken_by_its_one_role_and_no_other(client, handler, step, who):
    make, right_one, said, becomes = STEPS[step]
    asked = make(handler)
    answer = signed_in(client, officer_of(who)).post(page(asked, step), said)
    now = RevealRequest.objects.get().status
    if who == right_one:
        assert (answer.status_code, now) == (200 if step == "open" else 302, becomes)
    else:
        assert answer.status_code in (403, 404)
        assert now == asked.status


@pytest.mark.parametrize("who", EVERYONE)
def test_a_request_is_seen_by_its_asker_and_by_those_who_decide(client, handler, who):
    asked = ask(handler)
    answer = signed_in(client, officer_of(who)).get(page(asked))
    assert answer.status_code == (200 if who in ("handler", "supervisor") else 403)


def test_a_handler_does_not_see_anothers_request(client, handler):
    other = signed_in(client, officer_of(Role.HANDLER, "other"))
    asked = ask(handler)
    assert other.get(page(asked)).status_code == 404
    assert other.post(page(asked, "open")).status_code == 404
    assert "TIP-2026-000001" not in other.get("/desk/vault/revealrequest/").content.decode()


def test_the_deciding_person_sees_who_and_why_and_whom_and_no_box(client, handler, supervisor, sign_in):
    source = make_contact()
    asked = ask(handler, source)
    shown = sign_in(client, supervisor).get(page(asked)).content.decode()
    for part in ("handler", WHY, "may be in danger", "TIP-2026-000001", source.pseudonym):
        assert part in shown
    assert keyfile.base64(bytes(SealedContact.objects.get().sealed)) not in shown


def test_the_box_comes_in_the_answer_to_a_post_only_and_is_kept_by_no_cache(client, handler, sign_in):
    asked, sealed = approved(handler), keyfile.base64(bytes(SealedContact.objects.get().sealed))
    sign_in(client, handler)
    looked = client.get(page(asked, "open"))
    assert (looked.status_code, looked.url) == (302, page(asked))
    answer = client.post(page(asked, "open"))
    assert sealed in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "connect-src 'none'" in answer["Content-Security-Policy"]
    assert sealed not in client.get(page(asked)).content.decode()


def test_a_used_or_late_approval_answers_with_a_sentence(client, handler, sign_in):
    sign_in(client, handler)
    asked = late(approved(handler))
    answer = client.post(page(asked, "open"))
    assert answer.status_code == 409
    assert "The time to use this approval is over" in answer.content.decode()


@pytest.mark.parametrize("who", EVERYONE)
def test_no_page_shows_a_contact_in_clear_and_none_but_the_askers_a_box(client, handler, who):
    tip = make_tip(contact=WORDS)
    asked = approved(handler, identity.Source.objects.get(pk=tip.source_id))
    sealed = keyfile.base64(bytes(SealedContact.objects.get().sealed))
    signed_in(client, officer_of(who))
    for address in (
        "/desk/", "/desk/vault/revealrequest/", page(asked), page(asked, "reseal"), "/desk/vault/keys/",
        "/desk/vault/my-key/", f"/desk/hotline/tip/{tip.pk}/change/", "/desk/hotline/tip/", "/desk/staff/auditentry/",
    ):  # fmt: skip
        shown = client.get(address).content.decode()
        assert "912 345" not in shown, address
        assert sealed not in shown, address
    assert (sealed in client.post(page(asked, "open")).content.decode()) == (who == "handler")


def test_the_first_page_says_what_waits_for_a_supervisor(client, handler, supervisor, sign_in):
    ask(handler)
    shown = sign_in(client, supervisor).get("/desk/")
    card = next(card for card in shown.context["cards"] if card["title"] == "Contact of sources")
    assert [line["figure"] for line in card["lines"]] == [1]


def test_the_list_needs_the_same_queries_for_one_request_and_for_many(
    client, handler, supervisor, sign_in, django_assert_max_num_queries
):
    for _each in range(3):
        ask(handler)
    sign_in(client, supervisor)
    client.get("/desk/vault/revealrequest/")
    with django_assert_max_num_queries(12):
        assert client.get("/desk/vault/revealrequest/").status_code == 200
