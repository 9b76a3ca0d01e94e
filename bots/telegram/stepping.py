"""Stepping stored updates: a lane at a time, in order; state, answer and removal of the update in one transaction."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone, translation

from bots import gateway, outcomes, wording
from bots.conversation import Conversation
from bots.models import IncomingUpdate, Lane, SteppedUpdate
from bots.speech import Said
from bots.telegram import buttons, ingest, lanes, outbox
from bots.telegram.hearing import Heard

log = logging.getLogger(__name__)

LANES_AT_ONCE = 50
UPDATES_AT_ONCE = 20
MAX_TRIES = 6


def step_some(now: datetime | None = None) -> int:
    """Step what waits, one transaction a lane. Returns: how many updates; 0 when nothing was left to this process."""
    now = now or timezone.now()
    return sum(step_lane(mark, now) for mark in lanes.waiting(now, LANES_AT_ONCE))


def step_lane(mark: bytes, now: datetime) -> int:
    """Step a lane's waiting updates. Returns: how many; 0 where another process holds the lane."""
    try:
        return _step(mark, now, UPDATES_AT_ONCE)
    except (OperationalError, InterfaceError):
        raise
    except Exception as broken:  # one bad update must not stop the others: it is tried alone, then set aside
        log.warning("a lane's batch failed (%s): stepping it one by one", type(broken).__name__)
        return _step_singly(mark, now)


def _step_singly(mark: bytes, now: datetime) -> int:
    done = 0
    for row in lanes.updates(mark, UPDATES_AT_ONCE):
        try:
            done += _step(mark, now, 1)
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
    IncomingUpdate.objects.filter(pk=row.pk).update(tries=tries, not_before=now + pause, is_stuck=is_stuck)


@transaction.atomic
def _step(mark: bytes, now: datetime, limit: int) -> int:
    lane = lanes.lock(mark)
    if lane is None:
        if Lane.objects.filter(mark=mark).exists():
            return 0
        first = lanes.updates(mark, 1)
        if not first:
            return 0
        heard = lanes.open_payload(first[0])
        if heard.is_group:
            return _leave_group(mark, heard, now)
        lanes.make(mark, heard)
        lane = lanes.lock(mark)
        if lane is None:
            return 0
    rows = lanes.updates(mark, limit)
    fresh = _not_stepped_before(rows)
    if fresh:
        _hear_all(lane, fresh, now)
    IncomingUpdate.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _not_stepped_before(rows: list[IncomingUpdate]) -> list[IncomingUpdate]:
    """Telegram repeats an update that it thinks unanswered, even after it was stepped: the ledger tells."""
    numbers = {row.update_id for row in rows}
    known = set(
        SteppedUpdate.objects.filter(bot_id=ingest.bot_id(), update_id__in=numbers).values_list("update_id", flat=True)
    )
    fresh = [row for row in rows if row.update_id not in known]
    # No conflict is ignored here: should two processes meet, the second one's transaction fails and is tried again.
    SteppedUpdate.objects.bulk_create([SteppedUpdate(bot_id=row.bot_id, update_id=row.update_id) for row in fresh])
    return fresh


def _leave_group(mark: bytes, heard: Heard, now: datetime) -> int:
    rows = lanes.updates(mark, UPDATES_AT_ONCE)
    with translation.override("en"):
        outbox.leave(heard.chat, str(wording.GROUP), key=f"leave:{mark.hex()[:24]}:{rows[0].update_id}", now=now)
    return int(IncomingUpdate.objects.filter(pk__in=[row.pk for row in rows]).delete()[0])


def _hear_all(lane: Lane, rows: list[IncomingUpdate], now: datetime) -> None:
    talk = Conversation(lane)
    for row in rows:
        heard = lanes.open_payload(row)
        if heard.presence == "gone":
            lane.is_unreachable = True
            outbox.cut_off(lane)
        else:
            lane.is_unreachable = False
        if heard.said:
            _hear(talk, heard, heard.said, key=f"u:{row.bot_id}:{row.update_id}", now=now)
    talk.keep()


def _hear(talk: Conversation, heard: Heard, said: Said, *, key: str, now: datetime) -> None:
    lane = talk.lane
    if heard.query:
        action, turn = buttons.read(lane.pk, heard.data)
        said = replace(said, action=action, turn=turn)
    elif heard.reply_to:
        said = replace(said, about=outbox.tip_of(lane, heard.reply_to))
    if heard.message and not heard.query:
        talk.remember(heard.message, now)
    answer = talk.hear(said)
    if heard.query:
        outbox.answer_tap(lane, heard.query, answer.notice, key=f"{key}:tap", now=now)
    for number, reply in enumerate(answer.replies):
        outbox.say(lane, reply, key=f"{key}:{number}", turn=talk.interview.turn, now=now, tapped=heard.message)
    if answer.is_erasing:
        words = outcomes.erased(talk.interview.language)
        outbox.erase(lane, talk.forget_heard(now), words, key=f"{key}:erase", now=now)


@transaction.atomic
def forward_post(now: datetime | None = None, limit: int = 50) -> int:
    """Put what officers wrote in the outbox of its chat: a neutral line, the content after a tap on 'Read'."""
    now = now or timezone.now()
    waiting = gateway.take_waiting(limit)
    for message in waiting:
        lane = lanes.by_source(message.source_id)
        if lane is None or lane.is_unreachable:
            gateway.unreachable(message.id)
            continue
        push = outcomes.push(lane.language, str(message.tip))
        outbox.say(lane, push, key=f"push:{message.id}", turn=0, now=now, message=message.id)
    return len(waiting)
