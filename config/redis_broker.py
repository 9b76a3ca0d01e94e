"""The broker on Redis: kombu's, whose workers outlive a Redis that goes away while they are at work.

A worker that loses the line gives it up, and then puts back what it had not finished, and acknowledges what it does
finish. kombu 5.7 asks a line that was given up for its address then; there is none, and the worker ends with an
AttributeError that nobody expects of a line. Said as what it is, a line that is gone, it is passed over.
"""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES
from kombu.transport import redis as kombu_redis
from redis.exceptions import ConnectionError as LineGone


class Channel(kombu_redis.Channel):  # type: ignore[misc]  # kombu has no types
    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:
        if self.connection.client is None:
            raise LineGone("this line to Redis was given up")
        found: dict[str, Any] = super()._connparams(asynchronous)
        return found


class Transport(kombu_redis.Transport):  # type: ignore[misc]
    Channel = Channel


def install() -> None:
    """Let `redis://` mean this transport."""
    for name in ("redis", "rediss"):
        TRANSPORT_ALIASES[name] = f"{__name__}:Transport"
