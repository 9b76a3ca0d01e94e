"""What the tests that kill processes set up inside a house, through the real verbs. Each prints what it made."""

import os
from datetime import UTC, datetime

from tests.make import make_attachment, make_tip

EXHIBITS, BYTES_EACH = 24, 4_000_000


def _officer(name: str):  # type: ignore[no-untyped-def]
    from staff.models import Officer

    return Officer.objects.get(username=name)


def _case(*tips):  # type: ignore[no-untyped-def]
    """A case of the house's investigator, with one released report."""
    from cases import casework
    from hotline import reporting
    from tests.make import make_account

    report = reporting.promote(list(tips), make_account(), reporting.Grade("B", "2"), by=_officer("analyst"))
    reporting.check(report, by=_officer("supervisor"))
    reporting.release(report, by=_officer("supervisor"))
    return casework.open_case([report], casework.Brief("Turtles at a market"), by=_officer("investigator"))


def print_large_packet() -> None:
    """A drafted packet of about 100 MB. Prints its id."""
    from cases import exhibits
    from cases.packets import release

    tip, by = make_tip(), _officer("investigator")
    case = _case(tip)
    for number in range(EXHIBITS):
        attachment = make_attachment(tip, f"original {number}".encode(), copy=os.urandom(BYTES_EACH))
        exhibits.take_exhibit(case, attachment, exhibits.Acquired(f"File {number}"), by=by)
    print(release.draft_packet(case, release.Order("investigator", ask="Inspect the stall"), by=by).pk)


def print_sent_referral() -> None:
    """A referral that is with its agency. Prints id, link and code."""
    from cases import referrals
    from reference.models import Agency

    by, agency = _officer("investigator"), Agency.objects.order_by("pk").first()
    assert agency
    referral = referrals.draft(_case(make_tip()), referrals.Request(agency, "Inspect the stall"), by=by)
    referrals.check(referral, [2] * len(referrals.CHECKLIST), by=by)
    referrals.approve(referral, by=_officer("supervisor"))
    sent = referrals.send(referral, by=by)
    print(sent.referral.pk, sent.link, sent.code)


def approve(packet_id: str) -> None:
    from cases.models import Packet
    from cases.packets import release

    release.approve_packet(Packet.objects.get(pk=packet_id), by=_officer("supervisor"))


def today() -> str:
    return datetime.now(UTC).date().isoformat()
