"""Stepping stored updates: a lane at a time, in order; state, answer and removal of the update in one transaction."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone, translation

from bots import chat_budget, gateway, outcomes, wording
from bots.conversation import Conversation, keep_all, open_all
from bots.gateway import alerts, warnings
from bots.gateway import members as desk
from bots.models import IncomingUpdate, Lane
from bots.speech import Kind, Said
from bots.telegram import buttons, lanes, membership, outbox, warned
from bots.telegram.hearing import Heard

log = logging.getLogger(__name__)

LANES_AT_ONCE = 50
UPDATES_AT_ONCE = 20
TOGETHER = 25  # lanes a transaction: more save nothing, and hold their chats longer
MAX_TRIES = 6
LINK_COMMAND = "desk"  # with the code that the desk showed to an officer
LEDGER = """
    INSERT INTO bots_steppedupdate (bot_id, update_id, stepped_at) VALUES {rows}
    ON CONFLICT DO NOTHING RETURNING update_id
"""


def step_some(now: datetime | None = None) -> int:
    """Step what waits, some lanes a transaction. Returns: how many updates; 0 when nothing was left to this process."""
    now = now or timezone.now()
    marks = lanes.waiting(now, LANES_AT_ONCE)
    return sum(step_lanes(marks[start : start + TOGETHER], now) for start in range(0, len(marks), TOGETHER))


def step_lanes(marks: list[bytes], now: datetime) -> int:
    """Step the waiting updates of lanes. Returns: how many; lanes that another process holds are left to it."""
    try:
        return _step(marks, now, UPDATES_AT_ONCE)
    except (OperationalError, InterfaceError):
        raise
    except Exception as broken:  # one bad update must not stop the others: it is tried alone, then set aside
        log.warning("a batch failed (%s): stepping it one by one", type(broken).__name__)
        return sum(_step_singly(mark, now) for mark in marks)


def _step_singly(mark: bytes, now: datetime) -> int:
    done = 0
    for row in lanes.updates([mark], UPDATES_AT_ONCE).get(mark, []):
        try:
            done += _step([mark], now, 1)
        except (OperationalError, InterfaceError):
            raise
        except Exception as broken:
            _put_off(row, now, broken)
            break
    return done


def _put_off(row: IncomingUpdate, now: datetime, broken: Exception) -> None:
    tries = row.tries + 1
    is_stuck = tries >= MAX_TRIES
    log.error(
        "update %s failed %d times (%s)%s", row.pk, tries, type(broken).__name__, ": set aside" if is_stuck else ""
    )
    pause = timedelta(seconds=2**tries)
    IncomingUpdate.objects.filter(pk=row.pk, tries=row.tries).update(
        tries=tries, not_before=now + pause, is_stuck=is_stuck
    )


@transaction.atomic
def _step(marks: list[bytes], now: datetime, limit: int) -> int:
    out = outbox.Outbox(now)
    held = lanes.answerable(lanes.lock(marks))
    waiting = lanes.updates(held or marks, limit)
    if len(held) < len(marks):
        held |= _made([mark for mark in marks if mark not in held], out)
        waiting = lanes.updates(held, limit)
    rows = [row for mark in held for row in waiting.get(mark, [])]
    fresh = _not_stepped_before(rows) if rows else set()
    talks = open_all([lane for mark, lane in held.items() if mark in waiting])
    opened = {row.pk: lanes.open_payload(row) for row in rows if row.pk in fresh}
    members = desk.in_chats({heard.chat for heard in opened.values()})
    for talk in talks:
        mine = [row for row in waiting[bytes(talk.lane.mark)] if row.pk in fresh]
        _hear_all(talk, [(row, opened[row.pk]) for row in mine], members, out)
    keep_all(talks)
    out.flush()
    IncomingUpdate.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _made(marks: list[bytes], out: outbox.Outbox) -> dict[bytes, Lane]:
    """Lanes for chats that have none yet, locked; a group gets none and is left."""
    new = set(marks) - lanes.known(marks)
    came_in_flood = bool(new) and chat_budget.are_flooded(out.now)
    for mark, rows in lanes.updates(new, UPDATES_AT_ONCE).items():
        heard = lanes.open_payload(rows[0])
        if heard.is_group:
            # The group of staff is called, and not talked with: what is said there is nobody's tip.
            if str(heard.chat) == settings.STAFF_TELEGRAM_CHAT:
                IncomingUpdate.objects.filter(pk__in=[row.pk for row in rows]).delete()
                new.discard(mark)
                continue
            _leave_group(mark, rows, heard, out)
            new.discard(mark)
        else:
            lanes.make(mark, heard, came_in_flood=came_in_flood)
    return lanes.lock(list(new))


def _not_stepped_before(rows: list[IncomingUpdate]) -> set[int]:
    """Keys of the rows to step: Telegram repeats what it thinks unanswered, even what was stepped; the ledger tells."""
    values = [value for row in rows for value in (row.bot_id, row.update_id)]
    with connection.cursor() as cursor:
        cursor.execute(LEDGER.format(rows=", ".join(["(%s, %s, now())"] * len(rows))), values)
        new = {number for (number,) in cursor.fetchall()}
    return {row.pk for row in rows if row.update_id in new}


def _leave_group(mark: bytes, rows: list[IncomingUpdate], heard: Heard, out: outbox.Outbox) -> None:
    with translation.override("en"):
        out.leave(heard.chat, str(wording.GROUP), key=f"leave:{mark.hex()[:24]}:{rows[0].update_id}")
    IncomingUpdate.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _hear_all(
    talk: Conversation, rows: list[tuple[IncomingUpdate, Heard]], members: dict[int, UUID], out: outbox.Outbox
) -> None:
    """Args: members: who of the batch's chats is a registered member; a chat that links itself is added."""
    lane = talk.lane
    for row, heard in rows:
        if heard.presence and heard.chat in members:
            (desk.cut_off if heard.presence == "gone" else desk.back)(members[heard.chat])
        lane.is_unreachable = heard.presence == "gone"
        if lane.is_unreachable:
            out.drop(lane)
            outbox.cut_off(lane)
            warnings.end_all(heard.chat)
        if heard.said:
            _hear(talk, heard, heard.said, f"u:{row.bot_id}:{row.update_id}", members, out)


