"""Warnings to the people of an area: who is told, in which language, how often, and what nobody can see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bots.models import OutgoingMessage
from bots.telegram import outbox, sending, warned
from hotline.models import AreaWarning, WarningChat, WarningCopy
from hotline.warnings import sending as warnings
from hotline.warnings import subscribing
from reference.models import Place, PlaceName
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.people import make_officer

pytestmark = pytest.mark.django_db
LIST = "/desk/hotline/areawarning/"
FIRST = 7_000_000_001


@pytest.fixture(autouse=True)
def places():
    Place.objects.create(kind="country", code="KH", name="Cambodia", country="KH")
    for code, name in (("KH-11", "Mondulkiri"), ("KH-16", "Ratanakiri")):
        place = Place.objects.create(kind="province", code=code, name=name, country="KH")
    PlaceName.objects.create(place=place, lang="km", name="រតនគិរី", normalised="រតនគិរី")


def ask(number, *areas, language="en"):
    for area in areas or ("KH-11",):
        assert subscribing.ask(FIRST + number, language, "KH", area)


def make_warning(by, **given):
    return warnings.draft(
        warnings.Danger(**{"kind": "elephants", "country": "KH", "province": "KH-11", **given}), by=by
    )


def run_out(now=None):
    """What the bot's process does until nothing waits. Returns: (chat, text) of each message, as sent."""
    told = []
    for _round in range(50):
        now = timezone.now()
        if not (warned.forward_warnings(now) or OutgoingMessage.objects.filter(state="queued").exists()):
            warned.forward_warnings(now)
            break
        for row in sending.take(now, 25):
            told.append((row.payload["chat"], row.payload["text"]))
            sending.settle(row, sending.Sent(len(told)), now)
    return told


# --- Who is told --------------------------------------------------------------------------------------------------
def test_each_chat_of_the_area_is_told_once_in_its_language(analyst):
    ask(1)
    ask(2, "KH-11", "KH-16", "", language="km")
    ask(3, "", language="vi")
    ask(4, "KH-16")
    row = warnings.send(make_warning(analyst, place="Sre Ambel"), by=analyst)
    told = run_out()
    assert sorted(chat - FIRST for chat, _text in told) == [1, 2, 3]
    by_chat = {chat - FIRST: text for chat, text in told}
    assert "wild elephants" in by_chat[1]
    assert "Sre Ambel, Mondulkiri" in by_chat[1]
    assert by_chat[2] != by_chat[1]
    assert by_chat[3] not in (by_chat[1], by_chat[2])
    row.refresh_from_db()
    assert (row.state, row.reached, row.missed) == ("sent", 3, 0)
    assert run_out() == []


def test_a_name_of_the_area_is_said_in_the_language(analyst):
    ask(1, "KH-16", language="km")
    warnings.send(make_warning(analyst, province="KH-16"), by=analyst)
    ((_chat, text),) = run_out()
    assert "រតនគិរី" in text


def test_own_words_go_to_who_reads_them(analyst):
    ask(1, language="vi")
    ask(2, language="km")
    warnings.send(make_warning(analyst, words="Ba con voi", words_language="vi"), by=analyst)
    assert [("Ba con voi" in text) for _chat, text in sorted(run_out())] == [True, False]


def test_that_it_is_over_is_told_to_who_was_warned(analyst):
    ask(1)
    row = warnings.send(make_warning(analyst), by=analyst)
    run_out()
    ask(2)
    row.refresh_from_db()
    warnings.send(warnings.draft_end(row, by=analyst), by=analyst)
    ((chat, text),) = run_out()
    assert (chat, "is over" in text) == (FIRST + 1, True)


def test_a_stop_tells_nobody_more(analyst):
    for number in range(warnings.AHEAD + 20):
        ask(number)
    row = warnings.send(make_warning(analyst), by=analyst)
    now = timezone.now()
    warned.forward_warnings(now)
    in_hand = sending.take(now, 25)
    warnings.stop(row, by=analyst)
    for number, each in enumerate(in_hand, 1):
        sending.settle(each, sending.Sent(number), now)
    assert run_out() == []
    row.refresh_from_db()
    assert (row.state, row.reached) == ("stopped", len(in_hand))
    assert row.missed == warnings.AHEAD + 20 - len(in_hand)


