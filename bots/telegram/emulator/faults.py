"""Failures on demand: the next calls of a method answer as a troubled Telegram would."""

from dataclasses import dataclass
from typing import Any

from .params import Params
from .refusal import ApiRefusal, bad_request, too_many_requests

CODES = (429, 500, 502, "timeout", "drop")
SENTENCES = {500: "Internal Server Error", 502: "Bad Gateway"}


@dataclass
class Fault:
    """One planned failure.

    Attributes:
        method: a Bot API method, `file` for downloads, or `*` for all.
        code: 429, 500 or 502 as an answer; `timeout` never answers; `drop` closes the connection.
        times: how many calls are still to fail.
        retry_after: seconds, with 429.
        chat: only calls for this chat; None for all.
        is_done: the call takes effect although its answer is lost.
        hold_seconds: how long `timeout` keeps the caller waiting at most.
    """

    method: str
    code: int | str
    times: int = 1
    retry_after: int = 1
    chat: int | None = None
    is_done: bool = False
    hold_seconds: float = 60.0

    def refusal(self) -> ApiRefusal | None:
        """The answer to give, or None when there is to be no answer at all."""
        if self.code == 429:
            return too_many_requests(self.retry_after)
        if isinstance(self.code, int):
            return ApiRefusal(self.code, SENTENCES[self.code])
        return None


class FaultPlan:
    """The failures still to come, in the order they were asked for."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def plan(self, wish: dict[str, Any]) -> None:
        """Add one failure from a control request; `times: 0` clears those of its method."""
        method, code = str(wish.get("method", "*")), wish.get("code", 500)
        if code not in CODES:
            raise bad_request(f"code must be one of {CODES}")
        times = int(wish.get("times", 1))
        if times < 1:
            self.planned = [each for each in self.planned if each.method != method]
            return
        chat = wish.get("chat")
        self.planned.append(
            Fault(
                method=method,
                code=code,
                times=times,
                retry_after=int(wish.get("retry_after", 1)),
                chat=None if chat is None else int(chat),
                is_done=bool(wish.get("is_done")),
                hold_seconds=float(wish.get("hold_seconds", 60.0)),
            )
        )

    def take(self, method: str, params: Params) -> Fault | None:
        """The failure that this call meets, used up by one."""
        for fault in self.planned:
            if _meets(fault, method, params):
                fault.times -= 1
                if not fault.times:
                    self.planned.remove(fault)
                return fault
        return None


def _meets(fault: Fault, method: str, params: Params) -> bool:
    if fault.method != "*" and fault.method.lower() != method.lower():
        return False
    return fault.chat is None or params.text("chat_id") == str(fault.chat)
