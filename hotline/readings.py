"""Readings of tips: made by a worker in the pass that makes a tip findable, sealed under the tip's key.

The index of names takes some 200 MB and is opened in task workers and commands, never in a web or bot process: what a
page shows of a reading is what was kept.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from hotline import duty, open_index, priority
from hotline.consignments import filing as consignments
from hotline.models import Tip, TipReading
from hotline.reading import kept
from hotline.reading.found import Reading
from hotline.reading.index import Index
from hotline.reading.language import UNKNOWN
from hotline.reading.read import read
from hotline.reading.standing import most_protected
from hotline.story import Story
from hotline.told import Told
from vault import text

# Tips that one sweep lets be read again with a newer index: some seconds of a worker's time.
AGAIN = 500


def version(index: Index) -> str:
    """Of an index, as it is kept beside what was read with it."""
    return index.version[:24]


def store(tips: Iterable[Tip], opened: Mapping[UUID, Told], index: Index) -> dict[UUID, Reading]:
    """Read the opened tips and keep what was read, in the transaction that holds the tips' locks.

    A column in clear that the source left empty (language, country, group of taxa) is filled by its coarse code; the
    priority is weighed again, and the first look is never put off.

    Returns: the readings by the tips' ids; a tip that does not open has none.
    """
    open_tips = [tip for tip in tips if tip.pk in opened]
    readings, rows = {}, []
    for tip in open_tips:
        readings[tip.pk], found, row = _read(tip, opened[tip.pk], index)
        rows.append(row)
        _classify(tip, readings[tip.pk], index)
        _weigh(tip, opened[tip.pk], found, row.read_at)
    TipReading.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["tip"], update_fields=["found", "version", "read_at"]
    )
    Tip.objects.bulk_update(open_tips, ["language", "country", "taxon_group", "priority", "due_at"])
    return readings


def _read(tip: Tip, said: Told, index: Index) -> tuple[Reading, kept.Kept, TipReading]:
    said_text, pieces = whole(said)
    reading = read(said_text, index, home=said.answers.get("country", ""))
    found = kept.kept(reading, said_text, pieces, index)
    row = TipReading(tip=tip, version=version(index), read_at=timezone.now())
    text.write(row, key=said.key, found=found)
    return reading, found, row


def whole(said: Told) -> tuple[str, kept.Pieces]:
    """All of a tip that is read, as one text: spans of its reading count in it. And where its pieces are."""
    beside = [(name, each) for name, each in said.beside.items() if _is_read(name)]
    return kept.joined([(kept.NARRATIVE, said.narrative), *beside])


def _is_read(name: str) -> bool:
    # A file's name is mostly a date and a number that its camera gave.
    return not name.startswith("file ")


def _classify(tip: Tip, reading: Reading, index: Index) -> None:
    """Fill the columns in clear by which the queue is sorted, where they are empty."""
    if not tip.language and reading.language.code != UNKNOWN:
        tip.language = reading.language.code
    countries = Counter(place.country for place in reading.places if place.country)
    if not tip.country and countries:
        tip.country = countries.most_common(1)[0][0]
    named = [each for each in reading.taxa if each.verified] or reading.taxa
    best = most_protected((each.name for each in named), index)
    tip.taxon_group = best[1].group if best else ""


def _weigh(tip: Tip, said: Told, found: kept.Kept, at: datetime) -> None:
    """The priority from all that is known now; a first look within the hour where the words say it happens now.

    Who is on duty is called to that, as to a tip whose form says so.
    """
    story = Story.from_answers(said.narrative, said.answers)
    red = consignments.points_of(tip, found)
    age = at - tip.received_at
    tip.priority = priority.assess(story, files=tip.files, found=found, age=age, flags=red).total
    soon = at + priority.FIRST_LOOK_URGENT
    is_pressed = tip.decided_at is None and priority.is_urgent_by_words(story, found)
    if is_pressed and tip.due_at and soon < tip.due_at:
        tip.due_at = soon
        duty.call_to(tip)


def forget(tip: Tip) -> None:
    """Remove what was read in a tip, in the caller's transaction."""
    TipReading.objects.filter(tip=tip).delete()


def read_again(limit: int = AGAIN) -> int:
    """Let tips wait that were read with another version of the index; none while new ones wait. Returns: how many."""
    if Tip.objects.exclude(unmarked_since=None).exists():
        return 0
    now = version(open_index.index())
    # Two ranges instead of "other than": the index of versions is used, and finds nothing in no time.
    old = TipReading.objects.filter(Q(version__lt=now) | Q(version__gt=now))
    ids = list(old.values_list("pk", flat=True)[:limit])
    return Tip.objects.filter(pk__in=ids, unmarked_since=None).update(unmarked_since=timezone.now())
