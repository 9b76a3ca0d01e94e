"""English that was left on a page of another language: our own wordings, the libraries', and whole sentences."""

import gettext
import re
from functools import cache
from pathlib import Path
from typing import Any

import django
import polib
from playwright.sync_api import Page

from tests.ground import ROOT

HOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w*\}")
# Words that no sentence of ours does without, and that are none in French or Vietnamese.
SMALL = re.compile(r"\b(the|of|and|is|are|with|you|your|this|that|from|was|not|be|by|it)\b", re.IGNORECASE)
# Every text of a page, unfolded or not, and what a screen reader says; whether it is somebody's own words.
TEXTS = """() => {
    const shown = document.documentElement.lang.split("-")[0];
    const spoken = each => each.closest("[lang]").lang.split("-")[0];
    const foreign = each => ![shown, ""].includes(spoken(each)) || !!each.closest(".material-symbols-outlined");
    const own = each => !!each.closest("[dir=auto], [lang='']:not(html), code, .case-own");
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) {
        const above = walker.currentNode.parentElement;
        if (!above.closest("script, style, template, noscript") && !foreign(above))
            found.push([walker.currentNode.data, own(above) || !!above.closest("option")]);
    }
    for (const name of ["aria-label", "title", "placeholder", "alt", "data-label"])
        for (const each of document.body.querySelectorAll(`[${name}]`))
            if (!foreign(each)) found.push([each.getAttribute(name), own(each)]);
    found.push([document.title, true]);
    return found;
}"""


def english_left(page: Page, language: str, names: frozenset[str] = frozenset()) -> list[str]:
    """What stands on a page in English.

    Args:
        names: of agencies, taxa and the like, and what the test itself typed: nobody translates them.
    """
    exact, patterns = _english(language)
    found = []
    for raw, is_own in page.evaluate(TEXTS):
        text = " ".join(raw.split())
        if not re.search(r"[A-Za-z]{3}", text) or text.casefold() in names:
            continue
        is_wording = text.casefold() in exact or any(each.fullmatch(text) for each in patterns)
        if is_wording or (not is_own and _is_english(_without(text, names))):
            found.append(text)
    return list(dict.fromkeys(found))


def _is_english(text: str) -> bool:
    return len({word.lower() for word in SMALL.findall(text)}) > 1


def _without(text: str, names: frozenset[str]) -> str:
    told = text.casefold()
    for name in names:
        if len(name) > 7:
            told = told.replace(name, " ")
    return told


@cache
def _english(language: str) -> tuple[frozenset[str], list[re.Pattern[str]]]:
    """Wordings that are told otherwise in a language: those that stand as they are, and those with holders."""
    told = dict(_pairs(language))
    said = {text.casefold() for text in told.values()}
    english = {text for text, other in told.items() if text.casefold() != other.casefold()}
    exact = {text.casefold() for text in english if not HOLDER.search(text)} - said
    holding = [re.compile(_pattern(text)) for text in english if HOLDER.search(text) and _is_a_sentence(text)]
    return frozenset(exact), holding


def _pattern(text: str) -> str:
    return ".*?".join(re.escape(part) for part in HOLDER.split(" ".join(text.split())))


def _is_a_sentence(text: str) -> bool:
    return len(re.findall(r"[A-Za-z]{3,}", HOLDER.sub(" ", text))) > 1


def _pairs(language: str) -> Any:
    """(English, told) of our catalogue and Django's."""
    for entry in polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")):
        if not entry.obsolete:
            yield entry.msgid, entry.msgstr or entry.msgstr_plural.get(0, "")
            if entry.msgid_plural:
                yield entry.msgid_plural, max(entry.msgstr_plural.items())[1]
    for part in ("conf", "contrib/admin", "contrib/auth"):
        file = Path(django.__file__).parent / part / "locale" / language / "LC_MESSAGES" / "django.mo"
        with file.open("rb") as stream:
            catalogue: dict[Any, str] = vars(gettext.GNUTranslations(stream))["_catalog"]
        yield from ((text, other) for text, other in catalogue.items() if isinstance(text, str) and "\x04" not in text)
