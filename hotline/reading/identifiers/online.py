"""E-mail addresses, web addresses and names on social networks."""

import re
from collections.abc import Iterator

from hotline.reading.found import Identifier
from hotline.reading.lists import markers

EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?![\w@])", re.ASCII)
URL = re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\"'，。、；！？）)\]}«»]+")
BARE_URL = re.compile(
    r"(?i)(?<![\w@./-])(?:t\.me|wa\.me|fb\.com|m\.me|bit\.ly|goo\.gl|tinyurl\.com|facebook\.com|instagram\.com|tiktok\.com|youtube\.com|"
    r"youtu\.be|line\.me|lin\.ee|zalo\.me|vk\.com|shopee\.[a-z.]{2,6}|maps\.app\.goo\.gl|discord\.gg|twitter\.com|x\.com|"
    r"(?:[a-z0-9-]+\.)+(?:com|net|org|info|shop|store|vn|th|la|kh|id|my|cn|ru|br|mx|ke|tz|in|np|co|io|me|xyz|online|site))"
    r"(?:/[^\s<>\"'，。、；！？）)]*)?(?![\w@])",
)
HANDLE = re.compile(r"(?<![\w@./])@([A-Za-z0-9_](?:[\w.]{1,38}\w)?)(?![\w@])", re.ASCII)
NETWORKS = tuple(word.replace("\\", "") for word in markers("network").split("|"))
_NETWORK = "|".join(sorted(map(re.escape, NETWORKS), key=len, reverse=True))
MAYBE_ACCOUNT = re.compile(r"[A-Za-z][\w.]*[\d_.]\w|[:：=]\s*@?\w{4}", re.ASCII)
NETWORK = re.compile(rf"(?i){_NETWORK}")
_ID = rf"(?:\s*(?:{markers('account')}))?"
ACCOUNT = re.compile(
    rf"(?i)(?<![A-Za-z@])(?:{_NETWORK}){_ID}\s*[:：=\-]?\s*(?:is\s+|là\s+|es\s+|est\s+|คือ\s*)?@?([A-Za-z][\w.\-]{{2,38}}\w)(?![\w@])",
    re.ASCII,
)
MARKED_ID = re.compile(
    rf"(?i)(?<![A-Za-z@])(?:{_NETWORK})\s*(?:id|ID|号|號|ไอดี)?\s*[:：=]\s*@?([A-Za-z0-9_][\w.\-]{{2,38}}\w)(?![\w@])",
    re.ASCII,
)
TRAILING = ".,;:!?)]}*’'"


def find(text: str) -> Iterator[Identifier]:
    """Addresses, then names that begin with @."""
    taken: list[tuple[int, int]] = []
    for match in EMAIL.finditer(text):
        taken.append(match.span())
        yield Identifier("email", match[0].casefold(), True, match.span())
    for shape in (URL, BARE_URL):
        for match in shape.finditer(text):
            value = match[0].rstrip(TRAILING)
            start, end = match.start(), match.start() + len(value)
            if all(end <= low or start >= high for low, high in taken) and len(value) > 5:
                taken.append((start, end))
                yield Identifier("url", value, True, (start, end))
    for match in HANDLE.finditer(text):
        if all(match.end() <= low or match.start() >= high for low, high in taken):
            yield Identifier("handle", match[0], True, match.span())


def accounts(text: str) -> Iterator[Identifier]:
    """Names after the name of a network: "line id: tiger_shop99"."""
    for match in MARKED_ID.finditer(text):
        if not match[1].isdigit() or len(match[1]) > 4:
            if not re.fullmatch(r"\+?\d{8,}", match[1]):
                yield Identifier("handle", "@" + match[1], True, match.span(1))
    for match in ACCOUNT.finditer(text):
        if _looks_made_up(match[1]):
            yield Identifier("handle", "@" + match[1], True, match.span(1))


def _looks_made_up(name: str) -> bool:
    """Whether a word is a name of an account rather than a word of the sentence: a digit, a dot or a line in it."""
    return bool(re.search(r"\d|_|\w\.\w", name))
