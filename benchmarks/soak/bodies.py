"""Bodies of forms: as a browser builds them, and bent."""

from random import Random
from urllib.parse import quote_from_bytes

from benchmarks.soak import words

BOUNDARY = b"----soakedBoundary7"
NAMES = ("photo.jpg", "", "../../x", "a\0b.png", "x" * 400, "тигр.pdf", "a\r\nb", '"; x="', "\u202egpj.exe", "con.txt")
HEADS = (
    b"\xff\xd8\xff\xe1\0\x10Exif\0\0", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"PK\x03\x04", b"GIF89a",
    b"RIFF\0\0\0\0WEBP",    b"\0\0\0\x18ftypheic", b"<svg xmlns='http://www.w3.org/2000/svg'>", b"", b"\x1f\x8b\x08",
    b"BM", b"OggS", b"ID3",
)  # fmt: skip

Fields = dict[str, list[str]]


def bent(dice: Random, fields: Fields) -> Fields:
    """Some values changed, doubled, taken out, or joined by fields that nobody asked for."""
    bent = {name: list(values) for name, values in fields.items()}
    for _ in range(dice.randrange(1, 5)):
        name = dice.choice([*bent, words.word_of(dice)[:50]])
        act = dice.random()
        if act < 0.65:
            bent[name] = [words.word(dice)]
        elif act < 0.8:
            bent[name] = [*bent.get(name, []), *(words.word_of(dice) for _ in range(dice.randrange(1, 12)))]
        else:
            bent.pop(name, None)
    if dice.random() < 0.02:
        bent |= {f"more{number}": ["x"] for number in range(300)}
    return bent


def urlencoded(dice: Random, fields: Fields) -> tuple[bytes, bytes]:
    """Returns: (body, content type)."""
    pairs = [
        quote_from_bytes(words.encoded(dice, name)) + "=" + quote_from_bytes(words.encoded(dice, value))
        for name, values in fields.items()
        for value in values
    ]
    return "&".join(pairs).encode(), b"application/x-www-form-urlencoded"


def multipart(
    dice: Random, fields: Fields, *, files: int, field: str = "files", name: str | None = None
) -> tuple[bytes, bytes]:
    """Files of odd names, unless one is given. Returns: (body, content type)."""
    parts = [_part(dice, name, words.encoded(dice, value)) for name, values in fields.items() for value in values]
    parts += [_part(dice, field, _file(dice), filename=name or dice.choice(NAMES)) for _ in range(files)]
    body = b"".join(b"--" + BOUNDARY + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + BOUNDARY + b"--\r\n"
    return _broken(dice, body), b"multipart/form-data; boundary=" + BOUNDARY


def _part(dice: Random, name: str, value: bytes, *, filename: str | None = None) -> bytes:
    said = words.encoded(dice, name).replace(b"\r\n", b" ").replace(b'"', b"%22")
    head = b'Content-Disposition: form-data; name="' + said + b'"'
    if filename is not None:
        head += b'; filename="' + filename.encode() + b'"'
        head += b"\r\nContent-Type: " + dice.choice(
            [b"image/jpeg", b"", b"text/html; charset=rot13", b"\xff", b"a/b;c"]
        )
    if dice.random() < 0.05:
        head += b"\r\nContent-Transfer-Encoding: " + dice.choice([b"base64", b"quoted-printable", b"x", b"binary"])
    return head + b"\r\n\r\n" + value


def _file(dice: Random) -> bytes:
    if dice.random() < 0.02:
        return dice.choice(HEADS) + dice.randbytes(3_000_000)
    return dice.choice(HEADS) + words.raw(dice, 3_000)


def _broken(dice: Random, body: bytes) -> bytes:
    """One in four bodies has bytes taken out, put in, or its end cut off."""
    luck = dice.random()
    if luck > 0.25 or len(body) < 10:
        return body
    at = dice.randrange(len(body))
    if luck < 0.08:
        return body[:at]
    if luck < 0.16:
        return body[:at] + words.raw(dice, 40) + body[at:]
    return body[:at] + body[at + dice.randrange(1, 60) :]
