"""The enclosed exhibits, opened and looked through in a thread of their own, ahead of whoever packs them."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from itertools import groupby
from operator import itemgetter

from cases.packets.assembly import Leaving
from cases.packets.watch import Watch
from vault import files
from vault.models import StoredFile

AHEAD = 4  # blocks of `watch.BLOCK` that may wait

Block = tuple[str, bytes]  # of the exhibit that has this name in the packet


def begin(leaving: Sequence[Leaving], watch: Watch, thread: Executor) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Read on from now. Returns: each exhibit's name with its bytes, to be taken in order, each to its end.

    Args:
        leaving: exhibits with a file.
        thread: of one worker. It asks the database nothing: rows and keys are fetched here.
    Raises: VaultClosed, and from where the bytes are taken on Blocked.
    """
    rows = StoredFile.objects.in_bulk([each.exhibit.file_id for each in leaving])
    opened = [(each, files.read_with(row := rows[each.exhibit.file_id], files.file_key(row))) for each in leaving]
    blocks = (
        (each.name, block)
        for each, chunks in opened
        for block in watch.over(chunks, where=each.exhibit.reference, is_copy=each.exhibit.is_copy)
    )
    return ((name, map(itemgetter(1), found)) for name, found in groupby(_ahead(blocks, thread), key=itemgetter(0)))


def _ahead(blocks: Iterator[Block], thread: Executor) -> Iterator[Block]:
    def fetch() -> Future[Block | None]:
        return thread.submit(next, blocks, None)

    waiting = deque(fetch() for _ in range(AHEAD))

    def taken() -> Iterator[Block]:
        while block := waiting.popleft().result():
            waiting.append(fetch())
            yield block

    return taken()
