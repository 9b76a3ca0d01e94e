"""How fast we may send. Pure: the clock is given."""

from datetime import timedelta

# core.telegram.org/bots/faq, "My bot is hitting limits": about 1 message a second in one chat, about 30 over all.
CHAT_GAP = timedelta(seconds=1.05)
PER_SECOND = 25


class Budget:
    """Messages over all chats in any one second.

    Args:
        per_second: how many fit into any window of one second.
    """

    def __init__(self, per_second: int = PER_SECOND) -> None:
        self._per_second = per_second
        self._spent: list[float] = []

    def left(self, now: float) -> int:
        """How many may be sent at `now` (seconds of a clock that never goes back)."""
        self._spent = [at for at in self._spent if at > now - 1.0]
        return max(0, self._per_second - len(self._spent))

    def spend(self, now: float, count: int) -> None:
        self._spent.extend([now] * count)
