"""Pictures known again, whatever size, quality, turn or crop they come in: keyed looks over sealed files.

The row is the job: a picture waits by its attachment's `look_at`, and the timetable takes up what waits. It is looked
at in a process shut in, as the scrubbed copy (of a film: its still); what that gives back is kept as keyed marks of
pieces, which an index finds, and as the whole sealed, which is compared. Nothing is merged by it.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline.media import workshop
from hotline.media.looks import CUT_OUT, LOOK_BYTES, MOST_LOOKS
from hotline.media.workshop import Clock, Made, NoCopy
from hotline.models import Attachment, PictureMarks, Tip
from staff.models import Officer
from vault import files, keys, marks
from vault.keys import VaultClosed
from vault.models import StoredFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# numpy is fetched by whoever compares: most pages of the web process never do.
log = logging.getLogger(__name__)
BANDS, LOOKS = "picture-bands", "picture-looks"
BAND_BYTES = 3
# Of 144 bits. Measured on 300 pictures: shown again they differ by 12 at most in nine of ten, others by 24 and more.
WHOLE_BITS, CUT_OUT_BITS = 18, 12
# Pictures compared at most: what is shown more often says no more than these.
MAX_COMPARED = 1000
SECONDS = 20.0
# Whoever takes a picture has it for this long; longer than what is done.
LEASE = timedelta(seconds=60)
MAX_TRIES = 3
STORE_PAUSE = timedelta(seconds=20)
SWEEP_BATCH, SWEEP_SECONDS = 100, 20.0
LIKE_ONE = """
SELECT mine.attachment_id, theirs.attachment_id, theirs.looks
FROM vault.picture_marks AS mine JOIN vault.picture_marks AS theirs ON theirs.bands && mine.bands
WHERE mine.attachment_id = ANY(%s) AND theirs.attachment_id <> ALL(%s) LIMIT %s
"""
Looks: TypeAlias = "NDArray[np.uint8]"


@dataclass(frozen=True)
class ShownAgain:
    """A picture of one tip that another tip has too. `share`: how much of the looks agrees, 0 to 1."""

    attachment_id: UUID
    other_id: UUID
    share: float
    is_changed: bool

    @property
    def reason(self) -> str:
        if not self.is_changed:
            return _("same picture")
        return _("same picture, cropped or turned: %(percent)d %%") % {"percent": round(self.share * 100)}


# --- Looking ---------------------------------------------------------------------------------------------------------
def look_at_waiting() -> int:
    """Look at the pictures that wait, for twenty seconds at most. Returns: how many were taken up."""
    until, taken = time.monotonic() + SWEEP_SECONDS, 0
    due = Attachment.objects.filter(look_at__lte=timezone.now()).order_by("look_at")
    for pk in list(due.values_list("pk", flat=True)[:SWEEP_BATCH]):
        if time.monotonic() > until:
            break
        taken += look(pk) is not None
    return taken


def look(attachment_id: UUID) -> Attachment | None:
    """Look at one picture and keep its marks. Safe to call twice and at once: one caller gets it.

    Returns: the row; None where another has it, or nothing waits.
    """
    # Purpose keys stay in the process's memory only when they are opened outside a transaction.
    for purpose in (BANDS, LOOKS):
        keys.purpose_key(purpose)
    now = timezone.now()
    due = Attachment.objects.filter(pk=attachment_id, look_at__lte=now)
    if not due.update(look_at=now + LEASE, look_tries=F("look_tries") + 1):
        return None
    row = Attachment.objects.get(pk=attachment_id)
    try:
        return _keep(row, _seen(row) if row.look_tries <= MAX_TRIES else b"")
    except OSError as down:
        # A store that is away is no fault of the picture, and this was no try.
        log.warning("picture %s waits for the store (%s)", row.pk, type(down).__name__)
        mine = Attachment.objects.filter(pk=row.pk, look_at=row.look_at)
        mine.update(look_at=timezone.now() + STORE_PAUSE, look_tries=F("look_tries") - 1)
        return None


def _seen(row: Attachment) -> bytes:
    return seen_in_file(row.poster_id or row.copy_id, row.media_type)


def seen_in_file(file_id: UUID | None, media_type: str) -> bytes:
    """The looks of a scrubbed copy, by the vault's id of its file; b"" where there are none.

    Raises: OSError where the store is away, or nothing can be written.
    """
    made = Made()
    try:
        stored = StoredFile.objects.get(pk=file_id)  # type: ignore[misc]  # None is no file's
        workshop.make("looks", media_type, files.read(stored), made, Clock(SECONDS))
    except (NoCopy, VaultClosed, StoredFile.DoesNotExist, FileNotFoundError) as failure:
        log.info("file %s was not looked at: %s", file_id, type(failure).__name__)
        return b""
    finally:
        made.discard()
    return made.looks[: MOST_LOOKS * LOOK_BYTES] if len(made.looks) % LOOK_BYTES == 0 else b""


@transaction.atomic
def _keep(row: Attachment, seen: bytes) -> Attachment:
    # Shredding holds this row too, before the key is destroyed: no mark is written of what was taken back.
    fresh = Attachment.objects.select_for_update(no_key=True).get(pk=row.pk)
    if fresh.look_at != row.look_at:
        return fresh
    found = PictureMarks(
        attachment=fresh, key_id=fresh.key_id, bands=bands(seen),
        looks=keys.seal(keys.purpose_key(LOOKS), seen, _place(fresh.pk)),
    )  # fmt: skip
    PictureMarks.objects.bulk_create(
        [found], update_conflicts=True, unique_fields=["attachment"], update_fields=["bands", "looks"]
    )
    fresh.look_at, fresh.look_tries = None, 0
    fresh.save(update_fields=["look_at", "look_tries"])
    return fresh


def _place(attachment_id: UUID) -> str:
    return f"picture_marks:{attachment_id}"


def bands(seen: bytes) -> list[int]:
    """The looks' bands as keyed marks to look up, each once; a band's place is part of it, what was hashed is not."""
    pieces = {
        f"{at}:{seen[start + at : start + at + BAND_BYTES].hex()}"
        for start in range(0, len(seen), LOOK_BYTES)
        for at in range(1, LOOK_BYTES, BAND_BYTES)
    }
    return sorted(marks.short_marks(BANDS, pieces))


def await_all() -> int:
    """Let all pictures wait to be looked at again, by a worker. Returns: how many did not wait yet."""
    drawn = Attachment.objects.filter(state=Attachment.State.COPIED, look_at=None)
    shown = Q(poster_id__isnull=False) | Q(copy_id__isnull=False, media_type__startswith="image/")
    return drawn.filter(shown).update(look_at=timezone.now())


# --- Knowing again ---------------------------------------------------------------------------------------------------
def same_pictures(tip: Tip) -> dict[UUID, str]:
    """Tips that show a picture of this one, and the reason in words; the likest picture counts."""
    found: dict[UUID, str] = {}
    for other, shown in also_in(tip):
        found.setdefault(other, shown.reason)
    return found


def seen_in(tip: Tip, *, by: Officer) -> dict[UUID, list[tuple[Tip, str]]]:
    """For each picture of a tip the other tips that show it and that the officer may see, with the reason in words."""
    also = also_in(tip)
    tips = Tip.objects.visible_to(by).in_bulk({other for other, _shown in also}) if also else {}
    found: dict[UUID, list[tuple[Tip, str]]] = {}
    for other, shown in also:
        listed = found.setdefault(shown.attachment_id, [])
        if other in tips and tips[other] not in [one for one, _reason in listed]:
            listed.append((tips[other], shown.reason))
    return found


def also_in(tip: Tip) -> list[tuple[UUID, ShownAgain]]:
    """Which pictures of a tip are in which other tips, the likest first. Nothing of the pictures is opened."""
    shown = shown_again(tip)
    tips = dict(
        Attachment.objects.filter(pk__in={one.other_id for one in shown}, tip__isnull=False).values_list("pk", "tip_id")
    )
    return [(tips[one.other_id], one) for one in shown if one.other_id in tips]


def shown_again(tip: Tip) -> list[ShownAgain]:
    """Pictures of other files that are the same as one of this tip's, the likest first."""
    rows = PictureMarks.objects.filter(attachment__tip=tip).exclude(bands=[])
    mine = dict(rows.values_list("attachment_id", "looks"))
    if not mine:
        return []
    key = keys.purpose_key(LOOKS)
    own = {pk: _opened(pk, sealed, key) for pk, sealed in mine.items()}
    with connection.cursor() as cursor:
        cursor.execute(LIKE_ONE, [list(own), list(own), MAX_COMPARED])
        alike = cursor.fetchall()
    found = [one for pk, looks in own.items() for one in _same(pk, looks, [row[1:] for row in alike if row[0] == pk])]
    return sorted(found, key=lambda one: (one.is_changed, -one.share))


