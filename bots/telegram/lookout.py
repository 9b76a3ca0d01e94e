"""The lookout: asks the database whether anything waits, so that the crafts ask nothing while nothing does.

An idle bot is most of a bot's life. Two small questions a tenth of a second cost a hundredth of what the crafts' own
questions cost, and what a person says is heard as soon.
"""

from datetime import datetime

from django.db import connection

from bots import gateway

WAITING = """
    SELECT EXISTS (
        SELECT FROM bots_incomingupdate WHERE NOT is_stuck AND (not_before IS NULL OR not_before <= %(now)s)
    ), EXISTS (
        SELECT FROM bots_outgoingmessage WHERE state = 'queued' AND not_before <= %(now)s
    )
"""


def waiting(now: datetime) -> set[str]:
    """The crafts that have something to do: any of step, send, fetch."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, {"now": now})
        heard, queued = cursor.fetchone()
    hotline = gateway.look(now)
    found = {"step": heard or hotline.words, "send": queued, "fetch": hotline.files}
    return {craft for craft, is_waited_for in found.items() if is_waited_for}
