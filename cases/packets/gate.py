"""The gate: nothing leaves that points to a source. What is found is named by its field, never by its value."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ahocorasick_rs
import phonenumbers
from django.utils.translation import gettext as _

from cases.packets.secrets import Secrets, runs

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.-]*")
HANDLE = re.compile(r"(?<![\w.])@\w{4,32}|\b(?:t\.me|zalo\.me|wa\.me|m\.me|line\.me)/[\w/+-]+", re.IGNORECASE)
# Made by us, or a person's number by intent: shapes mean nothing here.
_OURS = {
    "reference", "report", "sha256", "blake2b",
    "entry_hash", "prev_hash", "sha256_before", "sha256_after", "watermark", "at",
    "until", "local", "contact", "organisation", "link", "conditions", "tlp", "exhibit", "Reference no.",
}  # fmt: skip
_TIMES = {"custody", "captures", "corrections"}  # the acts of officers, not of sources
_WORD = re.compile(r"\w")
# ISO 4217, of the countries whose tips Hornbill reads; a code of another is a word like any.
_CURRENCY = re.compile(
    r"\s?(?:USD|EUR|GBP|CNY|HKD|TWD|VND|THB|LAK|KHR|MMK|INR|NPR|IDR|MYR|SGD|RUB|KES|TZS|UGX|ZAR|NGN|XAF|XOF|CDF|MZN|BRL)\b"
)
_DIGITS = 6  # no telephone number that the library takes for valid has fewer


class Blocked(Exception):
    """Something of a source was about to leave. The text says where and what kind, never the value."""


@dataclass(frozen=True)
class Finding:
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def scan(said: Mapping[str, Any], secrets: Secrets, *, cleared: Iterable[str] = ()) -> list[Finding]:
    """Look through every text of a packet or referral.

    Args:
        said: nested dictionaries and lists; keys name the place for the officer.
        cleared: telephone numbers, addresses and accounts of the persons reported, which may leave. What the vault
            knows of a source is never cleared by this.
    """
    allowed = {_bare(each) for each in cleared if each.strip()}
    exact = _Exact(secrets)
    found: dict[Finding, None] = {}
    for path, value in _texts(said, ()):
        for what in [*exact.found_in(path, value), *_found_in(path, value, secrets, allowed)]:
            found[Finding(" · ".join(part for part in path if not part.isdigit()), what)] = None
    return list(found)


def _texts(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(each, (*path, str(name)))
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from _texts(each, (*path, str(index)))


class _Exact:
    """What is to be found as it stands, as words of their own; all of it in one pass over a text."""

    def __init__(self, secrets: Secrets) -> None:
        known = {(_folded(secret), what) for what, secret in secrets.exact}
        self._what = [what for _secret, what in sorted(known)]
        self._needles = ahocorasick_rs.AhoCorasick([secret for secret, _what in sorted(known)])

    def found_in(self, path: tuple[str, ...], value: str) -> Iterator[str]:
        text = _folded(value)
        for index, start, end in self._needles.find_matches_as_indexes(text, overlapping=True):
            what = self._what[index]
            if "time" in what and path[0] in _TIMES:
                continue
            if not _WORD.match(text[max(0, start - 1) : start]) and not _WORD.match(text[end : end + 1]):
                yield what


def _folded(value: str) -> str:
    return unicodedata.normalize("NFKC", value).casefold()


def _found_in(path: tuple[str, ...], value: str, secrets: Secrets, allowed: set[str]) -> Iterator[str]:
    if not secrets.runs.isdisjoint(runs(value)):
        yield _("six words in a row as a source wrote them: write it afresh")
    if not _OURS.intersection(path) and not all(_bare(each) in allowed for each in _identifiers(value)):
        yield _("a telephone number, e-mail address or account: clear it for this packet if it is a suspect's")


def _identifiers(value: str) -> list[str]:
    has_number = sum(sign.isdecimal() for sign in value) >= _DIGITS
    found: Iterable[Any] = phonenumbers.PhoneNumberMatcher(value, "VN") if has_number else ()
    numbers = [match.raw_string for match in found if not _is_money(match.raw_string, value[match.end :])]
    mails = EMAIL.findall(value)
    return [*numbers, *mails, *HANDLE.findall(EMAIL.sub(" ", value))]


def _is_money(digits: str, after: str) -> bool:
    """180000000 VND has the shape of a Vietnamese service number. One that a source gave is found all the same."""
    return _CURRENCY.match(after) is not None and not digits.startswith(("0", "+"))


def _bare(identifier: str) -> str:
    return "".join(sign for sign in identifier.casefold() if sign.isalnum())


def sentence(findings: list[Finding]) -> str:
    """One sentence for the officer."""
    return _("This must not leave yet. %(what)s") % {"what": "; ".join(map(str, findings[:5]))}