def test_nobody_is_warned_after_its_time(analyst):
    ask(1)
    late, slow = (make_warning(analyst, until=timezone.now() + timedelta(hours=1)) for _each in range(2))
    AreaWarning.objects.filter(pk=late.pk).update(until=timezone.now() - timedelta(minutes=1))
    with pytest.raises(WrongStatus):
        warnings.send(late, by=analyst)
    warnings.send(slow, by=analyst)
    AreaWarning.objects.filter(pk=slow.pk).update(until=timezone.now() - timedelta(minutes=1))
    assert run_out() == []
    slow.refresh_from_db()
    assert slow.state == "stopped"


def test_it_is_not_over_while_it_is_on_its_way(analyst):
    ask(1)
    row = warnings.send(make_warning(analyst), by=analyst)
    with pytest.raises(WrongStatus):
        warnings.draft_end(row, by=analyst)


def test_one_that_is_done_ends_while_another_is_on_its_way(analyst):
    for number in range(warnings.AHEAD):
        ask(number)
    ask(999, "KH-16")
    first = warnings.send(make_warning(analyst, province="KH-16"), by=analyst)
    now = timezone.now()
    warned.forward_warnings(now)
    for each in sending.take(now, 25):
        sending.settle(each, sending.Sent(1), now)
    warnings.send(make_warning(analyst), by=analyst)
    warned.forward_warnings(now)
    first.refresh_from_db()
    assert first.state == "sent"


def test_until_is_told_by_the_clocks_of_the_country(analyst):
    ask(1)
    until = timezone.now().replace(year=2031, month=5, day=6, hour=20, minute=30)
    warnings.send(make_warning(analyst, until=until), by=analyst)
    ((_chat, text),) = run_out()
    assert "2031-05-07 03:30" in text


# --- On its way ---------------------------------------------------------------------------------------------------
def test_whatever_else_waits_goes_before_a_warning(analyst):
    for number in range(40):
        ask(number)
    warnings.send(make_warning(analyst), by=analyst)
    now = timezone.now()
    warned.forward_warnings(now)
    out = outbox.Outbox(now)
    out.put(None, {"do": "say", "chat": 5, "text": "An answer", "rows": []}, "answer", is_paced=False)
    out.flush()
    first = sending.take(now, 25)
    assert "An answer" in [row.payload["text"] for row in first]
    assert len(first) == 1 + 25 - 1 - sending.KEPT_FREE
    assert sending.take(now, sending.KEPT_FREE) == []


def test_who_blocked_the_bot_is_forgotten(analyst):
    ask(1)
    ask(2)
    row = warnings.send(make_warning(analyst), by=analyst)
    now = timezone.now()
    warned.forward_warnings(now)
    first, second = sending.take(now, 25)
    sending.settle(first, sending.Refused("blocked", is_blocked=True), now)
    sending.settle(second, sending.Sent(1), now)
    assert WarningChat.objects.count() == 1
    run_out()
    row.refresh_from_db()
    assert (row.reached, row.missed) == (1, 1)


def test_a_wait_that_telegram_names_loses_nobody(analyst):
    ask(1)
    warnings.send(make_warning(analyst), by=analyst)
    now = timezone.now()
    warned.forward_warnings(now)
    (row,) = sending.take(now, 25)
    sending.settle(row, sending.Refused("retry_after", wait=30.0), now)
    assert sending.take(now, 25) == []
    (again,) = sending.take(now + timedelta(seconds=31), 25)
    sending.settle(again, sending.Sent(1), now)
    assert WarningCopy.objects.get().state == "sent"


def test_a_look_costs_one_query_while_no_warning_is_on_its_way(analyst):
    make_warning(analyst)
    with CaptureQueriesContext(connection) as asked:
        assert warned.forward_warnings(timezone.now()) == 0
    assert len(asked) == 1


def test_which_chat_was_told_is_forgotten_after_a_month(analyst):
    ask(1)
    row = warnings.send(make_warning(analyst), by=analyst)
    run_out()
    assert warnings.forget_old() == 0
    assert warnings.forget_old(timezone.now() + timedelta(days=31)) == 1
    row.refresh_from_db()
    assert (row.reached, warnings.progress(row)["sent"]) == (1, 1)


# --- Asking for them ----------------------------------------------------------------------------------------------
def test_a_chat_that_ends_its_last_area_is_forgotten():
    ask(1, "KH-11", "KH-16")
    subscribing.end(FIRST + 1, "KH", "KH-11")
    assert [area.name for area in subscribing.of(FIRST + 1, "en")] == ["Ratanakiri"]
    subscribing.end(FIRST + 1, "KH", "KH-16")
    assert not WarningChat.objects.exists()


