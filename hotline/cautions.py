"""What an officer is told of a draft before it goes to a source. Warnings only: they never block."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import asking, fact_marks, facts, prying
from hotline.correspondence import MAX_QUESTION
from hotline.models import Tip
from hotline.reading import identifiers
from hotline.reading.found import Identifier
from hotline.reading.language import UNKNOWN, identify
from reference.models import Agency
from staff.models import Officer

REFERENCE = re.compile(r"\b(?:TIP|RPT|CAS|PRD|REF|EXH|PKT)-\d{4}-\d+", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_][\w'’-]*")
ABBREVIATION = re.compile(r"\b[A-Z]{3,}\b")
SENTENCE_ENDS = ".!?…:\n“\"'(¿¡"
LEAST_NAME = 3  # signs: shorter ones are words of many languages
SHOWN = 6
# Malay reads as Indonesian.
READ_AS = {"ms": "id", "zh-hans": "zh", "zh-hant": "zh"}


@dataclass(frozen=True)
class Caution:
    """One warning: the sentence, and the pieces of the draft that it is about."""

    sentence: str
    found: tuple[str, ...] = ()


def of(draft: str, *, tip: Tip, said: Sequence[str], language: str, by: Officer) -> list[Caution]:
    """All that should be looked at once more.

    Args:
        draft: the words as the source would get them.
        said: what the source wrote, each text by itself.
        language: of the pages, which the draft should be in.
    """
    found = [
        (_("Names that the source told. If someone else reads their phone, it shows who spoke."), _told(draft, said)),
        (_("Names of officers."), _officers(draft)),
        (_("Names of agencies."), _agencies(draft)),
        (_("References of tips, reports or cases."), REFERENCE.findall(draft)),
        *_identified(draft, tip, said, by),
        (_("It asks who they are. We promised not to."), [prying.asks_who(draft)]),
        (_("It is not in the language of the source."), [_other_language(draft, language)]),
    ]
    cautions = [
        Caution(sentence, tuple(dict.fromkeys(filter(None, pieces)))[:SHOWN])
        for sentence, pieces in found
        if any(pieces)
    ]
    return [*cautions, *_too_long(draft)]


def _too_long(draft: str) -> list[Caution]:
    if len(draft) <= MAX_QUESTION:
        return []
    told = {"length": len(draft), "limit": MAX_QUESTION}
    return [Caution(_("Too long to be sent: %(length)d characters, %(limit)d fit.") % told)]


def names(text: str) -> tuple[set[str], set[str]]:
    """Words with a capital: all of them, and those that no beginning of a sentence gave it."""
    every, inside = set(), set()
    for found in WORD.finditer(text):
        if len(found[0]) < LEAST_NAME or not found[0][0].isupper():
            continue
        every.add(found[0])
        before = text[: found.start()].rstrip(" ")
        if before and before[-1] not in SENTENCE_ENDS:
            inside.add(found[0])
    return every, inside


def _told(draft: str, said: Iterable[str]) -> list[str]:
    """Names in the draft that are names in the tip. Scripts without capitals show none: there the officer looks."""
    every, inside = names(draft)
    told: set[str] = set()
    told_inside: set[str] = set()
    for text in said:
        here, here_inside = names(text)
        told |= {name.casefold() for name in here}
        told_inside |= {name.casefold() for name in here_inside}
    sure = {name for name in every if name.casefold() in told_inside}
    return sorted(sure | {name for name in inside if name.casefold() in told})


def _officers(draft: str) -> list[str]:
    called = Officer.objects.filter(is_active=True).values_list("full_name", "username")
    parts = {part.casefold() for row in called for name in row for part in name.split()}
    return sorted(name for name in names(draft)[0] if name.casefold() in parts) + [
        part for part in parts if not part.isascii() and len(part) > 1 and part in draft.casefold()
    ]


def _agencies(draft: str) -> list[str]:
    known = [name for row in Agency.objects.values_list("name", "local_name") for name in row if len(name) > LEAST_NAME]
    short = {each for name in known for each in ABBREVIATION.findall(name)}
    here = prying.plain(draft)
    return [
        *(each for each in ABBREVIATION.findall(draft) if each in short),
        *(name for name in known if prying.plain(name) in here),
    ]


def _identified(draft: str, tip: Tip, said: Iterable[str], by: Officer) -> list[tuple[str, list[str]]]:
    """Numbers, plates and accounts: those of this tip, those of others, and the rest."""
    found = identifiers.find(draft, identify(draft).code, [tip.country] if tip.country else [])
    own = _bare(" ".join(said))
    here = [each for each in found if _bare(_piece(draft, each)) in own]
    others = [each for each in found if each not in here and _stands_elsewhere(each, tip, by)]
    rest = [each for each in found if each not in here and each not in others]
    return [
        (_("Numbers, plates or accounts that the source told."), [_piece(draft, each) for each in here]),
        (_("Numbers, plates or accounts that stand in other tips."), [_piece(draft, each) for each in others]),
        (_("A number, a plate, an account or a link."), [_piece(draft, each) for each in rest]),
    ]


def _piece(draft: str, each: Identifier) -> str:
    return draft[slice(*each.span)]


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _stands_elsewhere(each: Identifier, tip: Tip, by: Officer) -> bool:
    marked = fact_marks.of(facts.identified(each, timezone.now().date()), [])
    return Tip.objects.visible_to(by).filter(marks__facts__overlap=marked).exclude(pk=tip.pk).exists()


def _other_language(draft: str, language: str) -> str:
    """The code of the language that the draft is in, where it is another one."""
    read = identify(draft)
    if read.code == UNKNOWN or not language:
        return ""
    if read.code != READ_AS.get(language, language):
        return read.code
    page = asking.page_language(read.code, read.script)
    return page if read.script and page != language else ""