def _hear(talk: Conversation, heard: Heard, said: Said, key: str, members: dict[int, UUID], out: outbox.Outbox) -> None:
    lane = talk.lane
    if heard.query:
        action, turn = buttons.read(lane.pk, heard.data)
        said = replace(said, action=action, turn=turn)
    elif heard.reply_to:
        said = replace(said, about=outbox.tip_of(lane, heard.reply_to))
    if heard.message and not heard.query:
        talk.remember(heard.message, out.now)
    is_over = chat_budget.hear(lane, out.now)
    if said.kind == Kind.COMMAND and said.text == LINK_COMMAND:
        # An officer's code is no word of a tip, and is kept nowhere.
        is_linked = not is_over and alerts.link_officer(said.rest, heard.chat)
        out.say(lane, outcomes.linked(is_linked), key=f"{key}:desk", turn=talk.interview.turn)
        return
    if said.kind == Kind.COMMAND and said.text == membership.LINK_COMMAND and not is_over:
        out.say(lane, membership.link(talk, said, heard.chat), key=f"{key}:member", turn=talk.interview.turn)
        members |= desk.in_chats({heard.chat})
        return
    spoken = talk.interview.language
    if spoken and warned.is_asked(said):
        reply, notice = warned.answer(said, heard.chat, spoken)
        if heard.query:
            out.answer_tap(lane, heard.query, notice, key=f"{key}:tap")
        out.say(
            lane, reply, key=f"{key}:warnings", turn=talk.interview.turn, tapped=heard.message if heard.query else 0
        )
        return
    if warned.is_asked(said):
        said = replace(said, kind=Kind.COMMAND, text="language")
    member = members.get(heard.chat)
    answer = membership.hear(talk, member, said) if member else talk.hear(said)
    if spoken and talk.interview.language != spoken:
        warnings.speak(heard.chat, talk.interview.language)
    if heard.query:
        out.answer_tap(lane, heard.query, answer.notice, key=f"{key}:tap")
    if is_over and chat_budget.tell_once(lane):
        out.say(lane, outcomes.slowed(talk.interview.language), key=f"{key}:slow", turn=talk.interview.turn)
    for number, reply in enumerate(answer.replies):
        tapped = heard.message if heard.query else 0
        pause = chat_budget.SLOW if is_over and not tapped else timedelta(0)
        out.say(lane, reply, key=f"{key}:{number}", turn=talk.interview.turn, tapped=tapped, pause=pause)
    if answer.is_erasing:
        words = outcomes.erased(talk.interview.language)
        out.erase(lane, talk.forget_heard(out.now), words, key=f"{key}:erase")


@transaction.atomic
def give_up_too_big(file: gateway.ToFetch, now: datetime) -> None:
    """A file whose size Telegram did not tell turned out too big: its source gets the link then."""
    gateway.given_up(file.id, file.tries, now, reason="too_big")
    link, out = gateway.late_link(file.id), outbox.Outbox(now)
    lane = lanes.by_source(link.source_id) if link else None
    if link and lane and not lane.is_unreachable:
        reply = outcomes.upload_link(lane.language, link.token, str(link.tip or ""))
        out.say(lane, reply, key=f"link:{file.id}", turn=0)
    out.flush()


@transaction.atomic
def forward_post(now: datetime | None = None, limit: int = 50) -> int:
    """Put what officers wrote in the outbox of its chat: a neutral line, the content after a tap on 'Read'."""
    waiting, out = gateway.take_waiting(limit), outbox.Outbox(now or timezone.now())
    for message in waiting:
        lane = lanes.by_source(message.source_id)
        if lane is None or lane.is_unreachable:
            gateway.unreachable(message.id)
            continue
        push = outcomes.push(lane.language, str(message.tip))
        out.say(lane, push, key=f"push:{message.id}", turn=0, message=message.id)
    out.flush()
    return len(waiting)
