"""Just enough of DER to put the certificates of a time stamp in the order that the standard asks for.

They are a set, whose members DER wants sorted (X.690, 11.6). OpenSSL's authority sends them as they come, and our
library's parser refuses that. Nothing signed covers their order.
"""

import itertools
from collections.abc import Iterator

CERTIFICATES = 0xA0


def with_certificates_in_order(answer: bytes) -> bytes:
    """A time stamp response with its certificates sorted; what is no such response comes back as it is."""
    try:
        # TimeStampResp { status, ContentInfo { type, [0] SignedData { version, digests, content, [0] certificates …
        response = _inside(answer, 0)
        token = list(_members(answer, response))[1]
        signed = next(iter(_members(answer, _inside(answer, list(_members(answer, _inside(answer, token)))[1]))))
        found = [at for at in _members(answer, _inside(answer, signed)) if answer[at] == CERTIFICATES]
        if not found:
            return answer
        start, end = _inside(answer, found[0])
        places = [*_members(answer, (start, end)), end]
        sorted_ones = sorted(answer[place:after] for place, after in itertools.pairwise(places))
        return answer[:start] + b"".join(sorted_ones) + answer[end:]
    except IndexError:
        return answer


def _inside(data: bytes, at: int) -> tuple[int, int]:
    """Where an element's content stands: [start, end)."""
    length, start = data[at + 1], at + 2
    if length & 0x80:
        octets = length & 0x7F
        length, start = int.from_bytes(data[start : start + octets], "big"), start + octets
    if start + length > len(data):
        raise IndexError
    return start, start + length


def _members(data: bytes, span: tuple[int, int]) -> Iterator[int]:
    at, end = span
    while at < end:
        yield at
        at = _inside(data, at)[1]
