"""A partner's webhook at the desk: set, turned off, news that was given up sent again."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline.models import Partner, Webhook, WebhookEvent
from hotline.partners import RIGHT
from hotline.webhooks import news, receivers
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid
from vault import text

SECRET_BYTES = 32


@dataclass(frozen=True)
class Set:
    """A webhook that was set, and the secret by which its calls are signed: shown once."""

    row: Webhook
    secret: str


def _sentence(code: str) -> str:
    return {
        "scheme": _("The address begins with https://."),
        "port": _("This port is not called: 443, or 1024 and above."),
        "unknown": _("This name is not known on the network."),
        "private": _("This address lies in an inner network: none of these is called."),
        "too_long": _("This address is too long."),
    }.get(code, _("This is no whole address, as https://example.org/hook."))


@transaction.atomic
def set_up(partner: Partner, address: str, *, by: Officer) -> Set:
    """Register where a partner is told, with a new secret. What happened before is not told.

    Raises: NotAllowed; Invalid for an address that may not be called.
    """
    access.require(by, RIGHT)
    try:
        receivers.find(address.strip())
    except receivers.Unfit as unfit:
        raise Invalid(_sentence(str(unfit)), address=_sentence(str(unfit))) from None
    secret = f"hbs_{secrets.token_urlsafe(SECRET_BYTES)}"
    row = Webhook(partner=Partner.objects.select_for_update(no_key=True).get(pk=partner.pk), set_at=timezone.now())
    text.write(row, address=address.strip(), secret=secret)
    defaults = {"address": row.address, "secret": row.secret, "is_on": True, "set_at": row.set_at}
    row, _made = Webhook.objects.update_or_create(partner=row.partner, defaults=defaults)
    news.pass_over(row)
    audit.record(by, "partner.webhook_set", partner)
    return Set(row, secret)


@transaction.atomic
def turn_off(partner: Partner, *, by: Officer) -> None:
    """Nothing more is told; what waits is given up. Safe to repeat. Raises: NotAllowed."""
    access.require(by, RIGHT)
    if Webhook.objects.filter(partner=partner, is_on=True).update(is_on=False):
        waiting = WebhookEvent.objects.filter(partner=partner, state=WebhookEvent.State.WAITING)
        waiting.update(state=WebhookEvent.State.DEAD, failure="turned_off")
        audit.record(by, "partner.webhook_off", partner)


@transaction.atomic
def send_again(partner: Partner, *, by: Officer) -> int:
    """Everything that was given up is tried anew, in its order, before what is newer. Returns: how many.

    Raises: NotAllowed.
    """
    access.require(by, RIGHT)
    dead = WebhookEvent.objects.filter(partner=partner, state=WebhookEvent.State.DEAD)
    count = dead.update(state=WebhookEvent.State.WAITING, tries=0, not_before=timezone.now(), failure="")
    audit.record(by, "partner.webhook_again", partner, count=count)
    return count
