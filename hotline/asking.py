"""Ready questions to a source: asked in the source's language, answered by a tap or in words.

An officer chooses by code; what is sent is the question in the language of the source's page or chat. Each answer is a
code as well, so that it is read in any language, and never asks for a name.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotline.story import Basis, Exposure, Sharing

Answers = tuple[tuple[str, str], ...]

YES, NO, UNKNOWN = ("yes", _("Yes")), ("no", _("No")), ("unknown", _("I don't know"))
YES_NO_UNKNOWN = (YES, NO, UNKNOWN)


@dataclass(frozen=True)
class ReadyQuestion:
    """One question. `answers`: code and label of each button; none where words are wanted."""

    code: str
    ask: "str | Promise"
    answers: "tuple[tuple[str, str | Promise], ...]" = ()


READY = (
    ReadyQuestion("safe_now", _("Are you safe where you are now?"), (YES, NO)),
    ReadyQuestion("still_there", _("Is it still there?"), YES_NO_UNKNOWN),
    ReadyQuestion(
        "last_seen", _("When did you see it last?"),
        (("today", _("Today")), ("yesterday", _("Yesterday")), ("week", _("In the last 7 days")),
         ("earlier", _("Earlier"))),
    ),
    ReadyQuestion("where", _("Where exactly is it? A landmark, a street or a position helps.")),
    ReadyQuestion("next_time", _("When do they sell, meet or move again, as far as you know?")),
    ReadyQuestion("species", _("Which animal or plant is it? Tell us any name, or what it looks like.")),
    ReadyQuestion("alive", _("Are the animals alive?"), YES_NO_UNKNOWN),
    ReadyQuestion("how_many", _("How many animals or pieces did you see, or how many kilograms?")),
    ReadyQuestion("price", _("Which price was asked, and for what?")),
    ReadyQuestion("people", _("What do you know of the people? A nickname, a role or a telephone number is enough.")),
    ReadyQuestion("vehicle", _("Which car, boat or lorry do they use? Its colour, make and number plate help.")),
    ReadyQuestion("online", _("Please send the link of the offer, or the name of the account and of the platform.")),
    ReadyQuestion("photo", _("Do you have a photo or a video already? Send it here. Do not go back to take one.")),
    ReadyQuestion("weapons", _("Do they carry weapons?"), YES_NO_UNKNOWN),
    ReadyQuestion("official", _("Is an official, a guard or a soldier part of it?"), YES_NO_UNKNOWN),
    ReadyQuestion("basis", _("How do you know?"), tuple(Basis.choices)),
    ReadyQuestion("exposure", _("Could someone guess that it was you?"), tuple(Exposure.choices)),
    ReadyQuestion("sharing", _("Whom may we tell? We never name you."), tuple(Sharing.choices)),
    ReadyQuestion("more", _("Thank you, this helps. Is there anything else you know?")),
)  # fmt: skip
BY_CODE = {question.code: question for question in READY}
ANSWER_BELOW = _("Choose an answer, or write in your own words.")
TRANSLATED_BY_MACHINE = _("This message was translated by a machine. If something is unclear, please ask us.")
# What stands around a message in a chat: a neutral line first, the words after a tap, and where an answer goes.
PUSH, READ = _("There is a message for you."), _("Read")
GUIDE = _("Answer here: your next messages go to this tip.")
# Of several languages that a reader of texts names by one code, those of the pages.
PAGE_OF = {"zh": "zh-hans"}
SHORT_LABEL = 14  # characters: two such buttons stand side by side on a narrow phone


@dataclass(frozen=True)
class Made:
    """How the words of a message came about; kept sealed beside them.

    Args:
        language: code of the pages' language that they are in, "" where none is known.
        code: of the ready question; "" for an officer's own words.
        draft: what the officer wrote, where a machine translated it.
        pair: the languages that the service translated between, "en → km".
        answer: code of the answer that the source took, in a message from them.
    """

    language: str = ""
    code: str = ""
    answer: str = ""
    draft: str = ""
    pair: str = ""


def page_language(code: str, script: str = "") -> str:
    """The language of the pages for a code that a page, a chat or a reader of texts told; "" where there is none."""
    wanted = "zh-hant" if code == "zh" and script == "Hant" else PAGE_OF.get(code, code)
    return wanted if wanted in dict(settings.LANGUAGES) else ""


def question(code: str, language: str) -> str:
    """The words of a ready question in a language of the pages."""
    with translation.override(language or "en"):
        return str(BY_CODE[code].ask)


def answers(code: str, language: str) -> Answers:
    """(code, label) of each answer of a ready question; none for one that wants words, or that there is no more."""
    asked = BY_CODE.get(code)
    with translation.override(language or "en"):
        return tuple((each, str(label)) for each, label in asked.answers) if asked else ()


def label(code: str, answer: str, language: str) -> str:
    """What an answer's button says."""
    return dict(answers(code, language)).get(answer, answer)


def by_machine(words: str, language: str) -> str:
    """A translation as its source gets it: the line that a machine made it stands below."""
    with translation.override(language or "en"):
        return f"{words.strip()}\n\n{TRANSLATED_BY_MACHINE}"


def in_chat(words: str, language: str, *, has_answers: bool) -> str:
    """The text of a message as a chat shows it."""
    if not has_answers:
        return words
    with translation.override(language or "en"):
        return f"{words}\n\n{ANSWER_BELOW}"


def rows(labels: Answers) -> tuple[Answers, ...]:
    """The buttons of a chat, row by row: two where all are short, else one."""
    width = 2 if all(len(words) <= SHORT_LABEL for _code, words in labels) else 1
    return tuple(labels[start : start + width] for start in range(0, len(labels), width))
