"""Marks of a million pictures and tips: laid in bulk by COPY and INSERT, their indexes built afterwards.

They are synthetic where only their number counts. A picture has 14 looks of random bits and 84 bands, of which one is
shared by as many others as measured on scenes that differ (`photographs`): 340 of a million. Of the 40 bands of a tip
each is shared by one tip in 200,000, so that 200 of a million share one with it; of the demonstration's narratives in
one language 10 to 170 of a million would. All lie under one data key: nothing here opens a tip.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import numpy as np
import psycopg

LOOKS_OF_A_PICTURE = 14
SHARED_BY = 2_950  # values of the one band of a picture that others have too
VALUES_OF_A_BAND = 200_000
BATCH = 10_000
SHARED = 1 << 40  # where the values of shared bands begin; others are far above
LAY_TIPS = f"""
INSERT INTO vault.tip_marks (tip_id, key_id, words, bands, signature)
SELECT gen_random_uuid(), %s,
    ARRAY(SELECT DISTINCT exp(random() * ln(50000))::bigint FROM generate_series(1, 60 + 0 * number)),
    ARRAY(SELECT hashint8extended(floor(random() * {VALUES_OF_A_BAND})::bigint, slot)
          FROM generate_series(1, 40 + 0 * number) AS slot),
    decode((SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 40 + 0 * number)), 'hex')
FROM generate_series(1, %s) AS number
"""


@contextmanager
def _without_indexes(server: "psycopg.Connection", table: str) -> Iterator[None]:
    """Drop the table's GIN indexes, and build them when the rows are there: minutes instead of hours."""
    found = server.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'vault' AND tablename = %s"
        " AND indexdef LIKE '%%USING gin%%'",
        [table],
    ).fetchall()
    for name, _definition in found:
        server.execute(f'DROP INDEX vault."{name}"')
    yield
    for _name, definition in found:
        server.execute(definition)


def _owner() -> "psycopg.Connection":
    server = psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
    server.execute("SET maintenance_work_mem = '1GB'")
    return server


def lay_pictures(amount: int) -> None:
    """So many pictures; what lies here already counts."""
    from hotline.models import PictureMarks
    from vault import keys

    missing = amount - PictureMarks.objects.count()
    if missing <= 0:
        return
    key_id, chance = keys.create(), np.random.default_rng()
    with _owner() as server, _without_indexes(server, "picture_marks"):
        for start in range(0, missing, BATCH):
            with server.cursor().copy(
                "COPY vault.picture_marks (attachment_id, key_id, bands, looks) FROM STDIN (FORMAT BINARY)"
            ) as out:
                out.set_types(["uuid", "uuid", "int8[]", "bytea"])
                for row in _pictures(min(BATCH, missing - start), key_id, chance):
                    out.write_row(row)


def _pictures(amount: int, key_id: UUID, chance: np.random.Generator) -> Iterator[tuple[UUID, UUID, list[int], bytes]]:
    from hotline.media.looks import LOOK_BYTES
    from hotline.pictures import LOOKS, _place
    from vault import keys

    key = keys.purpose_key(LOOKS)
    bands = chance.integers(1 << 50, 1 << 62, (amount, 6 * LOOKS_OF_A_PICTURE))
    bands[:, 0] = SHARED + chance.integers(0, SHARED_BY, amount)
    for own in bands.tolist():
        pk = UUID(bytes=os.urandom(16), version=4)
        yield pk, key_id, own, keys.seal(key, os.urandom(LOOKS_OF_A_PICTURE * LOOK_BYTES), _place(pk))


def lay_tips(amount: int) -> None:
    """The marks of so many tips; what lies here already counts."""
    from hotline.models import TipMarks
    from vault import keys

    missing = amount - TipMarks.objects.count()
    if missing <= 0:
        return
    with _owner() as server, _without_indexes(server, "tip_marks"):
        server.execute(LAY_TIPS, [keys.create(), missing])
