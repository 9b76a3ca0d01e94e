"""A large case to be packed: `python -m benchmarks.packet_case EXHIBITS MEGABYTES PACKETS`, started by `packet`.

Through the verbs of intake, desk and evidence. Prints JSON: the ids of so many drafted packets.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.attachment import CHUNK

if TYPE_CHECKING:
    from cases.models import Case
    from hotline.models import Attachment, Tip
    from staff.models import Officer

MEBIBYTE = 1024 * 1024
TIPS = 10
SECOND = "packs_supervisor"  # who approves, where the packet is built


def main(exhibits: int, megabytes: int, packets: int) -> list[str]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    lead, second = (_officer(name) for name in ("investigator", "supervisor"))
    case = _case(lead, second, exhibits, megabytes * MEBIBYTE // exhibits)
    return [_drafted(case, lead) for _ in range(packets)]


def _officer(role: str) -> "Officer":
    from staff.models import Officer

    known: Officer | None = Officer.objects.filter(username=f"packs_{role}").first()
    return known or Officer.objects.create_user(f"packs_{role}", password=None, roles=[role, *_MORE[role]])


_MORE = {"investigator": ("analyst",), "supervisor": ()}


def _case(lead: "Officer", second: "Officer", amount: int, size: int) -> "Case":
    from cases import casework, exhibits
    from cases.exhibits import Acquired
    from hotline import reporting
    from hotline.reporting import Account, Grade

    tips = [_tip(number) for number in range(TIPS)]
    reports = []
    for number, tip in enumerate(tips):
        account = Account(
            title=f"Consignment {number}", text=f"Crate {number} of the consignment holds scales.", offences=["live"]
        )
        report = reporting.promote([tip], account, Grade("B", "2", "direct"), by=lead)
        reports.append(reporting.release(reporting.check(report, by=second), by=second))
    case = casework.open_case(reports, casework.Brief(title="A large case", summary="Scales in crates."), by=lead)
    for number in range(amount):
        file = _file(tips[number % TIPS], number, size)
        exhibits.take_exhibit(case, file, Acquired(f"Photograph {number} of the crates"), by=lead)
    return case


def _tip(number: int) -> "Tip":
    from hotline import intake
    from hotline.intake import Delivery
    from hotline.story import Story

    told = Story(narrative=f"Under the third shed near the river they hide number {number} of many crates.")
    return intake.file(told, Delivery(channel="web", secret=os.urandom(16), language="en")).tip


def _file(tip: "Tip", number: int, size: int) -> "Attachment":
    """A file of a tip with its scrubbed copy: the copy has the size that is asked for, since it is what leaves."""
    from hotline import attachments
    from hotline.attachments import Upload
    from hotline.models import Attachment
    from vault import files

    upload = Upload(files.receive([os.urandom(4096)]), f"IMG_20260{number:05d}_{number * 7919 % 100_000}.jpg")
    row = attachments.add(upload, key_id=tip.key_id, tip=tip)
    row.copy_id, row.state, row.media_type = (
        files.store(_bytes(size), tip.key_id).pk, Attachment.State.COPIED, "image/jpeg",
    )  # fmt: skip
    row.save(update_fields=["copy_id", "state", "media_type"])
    return row


def _bytes(size: int) -> Iterator[bytes]:
    while size > 0:
        yield os.urandom(min(size, CHUNK))
        size -= CHUNK


def _drafted(case: "Case", lead: "Officer") -> str:
    """Approved only where it is built: a worker that runs beside would take it first."""
    from cases.packets import release

    return str(release.draft_packet(case, release.Order("investigator", ask="Search the shed"), by=lead).pk)


if __name__ == "__main__":
    json.dump(main(*(int(word) for word in sys.argv[1:])), sys.stdout)
