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
    ) OR EXISTS (
        SELECT FROM hotline_dutycall call JOIN hotline_officerchat chat ON chat.officer_id = call.officer_id
        WHERE call.state = 'waiting' AND call.way = 'chat' AND call.not_before <= %(now)s
        AND call.made_at > %(now)s - interval '1 hour' AND chat.next_send_at <= %(now)s AND NOT chat.is_unreachable
    ) OR EXISTS (
        SELECT FROM hotline_membermessage said JOIN hotline_membertalk talk ON talk.id = said.talk_id
        JOIN hotline_member member ON member.id = talk.member_id
        WHERE said.direction = 'to_member' AND said.delivery = 'waiting' AND member.next_send_at <= %(now)s
    ) OR EXISTS (
        SELECT FROM hotline_alertpass pass JOIN hotline_officerchat chat ON chat.id = pass.chat_id
        WHERE pass.said_at IS NULL AND chat.next_send_at <= %(now)s AND NOT chat.is_unreachable
    ) OR EXISTS (
        SELECT FROM hotline_alertpass pass JOIN hotline_officerchat chat ON chat.id = pass.chat_id
        JOIN hotline_attachment file ON file.tip_id = pass.alert_id
        WHERE pass.has_picture AND pass.shown_at IS NULL AND pass.said_at IS NOT NULL
        AND chat.next_send_at <= %(now)s AND NOT chat.is_unreachable AND file.state IN ('copied', 'no_copy')
    ), EXISTS (
        SELECT FROM hotline_attachment WHERE state = 'offered' AND next_try_at <= %(now)s
    )
"""


@dataclass(frozen=True)
class Look:
    """What waits: words (to a source, to the group of staff, to an officer's own chat); files to be fetched."""

    words: bool
    files: bool


def look(now: datetime) -> Look:
    with connection.cursor() as cursor:
        cursor.execute(LOOK, {"now": now})
        words, files = cursor.fetchone()
    return Look(words=words, files=files)
