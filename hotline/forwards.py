"""Forwarded and quoted messages: where in a text the head of one stands. Pure.

A head names who passed the message on; neither that nor its wording is part of what is told.
"""

import re

from hotline.reading.lists import rows


def _words(kind: str) -> str:
    """The words of one kind in every language, as alternatives of a regular expression."""
    return "|".join(row["patterns"] for row in rows("forwards") if row["kind"] == kind)


LEAD = r"^[ \t>*_\-–—|\[(【「]*"
MARKED = re.compile(rf"(?im){LEAD}(?:{_words('forwarded')})(?![A-Za-zÀ-ɏẠ-ỹ])[ \t\])】」_*\-–—]*")
# Who sent it first stands behind the words, up to a colon or the end of a short line; more must follow.
SENDER = re.compile(r"(?:[^\n:：]{0,60}[:：][ \t]*|[^\n.!?。！？]{0,50}$)(?=\s*\S)", re.MULTILINE)
QUOTED = re.compile(
    rf"(?im){LEAD}(?=[^\n]*(?:\n[^\n]*)?(?:\d[:.h/-]\d\d|\d年|@))[^\n]{{2,160}}(?:\n[>\s]*[^\n]{{0,80}}?)?(?:{_words('wrote')})\s*[:：]"
)
LETTER = re.compile(rf"(?im)(?:{LEAD}(?:{_words('field')})[ \t*]*[:：][^\n]*(?:\n|\Z)){{2,}}")


def heads(text: str) -> list[tuple[int, int]]:
    """Spans of what only says that a message was passed on, and by whom: [start, end) in code points."""
    found = [match.span() for shape in (LETTER, QUOTED) for match in shape.finditer(text)]
    for match in MARKED.finditer(text):
        sender = SENDER.match(text, match.end())
        found.append((match.start(), sender.end() if sender else match.end()))
    return sorted(found)


def bare(text: str) -> str:
    """The text without the heads."""
    kept, at = [], 0
    for start, end in heads(text):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    return "\n".join([*kept, text[at:]])
