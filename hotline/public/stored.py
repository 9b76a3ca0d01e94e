"""What the database holds of a tip, read back for its source."""

from dataclasses import dataclass

from hotline.models import Tip
from hotline.story import Story
from vault import identity, keys, text


@dataclass(frozen=True)
class Stored:
    """What the database holds of a tip, as its source may see it. `files`: (name, bytes)."""

    story: Story
    files: list[tuple[str, int]]
    has_contact: bool
    is_shredded: bool = False


def stored(tip: Tip) -> Stored:
    """Read back from the database."""
    key = keys.data_keys_found({tip.key_id}).get(tip.key_id)
    if key is None:
        return Stored(Story(), [], has_contact=False, is_shredded=True)
    story = Story.from_answers(text.read(tip, "narrative", key=key), text.read(tip, "answers", key=key) or {})
    rows = tip.attachments.filter(message=None).order_by("received_at", "pk")
    files = [(text.read(row, "name", key=key), row.size) for row in rows]
    return Stored(story, files, has_contact=identity.has_contact(tip.source_id))
