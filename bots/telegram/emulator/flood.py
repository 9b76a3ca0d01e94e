"""Counting what a bot sends against Telegram's pace: 1/s a chat, 20/min a group, 30/s over all."""

import math
import time
from collections import Counter, defaultdict, deque
from collections.abc import Sequence

# core.telegram.org/bots/faq, "My bot is hitting limits".
CHAT_GAP_SECONDS = 1.0
GROUP_PER_MINUTE = 20
OVERALL_PER_SECOND = 30
# Arrival times jitter: a sender pacing itself at exactly the limit is no offender.
TOLERANCE_SECONDS = 0.05
KEPT_VIOLATIONS = 1000


class FloodGate:
    """Notes each breach of the pace; the caller refuses it when `is_strict`."""

    def __init__(self, *, is_strict: bool) -> None:
        self.is_strict = is_strict
        self.totals: Counter[str] = Counter()
        self.violations: deque[dict[str, object]] = deque(maxlen=KEPT_VIOLATIONS)
        self._by_chat: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=GROUP_PER_MINUTE))
        self._overall: deque[float] = deque(maxlen=OVERALL_PER_SECOND)

    def pass_message(self, method: str, chat: int) -> int:
        """Count one message; 0 to let it through, or the whole seconds to wait.

        A refused message does not count towards the pace of the next.
        """
        return self._pass(method, chat, time.monotonic(), self._by_chat[chat])

    def pass_edit(self, method: str, chat: int) -> int:
        """Count one edit, which weighs on the pace over all only; answers as `pass_message`."""
        return self._pass(method, chat, time.monotonic(), None)

    def _pass(self, method: str, chat: int, now: float, sent: deque[float] | None) -> int:
        rule, wait = self._breach(chat, now, sent or ())
        if rule:
            self.totals[rule] += 1
            self.violations.append({"rule": rule, "method": method, "chat": chat, "wait": wait})
            if self.is_strict:
                return math.ceil(wait)
        if sent is not None:
            sent.append(now)
        self._overall.append(now)
        return 0

    def _breach(self, chat: int, now: float, sent: Sequence[float]) -> tuple[str, float]:
        waits = {
            "chat": CHAT_GAP_SECONDS - (now - sent[-1]) if sent else 0.0,
            "group": 60.0 - (now - sent[0]) if chat < 0 and len(sent) == GROUP_PER_MINUTE else 0.0,
            "overall": 1.0 - (now - self._overall[0]) if len(self._overall) == OVERALL_PER_SECOND else 0.0,
        }
        rule = max(waits, key=lambda name: waits[name])
        return (rule, waits[rule]) if waits[rule] > TOLERANCE_SECONDS else ("", 0.0)