def _same(mine: UUID, looks: Looks, alike: list[tuple[UUID, bytes]]) -> Iterator[ShownAgain]:
    key = keys.purpose_key(LOOKS)
    compared = compare_all(looks, [_opened(other, sealed, key) for other, sealed in alike])
    for (other, _sealed), (differ, is_changed) in zip(alike, compared, strict=True):
        if differ is not None:
            yield ShownAgain(mine, other, 1 - differ / (8 * (LOOK_BYTES - 1)), is_changed)


def _opened(attachment_id: UUID, sealed: bytes | memoryview, key: bytes) -> Looks:
    try:
        seen = keys.unseal(key, sealed, _place(attachment_id))
    except VaultClosed:
        seen = b""
    return as_looks(seen)


def as_looks(seen: bytes) -> Looks:
    """One look a row: its first byte says how, the others are its bits."""
    import numpy as np

    return np.frombuffer(seen, np.uint8).reshape(-1, LOOK_BYTES)


def compare(mine: Looks, theirs: Looks) -> tuple[int | None, bool]:
    """How two pictures differ in the look that they share best.

    Returns: (bits of 144, whether one is turned or cropped); None where they are not the same picture.
    """
    return compare_all(mine, [theirs])[0]


def compare_all(mine: Looks, others: list[Looks]) -> list[tuple[int | None, bool]]:
    """`compare` of one picture with each of many, in one pass."""
    import numpy as np

    found: list[tuple[int | None, bool]] = [(None, False)] * len(others)
    seen = [at for at, theirs in enumerate(others) if len(theirs)]
    if not seen or not len(mine):
        return found
    theirs = np.concatenate([others[at] for at in seen])
    starts = np.cumsum([0, *(len(others[at]) for at in seen[:-1])])
    differ = np.bitwise_count(mine[:, None, 1:] ^ theirs[None, :, 1:]).sum(axis=2, dtype=np.int16)
    how, their_how = mine[:, None, 0], theirs[None, :, 0]
    is_whole = (how < CUT_OUT) & (their_how < CUT_OUT)
    # The surest last: it takes the place of what was found before.
    for chosen, most, is_changed in ((~is_whole, CUT_OUT_BITS, True), (is_whole, WHOLE_BITS, True),
                                     (is_whole & (how == their_how), WHOLE_BITS, False)):  # fmt: skip
        best = np.minimum.reduceat(np.where(chosen, differ, 8 * LOOK_BYTES).min(axis=0), starts)
        for at in np.flatnonzero(best <= most):
            found[seen[at]] = int(best[at]), is_changed
    return found
