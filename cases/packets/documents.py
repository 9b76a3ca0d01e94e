"""The papers of a packet, set from its content."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from typing import Any

from cases.models import Packet
from cases.packets import chain, guide, layout
from cases.packets import papers as groups
from cases.packets.assembly import Content
from cases.packets.dating import dated
from intel.rendering import Attachment, press, render, tables

TIMELINE_COLUMNS = (
    "no", "at", "until", "local", "zone", "precision", "what", "place", "country", "report", "grade", "exhibits",
    "disputed", "conflict",
)  # fmt: skip


@contextmanager
def being_set(packet: Packet, content: Content) -> Iterator[Mapping[str, Future[bytes]]]:
    """The papers of `makers`, set one after the other by their names while the caller packs: by a thread, and apart.

    Those that nobody waits for any more at the end of the block are not begun.
    """
    with press.apart(), ThreadPoolExecutor(1, "papers") as thread:
        here = copy_context()  # the press apart, and the language
        found = {name: thread.submit(here.run, make) for name, make in sorted(makers(packet, content).items())}
        try:
            yield found
        finally:
            thread.shutdown(wait=False, cancel_futures=True)


def makers(packet: Packet, content: Content) -> dict[str, Callable[[], bytes]]:
    """What makes every paper that the profile names, by its name in the packet; what would be empty is left out."""
    made = {layout.COVER: _cover, layout.CASE_REPORT: _report, layout.TIMELINE: _timeline}
    if content.custody:
        made |= {layout.CUSTODY_CSV: _custody_csv, layout.CUSTODY_PDF: _custody_pdf}
    found: dict[str, Callable[[], bytes]] = {
        name: partial(make, packet, content) for name, make in made.items() if name in content.profile.files
    }
    found |= groups.makers(packet, content)
    names = [*found, *(each.name for each in content.leaving if each.name)]
    return found | {layout.VERIFY: partial(guide.verify_text, packet.reference, names)}


def _cover(packet: Packet, content: Content) -> bytes:
    return render("cover", content.cover, at=dated(packet))


def _report(packet: Packet, content: Content) -> bytes:
    timeline = Attachment("03_timeline.csv", _timeline(packet, content), "text/csv", "The timeline as a table", "data")
    return render("case_report", content.report, at=dated(packet), attachments=[timeline])


def _timeline(packet: Packet, content: Content) -> bytes:
    return tables.csv_bytes(TIMELINE_COLUMNS, ([row[name] for name in TIMELINE_COLUMNS] for row in content.timeline))


def _custody_csv(packet: Packet, content: Content) -> bytes:
    return tables.csv_bytes(chain.COLUMNS, ([row[name] for name in chain.COLUMNS] for row in content.custody))


def _custody_pdf(packet: Packet, content: Content) -> bytes:
    head = {name: content.cover[name] for name in ("reference", "organisation", "watermark", "handling")}
    said = head | {"title": "Chain of custody", "exhibits": _with_events(content)}
    return render("custody", said, at=dated(packet))


def _with_events(content: Content) -> list[dict[str, Any]]:
    events: dict[str, list[dict[str, str]]] = {}
    for row in content.custody:
        # To the second on paper; the table beside it keeps the time as it is hashed.
        shown = row | {"at": row["at"][:19].replace("T", " ")}
        events.setdefault(row["exhibit"], []).append(shown)
    enclosed = {each.exhibit.reference: each for each in content.leaving}
    found = []
    for reference, rows in events.items():
        each = enclosed.get(reference)
        said = (
            {"description": each.exhibit.description, "file": each.name, "sha256": each.exhibit.sha256} if each else {}
        )
        found.append({"reference": reference, "description": "", "file": "", "sha256": ""} | said | {"events": rows})
    return found
