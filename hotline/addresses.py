"""One form for the addresses that people copy: without what only counts clicks, and as the account that they lead to.

Pure; nothing is fetched.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

# What shops and networks add to follow who shared a link.
COUNTING = re.compile(
    r"(?i)utm_.*|fbclid|gclid|dclid|msclkid|igsh(?:id)?|si|mibextid|ref|ref_.*|refid|referrer|feature|spm|scm|share_.*|"
    r"_r|_t|__.*|hl|lang|locale|is_from_webapp|sender_device|web_id|rdid|pp|ab_channel"
)
# One letter says who shared it, or from which second on.
BY_LETTER = ("twitter.com", "x.com", "youtube.com", "youtu.be")
FRONTS = re.compile(r"^(?:www|m|mobile|mbasic|touch|web|l|[a-z]{2}-[a-z]{2})\.(?=.+\..+)")
# Networks whose address is an account: NETWORK/NAME. `me` of Telegram and others are invitations by number.
ACCOUNTS = re.compile(
    r"^(?:t\.me|telegram\.me|facebook\.com|fb\.com|m\.me|instagram\.com|tiktok\.com|twitter\.com|x\.com|vk\.com)/@?"
    r"([A-Za-z][\w.]{3,39})$",
    re.ASCII,
)
NOT_NAMES = frozenset(
    ("groups", "share", "watch", "reel", "reels", "story.php", "profile.php", "marketplace", "joinchat")
)
NUMBERS = re.compile(r"^(wa\.me/|api\.whatsapp\.com/send\?phone=|zalo\.me/)(?:\+|%2B)?(\d{8,15})(?:&.*)?$")
NETWORKS = frozenset(
    ("t.me", "facebook.com", "fb.com", "m.me", "instagram.com", "tiktok.com", "twitter.com", "x.com", "vk.com",
     "zalo.me", "wa.me", "youtube.com", "line.me", "google.com", "shopee.vn", "goo.gl", "bit.ly")
)  # fmt: skip
# Letters of Russian plates, which look like Latin ones and are typed either way.
LATIN_ON_PLATES = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


def meant(url: str) -> Iterator[tuple[str, str]]:
    """(kind, value) of what an address leads to: a telephone number, an account, a page; nothing for a bare network."""
    one = plain(url)
    number, account = NUMBERS.match(one), ACCOUNTS.match(one)
    if number:
        # Zalo is Vietnam's and takes numbers as they are dialled there.
        yield "phone", "+" + re.sub("^0", "84" if number[1].startswith("zalo") else "", number[2])
    elif account and account[1].casefold() not in NOT_NAMES:
        yield "handle", account[1].casefold()
    elif one not in NETWORKS:
        yield "url", one


def plain(url: str) -> str:
    """Without scheme, front door, fragment and counting parameters; the host in small letters, parameters sorted."""
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
        host = FRONTS.sub("", (parts.hostname or "").rstrip("."))
    except ValueError:
        return url.casefold()
    kept = sorted(pair for pair in parse_qsl(parts.query) if not only_counts(host, pair[0]))
    path = parts.path.rstrip("/")
    return host + path + (f"?{urlencode(kept)}" if kept else "")


def only_counts(host: str, parameter: str) -> bool:
    """Whether a parameter tells who shared an address, and nothing of what it leads to. `host`: without front door."""
    is_letter = host in BY_LETTER and len(parameter) == 1 and parameter != "v"
    return is_letter or COUNTING.fullmatch(parameter) is not None
