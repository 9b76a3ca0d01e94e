"""The index of reading: built once from the files of an edition, kept on disk, shared by fork."""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from hotline.reading.books import Book
from hotline.reading.lists import FOLDER as LISTS
from hotline.reading.place_names import PlaceNames
from hotline.reading.taxon_names import TaxonNames
from hotline.reading.taxonomy import Kin
from hotline.reading.trade_words import cue_pages, term_pages
from hotline.reading.typos import Typos
from hotline.reading.units import unit_words
from reference.editions.files import Files

DATA = Path(__file__).resolve().parent.parent.parent / "reference/data"
CACHE = Path(__file__).resolve().parent.parent.parent / "var/reading"


@dataclass(eq=False)
class Index:
    """Everything that reading looks things up in; nothing in it changes after it was built.

    Args:
        version: hash of the edition's files, our lists and our code.
        taxa, terms, cues, places: the books (`books.py`); what their pages hold is told where they are made.
        kin: rank and lineage of each taxon that a page names, by accepted scientific name.
        spots: (name, country, lat, lon, kind, weight) by the numbers that the pages of places hold.
        units: by language and word, (unit code, factor or None).
        groups: by scientific name, the group of the most trafficked taxa that it belongs to ('pangolins').
    """

    version: str
    taxa: Book
    terms: Book
    cues: Book
    places: Book
    kin: dict[str, Kin]
    spots: list[tuple[str, str, float | None, float | None, str, int]]
    units: dict[str, tuple[str, float | None]]
    typos: Typos = field(default_factory=lambda: Typos({}))
    groups: dict[str, str] = field(default_factory=dict)

    @cached_property
    def towns_by_degree(self) -> dict[tuple[int, int], list[int]]:
        """Numbers of towns by whole degrees of latitude and longitude."""
        grid: dict[tuple[int, int], list[int]] = {}
        for number, (_name, _country, lat, lon, kind, _weight) in enumerate(self.spots):
            if kind == "town" and lat is not None and lon is not None:
                grid.setdefault((int(lat // 1), int(lon // 1)), []).append(number)
        return grid


@cache
def ready(data: Path = DATA, kept: Path = CACHE) -> Index:
    """The index of an edition, from the cache where it holds this version, else built and kept.

    Args:
        data: folder with the edition's files, as `manage.py load_reference` takes it.
        kept: folder of the cache; where it cannot be written, the index lives in memory only.
    """
    version = _version(data)
    path = kept / f"{version[:24]}.json"
    try:
        pages = json.loads(path.read_bytes())
    except (OSError, ValueError):
        pages = build(data)
        _keep(path, pages)
    return _open(version, pages)


def build(data: Path) -> dict[str, Any]:
    """The pages of every book, as they are kept on disk. Takes a few seconds."""
    files = Files(data)
    taxa, places = TaxonNames(files), PlaceNames(files)
    taxon_pages = taxa.pages()
    named = {
        line.split("=", 1)[1].rsplit("/", 1)[0] for page in taxon_pages.values() if page for line in page.split(";")
    }
    named |= {kin.name for kin in taxa.kin.values() if kin.tier}
    terms = term_pages(files)
    named |= {line.split("/")[1] for page in terms.values() if page for line in page.split(";")} & taxa.kin.keys()
    return {
        "taxa": taxon_pages,
        "terms": terms,
        "cues": cue_pages(),
        "places": places.pages(),
        "spots": places.records,
        "units": unit_words(files),
        "groups": taxa.groups,
        "kin": {
            name: [kin.rank, *kin.above, kin.tier, kin.appendix] for name, kin in taxa.kin.items() if name in named
        },
    }


def _open(version: str, pages: dict[str, Any]) -> Index:
    kin = {name: Kin(name, told[0], tuple(told[1:5]), told[5], told[6]) for name, told in pages["kin"].items()}  # type: ignore[arg-type]
    books: dict[str, Book] = {name: _book(pages[name]) for name in ("taxa", "terms", "cues", "places")}
    spots = [tuple(spot) for spot in pages["spots"]]
    units = {word: (unit, factor) for word, (unit, factor) in pages["units"].items()}
    return Index(
        version, **books, kin=kin, spots=spots, units=units, typos=Typos.of(pages["taxa"]), groups=pages["groups"]
    )  # type: ignore[arg-type]


def _book(pages: dict[str, str]) -> Book:
    pages.pop("", None)  # names of which the one spelling leaves nothing
    packed = [key for key in pages if is_packed(key)]
    spaced = {key: page for key, page in pages.items() if not is_packed(key)} if packed else pages
    return Book(spaced, packed, [pages[key] for key in packed])


def is_packed(key: str) -> bool:
    """Whether a key is of a script without spaces between words."""
    point = ord(key[0])
    return (0x0E00 <= point <= 0x109F and not 0x0F00 <= point <= 0x0FFF) or 0x1780 <= point <= 0x17FF or point >= 0x2E80


def _version(data: Path) -> str:
    told = hashlib.sha256()
    for folder, pattern in ((data, "*.csv*"), (LISTS, "*.csv"), (Path(__file__).parent, "*.py")):
        for path in sorted(folder.glob(pattern)):
            told.update(path.name.encode())
            told.update(path.read_bytes())
    return told.hexdigest()


def _keep(path: Path, pages: dict[str, Any]) -> None:
    """Write the cache beside its place and put it there in one step, so that no reader sees half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8") as file:
            json.dump(pages, file, ensure_ascii=False, separators=(",", ":"))
        os.replace(file.name, path)
    except OSError:
        return  # a folder that cannot be written costs time at the next start, nothing else
    for old in path.parent.glob("*.json"):
        if old != path:
            old.unlink(missing_ok=True)
