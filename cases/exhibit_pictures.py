"""Pictures of exhibits, known again as those of tips are (`hotline.pictures`): keyed looks of scrubbed copies.

The copy without marks is the job: a worker looks at what waits. Pictures of exhibits are compared with each other
alone; nothing of a tip's own files comes near them.
"""

import logging
import time
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from cases.models import Exhibit, ExhibitMarks
from hotline import pictures
from hotline.copies import PICTURES
from hotline.media.looks import LOOK_BYTES
from hotline.pictures import BANDS, LOOKS, MAX_COMPARED, Looks
from vault import keys
from vault.keys import VaultClosed

log = logging.getLogger(__name__)
SWEEP_BATCH, SWEEP_SECONDS = 50, 20.0
LIKE_THESE = """
SELECT mine.exhibit_id, theirs.exhibit_id, theirs.looks
FROM vault.exhibit_marks AS mine JOIN vault.exhibit_marks AS theirs ON theirs.bands && mine.bands
WHERE mine.exhibit_id = ANY(%s) AND theirs.exhibit_id <> ALL(%s) LIMIT %s
"""


@dataclass(frozen=True)
class ShownAgain:
    """A picture that another exhibit shows too. is_changed: one is cropped or turned."""

    exhibit_id: UUID
    other_id: UUID
    share: float
    is_changed: bool


# --- Looking --------------------------------------------------------------------------------------------------------
def waiting() -> "QuerySet[Exhibit]":
    """Scrubbed copies of pictures that nobody has looked at."""
    seen = ExhibitMarks.objects.filter(exhibit=OuterRef("pk"))
    copies = Exhibit.objects.filter(relation=Exhibit.Relation.COPY, media_type__in=PICTURES, file_id__isnull=False)
    return copies.filter(~Exists(seen), case__purged_at=None)


def look_at_waiting() -> int:
    """Look at pictures that wait, for twenty seconds at most. Returns: how many were looked at."""
    for purpose in (BANDS, LOOKS):
        keys.purpose_key(purpose)  # opened outside a transaction they stay in the process's memory
    until, taken = time.monotonic() + SWEEP_SECONDS, 0
    for exhibit in waiting().order_by("acquired_at")[:SWEEP_BATCH]:
        if time.monotonic() > until:
            break
        look(exhibit)
        taken += 1
    return taken


def look(exhibit: Exhibit) -> None:
    """Look at one copy and keep its marks. Safe to repeat, and at once."""
    assert exhibit.key_id is not None  # a copy is made under a key
    seen = pictures.seen_in_file(exhibit.file_id, exhibit.media_type)
    row = ExhibitMarks(
        exhibit=exhibit, key_id=exhibit.key_id, bands=pictures.bands(seen),
        looks=keys.seal(keys.purpose_key(LOOKS), seen, _place(exhibit.pk)),
    )  # fmt: skip
    try:
        with transaction.atomic():
            ExhibitMarks.objects.bulk_create(
                [row], update_conflicts=True, unique_fields=["exhibit"], update_fields=["bands", "looks"]
            )
    except IntegrityError:  # its key was destroyed meanwhile: no mark is kept of what is gone
        log.info("exhibit %s has no key any more", exhibit.pk)


def _place(exhibit_id: UUID) -> str:
    return f"exhibit_marks:{exhibit_id}"


# --- Knowing again --------------------------------------------------------------------------------------------------
def shown_again(exhibit_ids: Collection[UUID]) -> list[ShownAgain]:
    """Pictures of other exhibits that are the same as one of these, the likest first, whoever may see them."""
    rows = ExhibitMarks.objects.filter(exhibit__in=exhibit_ids).exclude(bands=[])
    own = {pk: _opened(pk, sealed) for pk, sealed in rows.values_list("exhibit_id", "looks")}
    if not own:
        return []
    with connection.cursor() as cursor:
        cursor.execute(LIKE_THESE, [list(own), list(exhibit_ids), MAX_COMPARED])
        alike = cursor.fetchall()
    found = []
    for pk, looks in own.items():
        others = [(other, _opened(other, sealed)) for mine, other, sealed in alike if mine == pk]
        for (other, _seen), (differ, is_changed) in zip(
            others, pictures.compare_all(looks, [seen for _other, seen in others]), strict=True
        ):
            if differ is not None:
                found.append(ShownAgain(pk, other, 1 - differ / (8 * (LOOK_BYTES - 1)), is_changed))
    return sorted(found, key=lambda one: (one.is_changed, -one.share))


def _opened(exhibit_id: UUID, sealed: bytes | memoryview) -> Looks:
    try:
        seen = keys.unseal(keys.purpose_key(LOOKS), sealed, _place(exhibit_id))
    except VaultClosed:
        seen = b""
    return pictures.as_looks(seen)
