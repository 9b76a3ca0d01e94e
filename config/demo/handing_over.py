"""What the demonstration hands over: a packet, referrals, and a contact that waits for a second person's word."""

import re
import time
from datetime import timedelta

import httpx
from django.utils import timezone

from cases import referrals
from cases.models import Case, Packet, Referral
from cases.packets import release
from cases.packets.release import Order
from cases.referrals import Request, Sent
from config.demo.desk_work import Desk
from hotline.models import Tip
from reference.models import Agency
from vault import reveals
from vault.models import RevealRequest

PACKET_SECONDS = 120.0
PASS = re.compile(r'name="visit" value="([^"]+)"')
MOSAIC = "No: what the packet tells was to be seen from the road, and no visit is dated to the hour."
ASK = "Please inspect the site, secure the animals and tell us what was found."
BACKGROUND = "Two accounts that do not know of each other. An inspection on a weekday morning meets the staff on site."


class NotBuilt(RuntimeError):
    """The packet did not become ready."""


class NotAnswered(RuntimeError):
    """The agency's page did not do what it was asked."""


def packet(desk: Desk, case: Case) -> Packet:
    """Drafted by the investigator, approved by the supervisor, built by the worker."""
    by_when = timezone.localdate() + timedelta(days=14)
    order = Order(
        "investigator", ask=ASK, agency=agency(), deadline=by_when, deadline_why="The animals suffer meanwhile"
    )
    drafted = release.draft_packet(case, order, by=desk.investigator)
    release.approve_packet(drafted, mosaic=MOSAIC, by=desk.supervisor)
    deadline = time.monotonic() + PACKET_SECONDS
    while time.monotonic() < deadline:
        drafted.refresh_from_db()
        if drafted.status in (Packet.Status.READY, Packet.Status.FAILED):
            break
        time.sleep(0.3)
    if drafted.status != Packet.Status.READY:
        raise NotBuilt(f"{drafted.reference} is {drafted.status}: {drafted.failure}")
    return drafted


def agency() -> Agency:
    return Agency.objects.filter(country="VN", tags__contains=["wildlife"]).order_by("pk")[0]


def referral(desk: Desk, case: Case, ready: Packet) -> Sent:
    """Drafted and checked by the investigator, approved by the supervisor, sent."""
    request = Request(agency(), ASK, background=BACKGROUND, urgency=Referral.Urgency.ROUTINE, packet=ready)
    drafted = referrals.draft(case, request, by=desk.investigator)
    referrals.check(drafted, [2] * len(referrals.CHECKLIST), by=desk.investigator)
    referrals.approve(drafted, by=desk.supervisor)
    return referrals.send(drafted, by=desk.investigator)


def answer_as_agency(sent: Sent) -> None:
    """What the agency's officer does on the page: open it by the code, take the packet, accept, report an outcome."""
    outcome = {
        "kind": "rescue", "date": timezone.localdate().isoformat(), "quantity": "4", "unit": "animals",
        "place": "Hanoi", "attribution": "lead", "proof": "message", "text": "Four bears moved to a sanctuary.",
    }  # fmt: skip
    with httpx.Client(timeout=60.0, follow_redirects=True) as browser:
        page = _act(browser, sent.link, act="open", code=sent.code)
        for act in ("acknowledge", "accept", "download"):
            answered = _act(browser, sent.link, act=act, visit=_pass(page))
            page = answered if act != "download" else page
        _act(browser, sent.link, act="outcome", visit=_pass(page), **outcome)


def _act(browser: httpx.Client, link: str, **fields: str) -> httpx.Response:
    answer = browser.post(link, data=fields)
    if answer.status_code != 200:
        raise NotAnswered(f"the agency's page refused {fields['act']} with {answer.status_code}")
    return answer


def _pass(page: httpx.Response) -> str:
    found = PASS.search(page.text)
    if found is None:
        raise NotAnswered("the agency's page carries no pass")
    return found[1]


def waiting_referral(desk: Desk, case: Case) -> Referral:
    """A second one, still on the desk: it waits for its second person."""
    request = Request(agency(), "Please check this consignment before it moves.", urgency=Referral.Urgency.MOVING)
    drafted = referrals.draft(case, request, by=desk.investigator)
    return referrals.check(drafted, [2] * len(referrals.CHECKLIST), by=desk.investigator)


def ask_for_contact(desk: Desk, tip: Tip) -> RevealRequest:
    """The source handler asks to open what a source left about reaching them; a supervisor has not decided yet."""
    why = "The shipment leaves tomorrow. Which warehouse it goes to cannot wait until they look at the status page."
    return reveals.ask(tip.source_id, by=desk.handler, about=tip.reference, reason="clarify", words=why)
