"""Whether the hotline has anything for a chat: one question, cheap enough to be asked ten times a second."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

# Each is answered from the partial index of those that wait.
LOOK = """
    SELECT EXISTS (
        SELECT FROM hotline_message said JOIN hotline_tip tip ON tip.id = said.tip_id
        WHERE said.direction = 'to_source' AND said.delivery = 'waiting' AND tip.channel = 'telegram'
    ) OR EXISTS (
        SELECT FROM hotline_dutycall WHERE state = 'waiting' AND way = 'group' AND not_before <= %(now)s
    ), EXISTS (
        SELECT FROM hotline_attachment WHERE state = 'offered' AND next_try_at <= %(now)s
    )
"""


@dataclass(frozen=True)
class Look:
    """What waits: words of officers (to a source, or to the group of staff); files to be fetched."""

    words: bool
    files: bool


def look(now: datetime) -> Look:
    with connection.cursor() as cursor:
        cursor.execute(LOOK, {"now": now})
        words, files = cursor.fetchone()
    return Look(words=words, files=files)
