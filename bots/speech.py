"""What passes between a channel and the conversation: what was said, what is answered, what is to be done. Pure."""

from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from bots.asked import Answered, Questions, TakeAnswer, Unanswerable
from bots.gateway.story import FileOffer, Story


class Kind(StrEnum):
    TEXT = "text"
    COMMAND = "command"
    TAP = "tap"
    FILE = "file"
    PIN = "pin"
    EDIT = "edit"
    OWN_NUMBER = "own_number"
    UNWANTED = "unwanted"


@dataclass(frozen=True)
class Said:
    """One thing a person did.

    Args:
        text: words, a caption, a command's name without its stroke, or "lat,lon" of a pin.
        rest: what stood after a command.
        ref: the channel's id of the message, unique in its chat.
        action: of a button, with the `turn` it was shown in; None where it lasts.
        about: the tip of the message this one replies to.
        album: the channel's id of the album it belongs to.
        day: the date it was said on, ISO 8601, UTC.
    """

    kind: Kind
    text: str = ""
    rest: str = ""
    ref: str = ""
    action: str = ""
    turn: int | None = None
    about: str = ""
    album: str = ""
    file: FileOffer | None = None
    day: str = ""


@dataclass(frozen=True)
class Button:
    """A button; one that lasts is good at any later time, the others only until the conversation moves on."""

    label: str
    action: str
    lasts: bool = False


@dataclass(frozen=True)
class Reply:
    """One message to the person.

    Args:
        in_place: takes the place of the message whose button was tapped.
        replaces: an unsent reply of the same name gives way to this one.
        once: of several replies with this name only the first is sent, after a moment.
        is_guarded: the person's client does not let it be forwarded or kept.
        about: the tip it speaks of, so that an answer finds its way.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    in_place: bool = False
    replaces: str = ""
    once: str = ""
    is_guarded: bool = False
    about: str = ""


# --- What the conversation asks to be done -----------------------------------------------------------------------
@dataclass(frozen=True)
class Offer:
    """Take a file into the draft."""

    file: FileOffer


@dataclass(frozen=True)
class Send:
    """Make the draft a tip."""


@dataclass(frozen=True)
class Cancel:
    """Destroy the draft."""


@dataclass(frozen=True)
class Add:
    """Add what was said to a tip that is filed."""

    tip: str
    text: str
    ref: str
    file: FileOffer | None = None


@dataclass(frozen=True)
class Correct:
    """A message of a filed tip was edited."""

    tip: str
    text: str
    ref: str


@dataclass(frozen=True)
class LookUp:
    """Tell how the person's tips stand."""


@dataclass(frozen=True)
class GiveCode:
    """Give a further code for a tip."""

    tip: str


@dataclass(frozen=True)
class Read:
    """Show the questions of a tip."""

    tip: str


@dataclass(frozen=True)
class Erase:
    """Delete both sides' messages where the channel lets us."""


Deed = Offer | Send | Cancel | Add | Correct | LookUp | GiveCode | Read | TakeAnswer | Erase


class Stage(StrEnum):
    NEW = "new"
    TELLING = "telling"
    ASKING = "asking"
    SUMMARY = "summary"
    EDITING = "editing"


# Stages in which there is something unsent.
OPEN = (Stage.TELLING, Stage.ASKING, Stage.SUMMARY, Stage.EDITING)


@dataclass(frozen=True)
class Part:
    """One message of the narrative with all its versions, the newest last."""

    ref: str
    versions: list[str]


@dataclass(frozen=True)
class Interview:
    """Where a conversation stands; JSON by `words` (sealed with the draft) and `state` (kept with the chat).

    Args:
        question: index of the question being asked.
        turn: rises with every step, so that a button of an earlier step is known.
        tip: the last tip that was filed, opaque id.
        answering: the tip that messages go to for now.
        choosing: why language buttons stand untapped: "start", "language", "first" word; "" where none do.
        is_editing: the question came from the summary and leads back there.
    """

    stage: Stage = Stage.NEW
    language: str = ""
    question: int = 0
    turn: int = 0
    tip: str = ""
    answering: str = ""
    files: int = 0
    choosing: str = ""
    is_editing: bool = False
    was_hinted: bool = False
    story: Story = field(default_factory=Story)
    parts: tuple[Part, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def holds_something(self) -> bool:
        return bool(self.files or self.story.narrative.strip())

    def words(self) -> dict[str, Any]:
        """`{"story", "dialogue"}`: all that a forgotten draft needs to be filed without the chat."""
        return {"story": asdict(self.story), "dialogue": {"parts": [asdict(part) for part in self.parts]}}

    def state(self) -> dict[str, Any]:
        """Everything but the words."""
        return {item.name: getattr(self, item.name) for item in fields(self) if item.name not in ("story", "parts")}

    @classmethod
    def restore(cls, state: dict[str, Any], words: dict[str, Any]) -> "Interview":
        known = {item.name for item in fields(cls)} - {"story", "parts"}
        plain = {name: value for name, value in state.items() if name in known}
        plain["stage"] = Stage(plain.get("stage", Stage.NEW))
        told = dict(words.get("story") or {})
        story = Story.from_answers(told.pop("narrative", ""), told)
        parts = tuple(Part(**part) for part in (words.get("dialogue") or {}).get("parts", []))
        return cls(**plain, story=story, parts=parts)

    def retell(self, parts: tuple[Part, ...]) -> "Interview":
        """The same with other parts; the narrative is theirs, earlier versions at its end."""
        told = [part.versions[-1] for part in parts]
        earlier = [f"[before an edit] {version}" for part in parts for version in part.versions[:-1]]
        narrative = "\n\n".join(text for text in told + earlier if text)
        return replace(self, parts=parts, story=replace(self.story, narrative=narrative))


@dataclass(frozen=True)
class Turn:
    """What the conversation makes of something said.

    Args:
        notice: a few words shown on a tap, up to 200 characters.
    """

    interview: Interview
    replies: tuple[Reply, ...] = ()
    deeds: tuple[Deed, ...] = ()
    notice: str = ""


# --- What came of a deed -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Filed:
    tip: str
    code: str
    hours: int


@dataclass(frozen=True)
class NothingToSend:
    reason: str


@dataclass(frozen=True)
class Standing:
    """How one tip stands: its `PublicStatus`, and how many questions wait unread."""

    tip: str
    reference: str
    status: str
    unread: int


@dataclass(frozen=True)
class Standings:
    tips: tuple[Standing, ...]


@dataclass(frozen=True)
class CodeGiven:
    code: str


@dataclass(frozen=True)
class Corrected:
    """The new version of a filed message is kept."""


@dataclass(frozen=True)
class LinkGiven:
    """A one-time upload link for a file that the channel does not hand over; `tip` is "" before it is filed."""

    token: str
    tip: str = ""


Outcome = Filed | NothingToSend | Standings | CodeGiven | Questions | Answered | Unanswerable | Corrected | LinkGiven
