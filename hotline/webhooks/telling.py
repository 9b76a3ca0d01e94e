"""Telling partners what there is: in order, one partner's trouble no other's, repeated with growing delays for days."""

import json
import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hotline.models import Message, Webhook, WebhookEvent
from hotline.webhooks import calling, receivers
from hotline.webhooks.calling import Answer
from vault import text
from vault.keys import VaultClosed

log = logging.getLogger(__name__)
State, Kind = WebhookEvent.State, WebhookEvent.Kind
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
MAX_TRIES = 29  # with these pauses five days
# A worker that died with a call in hand: it is called again after this, under the same id.
LEASE = timedelta(seconds=60)
AT_ONCE = 50  # a partner and round
KEPT_FOR = timedelta(days=30)


def tell(now: datetime | None = None) -> int:
    """Call every receiver for which something is due. Returns: how many pieces were taken."""
    hooks = Webhook.objects.filter(is_on=True, partner__webhook_events__state=State.WAITING).distinct()
    return sum(_tell(hook, now) for hook in hooks.select_related("partner").order_by("pk"))


def _tell(hook: Webhook, now: datetime | None) -> int:
    """One partner's news, the oldest first, until one is not taken."""
    taken = 0
    for _each in range(AT_ONCE):
        at = now or timezone.now()
        event = _take(hook, at)
        if event is None or not _settle(hook, event, _call(hook, event, at), at):
            break
        taken += 1
    return taken


@transaction.atomic
def _take(hook: Webhook, now: datetime) -> WebhookEvent | None:
    """The oldest that waits, if its time has come and nobody has it in hand: what is newer never goes before it."""
    if not Webhook.objects.select_for_update(skip_locked=True).filter(pk=hook.pk, is_on=True).exists():
        return None
    first = WebhookEvent.objects.filter(partner=hook.pk, state=State.WAITING).order_by("pk").first()
    if first is None or first.not_before > now:
        return None
    first.tries, first.not_before = first.tries + 1, now + LEASE
    first.save(update_fields=["tries", "not_before"])
    return first


def body(event: WebhookEvent) -> bytes:
    """What is told: opaque ids, and a status in the words of the API."""
    told: dict[str, str] = {
        "id": str(event.public_id), "type": event.kind, "tip": str(event.tip_id),
        "at": event.made_at.strftime("%Y-%m-%dT%H:%MZ"),
    }  # fmt: skip
    if event.kind == Kind.STATUS:
        told["status"] = event.status
    elif event.kind == Kind.QUESTION:
        told["question"] = str(event.about)
    else:
        told |= {"attachment": str(event.about), "reason": event.status}
    return json.dumps(told, separators=(",", ":")).encode()


def _call(hook: Webhook, event: WebhookEvent, now: datetime) -> Answer:
    try:
        receiver = receivers.find(text.read(hook, "address"))
        secret = text.read(hook, "secret")
    except receivers.Unfit as unfit:
        return Answer(0, str(unfit))
    except VaultClosed:
        return Answer(0, "key_gone")
    said, stamp = body(event), int(now.timestamp())
    headers = {
        "Content-Type": "application/json", "User-Agent": "Hornbill", "Hornbill-Id": str(event.public_id),
        "Hornbill-Timestamp": str(stamp), "Hornbill-Signature": calling.signature(secret, stamp, said),
    }  # fmt: skip
    return calling.post(receiver, said, headers)


def pause_after(tries: int) -> timedelta:
    return min(FIRST_PAUSE * 2 ** min(tries - 1, 20), LONGEST_PAUSE)


@transaction.atomic
def _settle(hook: Webhook, event: WebhookEvent, answer: Answer, now: datetime) -> bool:
    """Note what came of a call. Returns: whether it was taken."""
    mine = WebhookEvent.objects.filter(pk=event.pk, state=State.WAITING)
    if answer.is_taken:
        mine.update(state=State.SENT, sent_at=now, failure="")
        Webhook.objects.filter(pk=hook.pk).update(heard_at=now)
        if event.kind == Kind.QUESTION:
            on_its_way = (Message.Delivery.TAKEN, Message.Delivery.UNREACHABLE)
            question = Message.objects.filter(pk__in=[event.about], delivery__in=on_its_way)
            question.update(delivery=Message.Delivery.DELIVERED)
        return True
    if event.tries >= MAX_TRIES:
        log.warning("news %d was given up after %d tries (%s)", event.pk, event.tries, answer.failure)
        mine.update(state=State.DEAD, failure=answer.failure[:40])
        if event.kind == Kind.QUESTION:
            Message.objects.filter(pk__in=[event.about]).update(delivery=Message.Delivery.UNREACHABLE)
        return False
    mine.update(not_before=now + pause_after(event.tries), failure=answer.failure[:40])
    return False


def forget(now: datetime | None = None) -> int:
    """Take away what was taken and is old. Returns: how many."""
    old = (now or timezone.now()) - KEPT_FOR
    return WebhookEvent.objects.filter(state=State.SENT, sent_at__lt=old).delete()[0]
