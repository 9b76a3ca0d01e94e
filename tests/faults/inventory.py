"""What the house holds of one crowd, told from inside it: words opened, files read to their last byte and hashed."""

import hashlib
import json
from typing import Any


def print_tips(label: str) -> None:
    """A line of JSON for each tip that holds the label: narrative, SHA-256 of its files in clear, states of copies."""
    from hotline.models import Tip

    for tip in Tip.objects.order_by("pk").prefetch_related("attachments"):
        found = _described(tip)
        if label in found["narrative"]:
            print(json.dumps(found))


def _described(tip: Any) -> dict[str, Any]:
    from vault import text

    rows = list(tip.attachments.all())
    return {
        "narrative": text.read(tip, "narrative"),
        "files": [_hash(row) for row in rows],
        "states": [f"{row.state} {row.reason}".strip() for row in rows],
    }


def _hash(row: Any) -> str:
    from vault import files
    from vault.models import StoredFile

    if row.file_id is None:
        return "not here"
    found = hashlib.sha256()
    for chunk in files.read(StoredFile.objects.get(pk=row.file_id)):
        found.update(chunk)
    return found.hexdigest()
