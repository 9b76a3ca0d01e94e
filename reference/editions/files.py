"""The files of an edition, read row by row; what is wrong is told with file and line."""

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from reference.editions.row import BadEdition, BadRow, Row

COLUMNS: dict[str, tuple[str, ...]] = {
    "cites_taxa.csv": (
        "scientific_name",
        "rank",
        "kingdom",
        "phylum",
        "class",
        "order",
        "family",
        "genus",
        "author",
        "appendix",
        "annotation",
        "status_note",
        "first_listed_or_changed",
        "basis",
        "cites_taxon_id",
    ),
    "cites_amendments_2019_2026.csv": (
        "effective_date",
        "cop",
        "scientific_name",
        "rank",
        "new_appendix",
        "note",
        "evidence",
    ),
    "cites_synonyms.csv": ("synonym", "accepted_name", "source"),
    "priority_taxa.csv": ("scientific_name", "rank", "english", "group", "tier", "cites_appendix"),
    "vernacular_names.csv": ("scientific_name", "lang", "name", "source"),
    "vernacular_names_unverified.csv": ("scientific_name", "lang", "name", "source"),
    "cites_codes.csv": ("code_type", "code", "name", "preferred_unit", "alternative_unit", "explanation", "source"),
    "commodity_terms.csv": ("term", "lang", "commodity_code", "slang", "species_hint", "kind", "confidence", "source"),
    "unit_words.csv": ("lang", "word", "unit_code", "factor_to_unit", "note", "source"),
    "offences.csv": ("code", "name", "definition", "tip_class", "retired"),
    "places_admin1.csv": ("iso_3166_2", "country", "name", "name_en_alt", "geonames_admin1"),
    "places_kh_districts.csv": ("province_code", "district_code", "district_kh", "district_en"),
    "places_gazetteer.csv": (
        "name",
        "country",
        "geonames_admin1",
        "lat",
        "lon",
        "population",
        "names_local_script",
        "names_latin_alt",
        "geonameid",
    ),
    "places_airports.csv": ("iata", "icao", "name", "city", "country", "lat", "lon"),
    "places_borders_ports.csv": (
        "kind",
        "name",
        "country",
        "opposite_name",
        "opposite_country",
        "local_names",
        "lat",
        "lon",
    ),
    "agencies_seed.csv": ("country", "name", "local_name", "agency_type", "mandate", "tags", "status", "source"),
}
COLUMNS["cites_taxa_plants_rest.csv.gz"] = COLUMNS["cites_taxa.csv"]

MAX_BYTES = 200_000_000  # of one file unpacked: twenty times the largest of the real edition's


class Files:
    """A folder with any of the files that `COLUMNS` names. Rows are counted as they are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.present = frozenset(name for name in COLUMNS if (folder / name).is_file())
        self.counts: dict[str, int] = {}
        if not self.present:
            raise BadEdition(_("%(folder)s holds none of the files of an edition.") % {"folder": folder})

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of one file, none where the edition lacks it. Raises: BadRow, BadEdition."""
        if name not in self.present:
            return
        self.counts[name] = 0
        for row in _parse(name, _text(self.folder / name)):
            self.counts[name] += 1
            yield row

    def checksums(self) -> dict[str, str]:
        """SHA-256 (hex) of each file as it lies in the folder, by name."""
        return {name: hashlib.sha256((self.folder / name).read_bytes()).hexdigest() for name in sorted(self.present)}


def _text(path: Path) -> str:
    try:
        content = path.read_bytes() if path.suffix != ".gz" else _unpacked(path)
    except (EOFError, zlib.error, OSError) as error:
        raise BadEdition(_("%(file)s cannot be unpacked: it is damaged or cut off.") % {"file": path.name}) from error
    if len(content) > MAX_BYTES:
        raise BadEdition(_("%(file)s is larger than %(limit)d bytes.") % {"file": path.name, "limit": MAX_BYTES})
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadRow(path.name, line, _("the text is not UTF-8.")) from error


def _unpacked(path: Path) -> bytes:
    with gzip.open(path, "rb") as packed:
        return packed.read(MAX_BYTES + 1)


def _parse(name: str, text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        header = next(reader, [])
        _check_header(name, header)
        start = reader.line_num + 1
        for cells in reader:
            if cells:
                yield _row(name, start, header, cells)
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadRow(name, start, _("this is not CSV: %(why)s.") % {"why": error}) from error


def _check_header(name: str, header: list[str]) -> None:
    missing = [column for column in COLUMNS[name] if column not in header]
    if missing:
        raise BadRow(name, 1, _("these columns are missing: %(columns)s.") % {"columns": ", ".join(missing)})


def _row(name: str, line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        raise BadRow(
            name,
            line,
            _("it has %(found)d fields where the header names %(named)d.")
            % {"found": len(cells), "named": len(header)},
        )
    if any("\0" in cell for cell in cells):
        raise BadRow(name, line, _("it holds a zero byte."))
    return Row(name, line, dict(zip(header, cells, strict=True)))
