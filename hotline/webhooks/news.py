"""What there is to tell: found by looking at the rows, written down once, so that no verb need think of partners.

A tip whose status went on twice between two looks is told of once, with where it stands now.
"""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from hotline import public_status
from hotline.models import Attachment, Message, PartnerCall, Webhook, WebhookEvent

AT_ONCE = 500
Kind = WebhookEvent.Kind


def _changed(hook: Webhook) -> QuerySet[PartnerCall]:
    calls = PartnerCall.objects.filter(partner=hook.partner_id, route__in=PartnerCall.FILING)
    return calls.alias(standing=public_status.column("tip__")).exclude(told_status=F("standing"))


def pass_over(hook: Webhook) -> None:
    """Note how the partner's tips stand now, without telling: in the caller's transaction."""
    for call in _changed(hook).select_related("tip").iterator():
        PartnerCall.objects.filter(pk=call.pk).update(told_status=public_status.of(call.tip))


def gather() -> int:
    """Write down what is new for every partner that is told. Returns: how many pieces of news."""
    hooks = Webhook.objects.filter(is_on=True, partner__is_active=True).select_related("partner")
    return sum(_statuses(hook) + _questions(hook) + _refused(hook) for hook in hooks)


@transaction.atomic
def _statuses(hook: Webhook) -> int:
    calls = list(_changed(hook).select_for_update(skip_locked=True, of=("self",)).select_related("tip")[:AT_ONCE])
    for call in calls:
        call.told_status = str(public_status.of(call.tip))
    PartnerCall.objects.bulk_update(calls, ["told_status"])
    WebhookEvent.objects.bulk_create(
        WebhookEvent(partner=hook.partner, kind=Kind.STATUS, tip=call.tip, status=call.told_status) for call in calls
    )
    return len(calls)


@transaction.atomic
def _questions(hook: Webhook) -> int:
    """Questions of officers: they are on their way once this commits."""
    waiting = Message.objects.filter(
        direction=Message.Direction.TO_SOURCE, delivery=Message.Delivery.WAITING, tip__channel="api",
        tip__partner_calls__partner=hook.partner_id, tip__partner_calls__route__in=PartnerCall.FILING,
    )  # fmt: skip
    rows = list(waiting.select_for_update(skip_locked=True, of=("self",)).order_by("at")[:AT_ONCE])
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(delivery=Message.Delivery.TAKEN)
    made = [WebhookEvent(partner=hook.partner, kind=Kind.QUESTION, tip_id=row.tip_id, about=row.pk) for row in rows]
    WebhookEvent.objects.bulk_create(made, ignore_conflicts=True)
    return len(rows)


def _refused(hook: Webhook) -> int:
    """Files of which no copy can be made: the partner learns which and why, by a code."""
    told = WebhookEvent.objects.filter(kind=Kind.REFUSED, about=OuterRef("pk"))
    rows = Attachment.objects.filter(
        ~Exists(told), state=Attachment.State.NO_COPY, received_at__gte=hook.set_at, tip__purged_at=None,
        tip__partner_calls__partner=hook.partner_id, tip__partner_calls__route__in=PartnerCall.FILING,
    ).select_related("tip").order_by("received_at")[:AT_ONCE]  # fmt: skip
    made = [
        WebhookEvent(partner=hook.partner, kind=Kind.REFUSED, tip=row.tip, about=row.pk, status=row.reason[:20])
        for row in rows
    ]
    return len(WebhookEvent.objects.bulk_create(made, ignore_conflicts=True))
