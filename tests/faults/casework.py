"""What the tests that kill processes set up inside a house, through the real verbs. Each prints what it made."""

import os
from datetime import UTC, datetime

from tests.make import make_attachment, make_tip

EXHIBITS, BYTES_EACH = 24, 12_000_000
EXPORTED = ("duty", "court")


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
    """A drafted packet of about 290 MB. Prints its id."""
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


def print_exports(tip_id: str) -> None:
    """A tip's path to the door: report, case, its files as exhibits, two approved packets, a sent referral.

    Prints the case's reference, and link and code of the agency's page.
    """
    from cases import exhibits, referrals
    from cases.packets import release
    from hotline.models import Attachment, Tip
    from reference.models import Agency

    by, second, agency = _officer("investigator"), _officer("supervisor"), Agency.objects.order_by("pk").first()
    assert agency
    case = _case(*Tip.objects.filter(pk=tip_id))
    for attachment in Attachment.objects.filter(tip=tip_id, state="copied"):
        exhibits.take_exhibit(case, attachment, exhibits.Acquired("A photograph"), by=by)
    for profile in EXPORTED:
        packet = release.draft_packet(case, release.Order(profile, ask="Inspect the stall", agency=agency), by=by)
        release.approve_packet(packet, mosaic="No.", by=second)
    referral = referrals.draft(case, referrals.Request(agency, "Inspect the stall"), by=by)
    referrals.check(referral, [2] * len(referrals.CHECKLIST), by=by)
    referrals.approve(referral, by=second)
    sent = referrals.send(referral, by=by)
    print(case.reference, sent.link, sent.code)


def write_copies(folder: str) -> None:
    """Every copy that an officer's browser would get, in clear, a file each."""
    from pathlib import Path

    from hotline.models import Attachment
    from vault import files
    from vault.models import StoredFile

    for row in Attachment.objects.exclude(copy_id=None):
        copy = b"".join(files.read(StoredFile.objects.get(pk=row.copy_id)))
        (Path(folder) / str(row.pk)).write_bytes(copy)


def approve(packet_id: str) -> None:
    from cases.models import Packet
    from cases.packets import release

    release.approve_packet(Packet.objects.get(pk=packet_id), mosaic="No.", by=_officer("supervisor"))


def today() -> str:
    return datetime.now(UTC).date().isoformat()