def test_what_is_no_area_is_refused():
    assert not subscribing.ask(FIRST, "en", "KH", "KH-99")
    assert not subscribing.ask(FIRST, "en", "XX", "")
    assert not WarningChat.objects.exists()


def test_the_address_lies_sealed_and_leads_to_no_tip():
    ask(1)
    row = WarningChat.objects.get()
    assert str(FIRST + 1).encode() not in bytes(row.mark)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hotline_warningchat")
        assert str(FIRST + 1) not in repr(cursor.fetchall())


# --- At the desk --------------------------------------------------------------------------------------------------
def test_rights(analyst, intake_officer, investigator):
    row = make_warning(analyst)
    for officer in (intake_officer, investigator):
        with pytest.raises(NotAllowed):
            make_warning(officer)
        with pytest.raises(NotAllowed):
            warnings.send(row, by=officer)


def test_it_is_sent_once(analyst):
    row = warnings.send(make_warning(analyst), by=analyst)
    with pytest.raises(WrongStatus):
        warnings.send(row, by=analyst)
    with pytest.raises(WrongStatus):
        warnings.draft_end(make_warning(analyst), by=analyst)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "over"}, "kind"),
        ({"province": "KH-99"}, "province"),
        ({"until": timezone.now() - timedelta(hours=1)}, "until"),
        ({"words": "Three of them"}, "words_language"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(analyst, given, field):
    with pytest.raises(Invalid) as refused:
        make_warning(analyst, **given)
    assert field in refused.value.fields


def test_the_desk_drafts_shows_and_sends(client, sign_in, analyst):
    for number in range(6):
        ask(number)
    sign_in(client, analyst)
    assert "Warn the people" in client.get(LIST).content.decode()
    said = {"kind": "elephants", "area": "KH:KH-11", "place": "Sre Ambel", "hours": "12"}
    page = client.post(f"{LIST}new/", said).headers["Location"]
    shown = client.get(page).content.decode()
    assert "At least 5 chats." in shown
    assert "Sre Ambel, Mondulkiri" in shown
    row = AreaWarning.objects.get()
    assert client.post(f"{LIST}{row.pk}/send/").status_code == 302
    assert len(run_out()) == 6
    assert "At least 5 chats have it." in client.get(page).content.decode()


def test_what_was_typed_stays_when_it_is_refused(client, sign_in, analyst):
    sign_in(client, analyst)
    answer = client.post(f"{LIST}new/", {"kind": "elephants", "area": "", "place": "Sre Ambel"})
    assert answer.status_code == 422
    assert "Sre Ambel" in answer.content.decode()


def test_fewer_than_five_are_not_counted_before_an_officer(client, sign_in, analyst):
    ask(1)
    row = make_warning(analyst)
    sign_in(client, analyst)
    for state in ("draft", "sent"):
        shown = client.get(f"{LIST}{row.pk}/change/").content.decode()
        assert "Fewer than 5" in shown, state
        assert "1 chat" not in shown
        assert client.get(f"{LIST}{row.pk}/progress/").json()["percent"] == 0
        if state == "draft":
            warnings.send(row, by=analyst)
            run_out()


def test_audit_tells_the_act_and_no_chat(analyst):
    ask(1)
    row = warnings.send(make_warning(analyst, place="Sre Ambel"), by=analyst)
    run_out()
    entries = AuditEntry.objects.filter(subject_id=str(row.pk))
    assert [entry.verb for entry in entries.order_by("pk")] == ["warning.drafted", "warning.sent"]
    assert "Sre Ambel" not in repr(list(entries.values()))


def test_more_chats_cost_the_page_no_more(client, sign_in, analyst):
    row = make_warning(analyst)
    sign_in(client, analyst)
    page = f"{LIST}{row.pk}/change/"
    client.get(page)
    with CaptureQueriesContext(connection) as before:
        client.get(page)
    for number in range(12):
        ask(number)
    with CaptureQueriesContext(connection) as after:
        client.get(page)
    assert len(after) <= len(before)


def test_an_outsider_finds_nothing(client, sign_in):
    sign_in(client, make_officer("nobody"))
    assert client.get(LIST).status_code == 403
