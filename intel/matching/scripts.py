"""Names of any script in Latin letters: lower case, ASCII, one space between words. Pure."""

import re
from collections.abc import Callable
from unicodedata import normalize

from anyascii import anyascii

from intel.matching import arabic, burmese, khmer, thai
from reference.spelling import INVISIBLE

THAI, LAO, KHMER = re.compile("[\u0e01-\u0e5b]+"), re.compile("[\u0e81-\u0edf]+"), re.compile("[\u1780-\u17d3]+")
BURMESE, ARABIC = re.compile("[\u1000-\u109f]+"), re.compile("[\u0600-\u06ff\u0750-\u077f]+")
CHINESE = re.compile("[\u3400-\u9fff]")
MARKS = re.compile("[\u0300-\u036f]")
APOSTROPHES = re.compile("[`'\u00b4\u2018\u2019\u02b9\u02ba\u02bb\u02bc\u02be\u02bf\"]")
OTHERS = re.compile("[^a-z0-9]+")
INVISIBLES = re.compile(f"[{INVISIBLE}]")
READERS = ((THAI, thai.thai), (LAO, thai.lao), (KHMER, khmer.latin), (BURMESE, burmese.latin), (ARABIC, arabic.latin))


def _read(text: str, shape: re.Pattern[str], reader: Callable[[str], str]) -> str:
    return shape.sub(lambda found: reader(found[0]), text)


def latin(name: str) -> str:
    """The name as its own script's readers would spell it: "สมชาย ใจดี" is "somchai chaidi", "李小明" "li xiao ming"."""
    text = INVISIBLES.sub("", normalize("NFKC", name)).casefold()
    for shape, reader in READERS:
        text = _read(text, shape, reader)
    text = CHINESE.sub(lambda found: f" {anyascii(found[0])} ", text)
    bare = MARKS.sub("", normalize("NFD", text))
    return OTHERS.sub(" ", APOSTROPHES.sub("", anyascii(bare).casefold())).strip()
