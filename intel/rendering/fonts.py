"""The typefaces of our documents: static weights cut from variable fonts once, kept in a cache folder."""

import functools
import hashlib
import os
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

# (package, file inside it, weights). typst knows no variable fonts: what it would draw is the default instance.
_SOURCES = (
    ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", (400, 700)),
    ("fontpkg_noto_sans", "files/NotoSans-Italic[wdth,wght].ttf", (400,)),
    ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf", (400, 700)),
    ("justmytype_intl_sea", "fonts/ofl/notosanskhmer/NotoSansKhmer[wdth,wght].ttf", (400, 700)),
    ("justmytype_intl_sea", "fonts/ofl/notosanslao/NotoSansLao[wdth,wght].ttf", (400, 700)),
    ("justmytype_intl_sea", "fonts/ofl/notosansmyanmar/NotoSansMyanmar[wdth,wght].ttf", (400, 700)),
    ("justmytype_intl_sea", "fonts/ofl/notosansthai/NotoSansThai[wdth,wght].ttf", (400, 700)),
    ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf", (400, 700)),
    ("justmytype_intl_cjk", "fonts/ofl/notosanstc/NotoSansTC[wght].ttf", (400, 700)),
    ("justmytype_intl_cjk", "fonts/ofl/notosansjp/NotoSansJP[wght].ttf", (400, 700)),
    ("justmytype_intl_cjk", "fonts/ofl/notosanskr/NotoSansKR[wght].ttf", (400, 700)),
)
COVERED = "covered.bits"
CODE_POINTS = 0x110000


@dataclass(frozen=True)
class Covered:
    """Code points that at least one of our fonts can draw. bits: one for each code point, the lowest of a byte first.

    A set of them would take ten megabytes in each process that sets a document.
    """

    bits: bytes

    def __contains__(self, code: int) -> bool:
        return bool(self.bits[code >> 3] >> (code & 7) & 1)


def ready(cache: Path | None = None) -> Path:
    """Cut what is not cut yet (2 s the first time) and name the folder of the cut fonts.

    Safe when several processes do it at once: each file appears whole or not at all.

    Args:
        cache: a folder we may write; None takes the environment's HORNBILL_FONTS, then the user's cache folder,
            then a temporary folder of this process where neither can be written.
    """
    return _ready(cache or _default_cache())


@functools.lru_cache(maxsize=4)
def covered(folder: Path) -> Covered:
    """What the fonts of a folder can draw."""
    return Covered((folder / COVERED).read_bytes())


@functools.lru_cache(maxsize=4)
def _ready(cache: Path) -> Path:
    folder = cache / _edition()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for package, source, weights in _SOURCES:
        stem = Path(source).name.partition("[")[0]
        for weight in weights:
            if not (target := folder / f"{stem}-{weight}.ttf").exists():
                _publish(_cut(str(files(package) / source), weight), target)
    if not (folder / COVERED).exists():
        _publish(_drawn(folder), folder / COVERED)
    return folder


def _cut(source: str, weight: int) -> bytes:
    import uharfbuzz  # fetched where something is to be cut

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(source))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    for axis in face.axis_infos:
        wanted.pin_axis_location(face, axis.tag, weight if axis.tag == "wght" else axis.default_value)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _drawn(folder: Path) -> bytes:
    """What `Covered` holds, of the fonts in a folder."""
    import uharfbuzz

    bits = bytearray(CODE_POINTS // 8)
    for font in folder.glob("*.ttf"):
        for code in uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font))).unicodes:
            bits[code >> 3] |= 1 << (code & 7)
    return bytes(bits)


def _publish(content: bytes, target: Path) -> None:
    handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".draft")
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    os.replace(draft, target)  # the rename is atomic: another process sees the whole file or none


def _edition() -> str:
    """Name the folder by what it is cut from and with, so that an upgrade cuts anew."""
    from importlib.metadata import version

    parts = [version("uharfbuzz"), *(f"{name}{weights}{_size(package, name)}" for package, name, weights in _SOURCES)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _size(package: str, name: str) -> int:
    return Path(str(files(package) / name)).stat().st_size


@functools.lru_cache(maxsize=1)
def _default_cache() -> Path:
    named = os.environ.get("HORNBILL_FONTS")
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = Path(named) if named else Path(home, "hornbill", "fonts")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="hornbill-fonts-"))
    # In an image the faces are cut already, and nothing can be written.
    is_good = os.access(folder, os.W_OK) or (os.access(folder, os.R_OK) and (folder / _edition()).is_dir())
    return folder if is_good else Path(tempfile.mkdtemp(prefix="hornbill-fonts-"))
