"""The packet on the agency's side: taken once, on record; its bytes at an address that goes on where a line broke."""

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import agency_keys, withdrawals
from cases.agency_desk import answers
from cases.models import Referral
from cases.packets import delivery, release
from staff.refusals import WrongStatus


def _taker(referral: Referral) -> str:
    # A new code, or the end of the link, ends the addresses that were given out too.
    return f"referral:{referral.pk}:{bytes(referral.session_mark or b'').hex()}"


def take(found: Referral, token: str) -> HttpResponseBase:
    """The way to the bytes, after the line on record. Raises: Refused, as `answers.take_packet`."""
    answers.take_packet(found)
    fresh = Referral.objects.get(pk=found.pk)
    ticket = delivery.ticket(fresh.packet_id, _taker(fresh))
    return HttpResponseRedirect(reverse("agency:packet", args=[token, ticket]), status=303)


def stamp(found: Referral, kind: str) -> HttpResponseBase:
    """The time stamp (`tsr`) or its authority's certificates (`pem`). Raises: WrongStatus where there is none."""
    if found.packet is None or found.packet.stamp is None:
        raise WrongStatus(_("There is no time stamp yet."))
    return delivery.answer_stamp(found.packet, kind)


@require_safe
def file(request: HttpRequest, token: str, ticket: str) -> HttpResponseBase:
    """The packet or the rest of it. An address that does not open is 404, whatever the reason."""
    found = agency_keys.find(token)
    if found is None or found.packet is None or not delivery.is_good(ticket, found.packet_id, _taker(found)):
        raise Http404
    if withdrawals.in_packet(found.packet):
        raise Http404
    return delivery.answer(request, release.built(found.packet))
