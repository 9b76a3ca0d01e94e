"""Questions of officers to a source, and the answers that are tapped below them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TakeAnswer:
    """One of the answers below a question was tapped: its number, from 0."""

    message: str
    number: int


@dataclass(frozen=True)
class Question:
    """What an officer asked.

    Args:
        message: opaque id.
        answers: (code, label) of each button.
        taken: label of the answer that was tapped, "" before.
    """

    message: str
    words: str
    language: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    taken: str = ""


@dataclass(frozen=True)
class Questions:
    tip: str
    asked: tuple[Question, ...]


@dataclass(frozen=True)
class Answered:
    """A button below a question was tapped. `is_new`: this tap was the first one."""

    tip: str
    question: Question
    is_new: bool


@dataclass(frozen=True)
class Unanswerable:
    """There is no such question any more: its tip was withdrawn or purged."""
