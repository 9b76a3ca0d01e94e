"""A chat's conversation on its row: the pure dialogue, its deeds done through the gateway, its state kept."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from bots import chat_budget, dialogue, gateway, outcomes, prompts
from bots.asked import Answered, Question, Questions, TakeAnswer, Unanswerable
from bots.models import Lane
from bots.speech import (
    Add,
    Cancel,
    CodeGiven,
    Correct,
    Corrected,
    Erase,
    Filed,
    GiveCode,
    Interview,
    Kind,
    LinkGiven,
    LookUp,
    NothingToSend,
    Offer,
    Read,
    Reply,
    Said,
    Send,
    Standing,
    Standings,
)  # fmt: skip

ERASABLE_SECONDS = 48 * 3600  # Bot API, deleteMessage
BUDGET = ("hour_began", "heard_in_hour", "was_told_slow", "day_began", "tips_in_day")
REMEMBERED = 400  # message ids of the last two days, for /erase


@dataclass
class Answer:
    """What the channel is to do now: replies in order, a notice on the tap, and whether to erase the chat."""

    replies: list[Reply] = field(default_factory=list)
    notice: str = ""
    is_erasing: bool = False


class Conversation:
    """One lane's conversation, inside the transaction that holds the lane's row lock.

    Use: `hear` any number of times, then `keep_all` once.
    """

    def __init__(self, lane: Lane, drafts: "dict[UUID, gateway.Recalled]") -> None:
        self.lane = lane
        self._state: dict[str, Any] = gateway.unseal(lane.state, _place(lane)) if lane.state else {}
        # [message id, seconds since 1970] of what the person sent, newest last.
        self.heard: list[list[int]] = self._state.pop("heard", [])
        self.interview = self._recall(drafts)
        self._kept = (self.interview.words(), self.interview.state())

    def _recall(self, drafts: "dict[UUID, gateway.Recalled]") -> Interview:
        self._draft: gateway.Recalled | None = None
        if self.lane.draft_id is None:
            return Interview.restore(self._state, {})
        draft = drafts.get(self.lane.draft_id)
        if draft and draft.is_open:
            self._draft = draft
            return Interview.restore(self._state, draft.words)
        # A forgotten draft was filed meanwhile: the chat goes on with that tip.
        self.lane.draft_id = None
        closed = prompts.emptied(Interview.restore(self._state, {}))
        return replace(closed, tip=str(draft.tip)) if draft and draft.tip else closed

    def hear(self, said: Said) -> Answer:
        """Answer one thing that was said, and do what follows from it."""
        given = Answer()
        turn = dialogue.answer(self.interview, said)
        self.interview = turn.interview
        given.notice = turn.notice
        given.replies.extend(turn.replies)
        for deed in turn.deeds:
            DO[type(deed)](self, deed, said, given)
        return given

    def remember(self, message: int, now: datetime) -> None:
        """Note the id of a message that the person sent, for `/erase`."""
        self.heard.append([message, int(now.timestamp())])

    def forget_heard(self, now: datetime) -> list[int]:
        """Ids of the person's messages of the last 48 hours, forgotten here from now on."""
        since = now.timestamp() - ERASABLE_SECONDS
        ids = [message for message, at in self.heard if at > since]
        self.heard.clear()
        return ids

    def settle(self) -> "tuple[gateway.Recalled, str, dict[str, Any]] | None":
        """Put the state on the lane, not saved yet. Returns: the words that the draft is still to take, if any."""
        lane, interview, words = self.lane, self.interview, self.interview.words()
        owed = None
        if interview.is_open and words != self._kept[0]:
            if self._draft:
                owed = (self._draft, interview.language, words)
            else:
                self._write(words)
        lane.language, lane.tip_id = interview.language, UUID(interview.tip) if interview.tip else None
        lane.state = gateway.seal(interview.state() | {"heard": self.heard[-REMEMBERED:]}, _place(lane))
        return owed

    def _keep_words(self) -> None:
        words = self.interview.words()
        if words == self._kept[0] or not self.interview.is_open:
            return
        self._write(words)
        self._kept = (words, self.interview.state())

    def _write(self, words: dict[str, Any]) -> None:
        lane, language = self.lane, self.interview.language
        lane.draft_id = gateway.keep(lane.source_id, lane.channel, language, words, known=self._draft)

    def _tell(self, outcome: Any, given: Answer) -> None:
        turn = outcomes.told(self.interview, outcome)
        self.interview = turn.interview
        given.notice = given.notice or turn.notice
        given.replies.extend(turn.replies)

    # --- Deeds ---------------------------------------------------------------------------------------------------
    def _offer(self, deed: Offer, said: Said, given: Answer) -> None:
        if self.lane.draft_id is None:
            self._write(self.interview.words())
        gateway.offer(deed.file, draft_id=self.lane.draft_id)
        if deed.file.is_too_big and self.lane.draft_id:
            self._tell(LinkGiven(gateway.link_to_draft(deed.file, self.lane.draft_id)), given)

    def _send(self, deed: Send, said: Said, given: Answer) -> None:
        self._keep_words()
        sent = self._file() if self.lane.draft_id else gateway.Sent()
        if sent.tip is None:
            self._tell(NothingToSend(sent.refusal), given)
            return
        self.lane.draft_id = self._draft = None
        self._tell(Filed(str(sent.tip), sent.code, int(sent.look_within.total_seconds() // 3600)), given)
        self._kept = (self.interview.words(), self.interview.state())

    def _file(self) -> gateway.Sent:
        assert self.lane.draft_id is not None
        # Whoever sits at a terminal of ours has no budget.
        doubts = chat_budget.file(self.lane) if self.lane.channel == "telegram" else ()
        return gateway.send(self.lane.draft_id, doubts)

    def _cancel(self, deed: Cancel, said: Said, given: Answer) -> None:
        if self.lane.draft_id:
            gateway.cancel(self.lane.draft_id)
        self.lane.draft_id = self._draft = None
        self._kept = (self.interview.words(), self.interview.state())

    def _add(self, deed: Add, said: Said, given: Answer) -> None:
        tip = UUID(deed.tip)
        if gateway.add(self.lane.source_id, tip, deed.text, origin=self._origin(deed.ref), file=deed.file):
            if deed.file and deed.file.is_too_big:
                self._tell(LinkGiven(gateway.link_to_tip(deed.file, tip), deed.tip), given)
            return
        # The tip was withdrawn: what was said begins a new one.
        gone = deed.tip
        state = self.interview
        kept = replace(
            state,
            tip="" if state.tip == gone else state.tip,
            answering="" if state.answering == gone else state.answering,
        )
        self.interview = kept if kept.is_open or not kept.tip else prompts.begun(kept)
        given.replies.clear()
        again = self.hear(replace(said, about=""))
        given.replies.extend(again.replies)

    def _correct(self, deed: Correct, said: Said, given: Answer) -> None:
        if gateway.correct(self.lane.source_id, deed.text, origin=self._origin(deed.ref)):
            self._tell(Corrected(), given)
            return
        # No filed message is known by it: the new wording is kept as said now.
        again = self.hear(
            replace(said, kind=Kind.TEXT, ref=f"{deed.ref}/{sha256(deed.text.encode()).hexdigest()[:12]}")
        )
        given.replies.extend(again.replies)

    def _origin(self, ref: str) -> str:
        return f"{self.lane.pk}:{ref}" if ref else ""

    def _look_up(self, deed: LookUp, said: Said, given: Answer) -> None:
        tips = gateway.tips_of(self.lane.source_id)
        standings = tuple(Standing(str(tip.id), tip.reference, tip.status, tip.unread) for tip in tips)
        self._tell(Standings(standings), given)

    def _give_code(self, deed: GiveCode, said: Said, given: Answer) -> None:
        self._tell(CodeGiven(gateway.another_code(self.lane.source_id, UUID(deed.tip))), given)

    def _read(self, deed: Read, said: Said, given: Answer) -> None:
        try:
            tip = UUID(deed.tip)
        except ValueError:
            tip = UUID(int=0)
        asked = gateway.read_questions(self.lane.source_id, tip)
        self._tell(Questions(deed.tip, tuple(map(_question, asked))), given)

    def _take_answer(self, deed: TakeAnswer, said: Said, given: Answer) -> None:
        asked = gateway.take_answer(self.lane.source_id, UUID(deed.message), deed.number)
        self._tell(Answered(str(asked.tip), _question(asked), asked.is_new) if asked else Unanswerable(), given)

    def _erase(self, deed: Erase, said: Said, given: Answer) -> None:
        given.is_erasing = True


DO: dict[type, Callable[[Conversation, Any, Said, Answer], None]] = {
    Offer: Conversation._offer,
    Send: Conversation._send,
    Cancel: Conversation._cancel,
    Add: Conversation._add,
    Correct: Conversation._correct,
    LookUp: Conversation._look_up,
    GiveCode: Conversation._give_code,
    Read: Conversation._read,
    TakeAnswer: Conversation._take_answer,
    Erase: Conversation._erase,
}


def _question(asked: gateway.Asked) -> Question:
    return Question(str(asked.id), asked.words, asked.language, asked.answers, asked.taken)


def open_all(lanes: list[Lane]) -> list[Conversation]:
    """The conversations of locked lanes, their drafts locked and read by one query."""
    drafts = gateway.recall([lane.draft_id for lane in lanes if lane.draft_id])
    return [Conversation(lane, drafts) for lane in lanes]


def keep_all(talks: list[Conversation]) -> None:
    """Write where conversations stand, with two statements for all of them."""
    gateway.keep_many([owed for owed in (talk.settle() for talk in talks) if owed])
    written = ["language", "tip_id", "draft_id", "state", "is_unreachable", *BUDGET]
    Lane.objects.bulk_update([talk.lane for talk in talks], written)


def forget(lane: Lane, tips: Collection[UUID]) -> None:
    """Take tips that were withdrawn or purged out of a lane's state; the lane is not saved."""
    state = gateway.unseal(lane.state, _place(lane)) if lane.state else {}
    gone = {str(tip) for tip in tips}
    left = {name: "" for name in ("tip", "answering") if state.get(name) in gone}
    lane.state = gateway.seal(state | left, _place(lane)) if state else b""
    if lane.tip_id in tips:
        lane.tip_id = None


def _place(lane: Lane) -> str:
    return f"lane:{lane.pk}"
