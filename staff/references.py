"""References that people say aloud: `TIP-2026-000123`."""

from django.db import connection
from django.utils import timezone

KINDS = (
    "TIP",
    "RPT",
    "CAS",
    "PRD",
    "REF",
    "EXH",
    "PKT",
    "PAR",
    "PRG",
    "ENT",
    "PRC",
    "SEZ",
    "LAB",
    "LST",
    "IMP",
    "JNT",
    "MEM",
)


def next_reference(kind: str) -> str:
    """The next reference of a kind: year and six digits. Numbers run on over the years; gaps are harmless.

    A sequence per kind, so that no commit waits for another.
    """
    if kind not in KINDS:
        raise ValueError(f"no references of kind {kind}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [f"ref_{kind.lower()}"])
        number = cursor.fetchone()[0]
    return f"{kind}-{timezone.now().year}-{number:06d}"
