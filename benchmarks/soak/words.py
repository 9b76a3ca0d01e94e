"""What is typed into fields by nobody in good faith: sizes, signs, encodings, numbers. Drawn from a seeded source."""

import base64
from random import Random
from urllib.parse import quote_from_bytes

WORDS = (
    "", " ", "\0", "a\0b", "\r\n", "\x1b[31m", "\x7f", "\u202egpj.exe", "\ufeff", "\u200b", "\ud7ff", "\U0010ffff",
    "ขายเต่า", "बाघ की खाल", "تمساح", "穿山甲", "sừng tê giác", "🦏" * 40, "e\u0301" * 300, "ﷺ" * 50, "İ", "ß", "ﬁ",
    "①②③", "' OR 1=1 --", "'; DROP TABLE hotline_tip; --", "<script>alert(1)</script>", "{{ 7*7 }}", "{% load x %}",
    "%s%n%(x)s", "../../../../etc/passwd", "..\\..\\x", "/dev/null", "file:///etc/passwd", "http://127.0.0.1:1/",
    "javascript:alert(1)", "-1", "0", "1e999", "NaN", "9" * 30, "0x10", "٣٤٥", "true", "null", "[]", "{}", "None",
    "__proto__", "now",
    "live", "KH", "kh", "ZZ", "en", "yes", "on", "2026-02-30", "99999-99-99", "11.5,104.9", "91,181",
    "=cmd|' /C calc'!A0", "@",
    "12345" * 5, "12345 67890 12345 67890 12345", "٠١٢٣٤" * 5, "1" * 24, "1" * 26,
)  # fmt: skip
CODECS = (
    "utf-8",
    "utf-16",
    "latin-1",
    "utf-7",
    "cp1252",
    "shift_jis",
    "big5",
    "koi8-r",
    "idna",
    "rot13",
    "base64",
    "x",
)
TYPES = (
    "application/json", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "b" * 300, "multipart/form-data; boundary=\xe9", "multipart/mixed; boundary=b",
    "multipart/form-data; boundary=b; charset=utf-7", "text/plain", "text/html; charset=rot13", "application/xml", "",
    "application/json; charset=utf-16", "application/x-www-form-urlencoded; charset=idna", "*/*", ";;;", "a" * 3000,
    "application/octet-stream", "image/jpeg", "application/JSON;charset=utf-8;charset=x",
)  # fmt: skip
HEADERS = (
    b"Accept", b"Accept-Language", b"Accept-Encoding", b"Cookie", b"Range", b"If-Modified-Since", b"If-None-Match",
    b"Origin", b"Referer", b"User-Agent", b"X-Forwarded-For", b"X-Forwarded-Proto", b"X-Forwarded-Host", b"Forwarded",
    b"X-HTTP-Method-Override", b"Authorization", b"Idempotency-Key", b"X-CSRFToken", b"Content-Encoding",
    b"HX-Request",
    b"X-Real-IP", b"X-Requested-With",
)  # fmt: skip


def word(dice: Random) -> str:
    """One value of a field; now and then a long one."""
    luck = dice.random()
    if luck < 0.05:
        return dice.choice(["x", "☃", " ", "\n", "9"]) * dice.choice([1_001, 10_001, 70_000, 200_000])
    if luck < 0.15:
        return "".join(
            chr(dice.choice([dice.randrange(0xD800), dice.randrange(0xE000, 0x110000)]))
            for _ in range(dice.randrange(1, 60))
        )
    if luck < 0.25:
        return word_of(dice) + word_of(dice)
    return word_of(dice)


def word_of(dice: Random) -> str:
    return dice.choice(WORDS)


def raw(dice: Random, longest: int = 400) -> bytes:
    """Bytes of no encoding."""
    return dice.randbytes(dice.randrange(1, longest))


def encoded(dice: Random, text: str) -> bytes:
    """Text as UTF-8, now and then in another encoding or with a broken byte in it."""
    if dice.random() < 0.85:
        return text.encode("utf-8", "surrogatepass")
    found = text.encode(dice.choice(["utf-16", "utf-8"]), "surrogatepass")
    at = dice.randrange(len(found) + 1)
    return found[:at] + dice.choice([b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8", b"\0"]) + found[at:]


def segment(dice: Random) -> bytes:
    """One part of an address, percent-encoded or not at all."""
    text = word_of(dice).encode("utf-8", "surrogatepass")[:200] or b"x"
    if dice.random() < 0.3:
        text = raw(dice, 30)
    if dice.random() < 0.2:
        return base64.urlsafe_b64encode(raw(dice, 60)).rstrip(b"=")
    return quote_from_bytes(text, safe=dice.choice(["", "/", "/%."])).encode()


def query(dice: Random) -> bytes:
    """`?a=b`, or nothing."""
    if dice.random() < 0.6:
        return b""
    names = [b"lang", b"format", b"next", b"page", b"q", b"version", b"script", b"%00", b"a[]", b"=", b"&"]
    return b"?" + b"&".join(dice.choice(names) + b"=" + segment(dice) for _ in range(dice.randrange(1, 4)))


def header(dice: Random) -> tuple[bytes, bytes]:
    """A header that a client may send to us, with a value that none would."""
    text = encoded(dice, word_of(dice))[:3000]
    # A line break would end the header: that is another client's trick, which the server refuses by itself.
    value = bytes(sign for sign in text if sign not in b"\r\n\0")
    return dice.choice(HEADERS), value.strip()


def content_type(dice: Random) -> bytes:
    return dice.choice(TYPES).encode("latin-1")
