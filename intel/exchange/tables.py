"""Tables for i2 Analyst's Notebook and spreadsheets in one zip: persons and things, links, every value. And back. Pure.

Analyst's Notebook imports `entities.csv` (identity `id`, type `type`, label `name`) and `links.csv` (ends `source` and
`target`, label `link`); `facts.csv` has what a line for each entity cannot hold. Nothing in a cell is run as a formula.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from intel.exchange.offered import MAX_FACTS, MAX_THINGS, MAX_TIES, Offered, Thing, Tie, Unreadable, Value
from intel.exchange.said import Said
from intel.models.entity import Schema
from intel.models.link import LinkKind, Role
from intel.products.handling import STRICTEST_FIRST, strictest
from intel.properties import PROPERTIES
from intel.rendering.tables import csv_bytes, unescaped

ENTITIES, LINKS, FACTS, NOTE = "entities.csv", "links.csv", "facts.csv", "read_me.txt"
OF_ENTITIES = ("id", "type", "schema", "name", "reports", "grades", "handling")
OF_LINKS = (
    "source", "source_name", "target", "target_name", "link", "kind", "role", "role_code", "basis", "grade", "report",
    "began", "ended", "summary", "handling",
)  # fmt: skip
OF_FACTS = ("id", "property", "value", "report", "grade", "first_seen", "last_seen", "handling")
MAX_UNPACKED = 60_000_000  # bytes of all tables of a zip
PIECE = 64 * 1024  # bytes
MAX_CELL = 2_000  # characters
MAX_COLUMNS = 100
_HOW = (
    "Import entities.csv first: identity is the column id, entity type is type, label is name. Then links.csv:\n"
    "the ends are source and target, the label is link. facts.csv holds every value with its report and grade.\n"
    "A cell that would run as a formula begins with an apostrophe.\n"
)


def zipped(said: Said) -> bytes:
    """The zip: three tables and a note that says how to import them."""
    names = {each["id"]: each["name"] for each in said.entities}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr(NOTE, f"{said.label}\n{said.reference} · {said.organisation} · {said.at:%Y-%m-%d}\n\n{_HOW}")
        held.writestr(ENTITIES, csv_bytes(OF_ENTITIES, (_of_entity(each, said.label) for each in said.entities)))
        held.writestr(LINKS, csv_bytes(OF_LINKS, (_of_link(each, names, said.label) for each in said.links)))
        held.writestr(FACTS, csv_bytes(OF_FACTS, _of_facts(said)))
    return out.getvalue()


def _of_facts(said: Said) -> Iterable[list[str]]:
    for each in said.entities:
        for fact in each["facts"]:
            yield [each["id"], *(fact[name] for name in OF_FACTS[1:-1]), said.label]


def _of_entity(each: dict[str, Any], label: str) -> list[str]:
    cited = dict.fromkeys((fact["report"], fact["grade"]) for fact in each["facts"] if fact["report"])
    reports, grades = ("; ".join(said) for said in (zip(*cited, strict=True) if cited else ((), ())))
    return [each["id"], each["kind"], each["schema"], each["name"], reports, grades, label]


def _of_link(each: dict[str, Any], names: dict[str, str], label: str) -> list[str]:
    told = {
        **each, "source_name": names[each["source"]], "target_name": names[each["target"]], "link": each["words"],
        "handling": label,
    }  # fmt: skip
    return [told[name] for name in OF_LINKS]


# --- And back -----------------------------------------------------------------------------------------------------
def read_zip(raw: bytes) -> Offered:
    """Our own zip. Raises: Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as held:
            missing = {ENTITIES, LINKS} - set(held.namelist())
            if missing:
                raise Unreadable(_("The zip lacks %(name)s.") % {"name": min(missing)})
            tables = _unpacked(held)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, UnicodeError):
        raise Unreadable(_("This zip does not open.")) from None
    return _offered(tables)


def _unpacked(held: zipfile.ZipFile) -> dict[str, bytes]:
    """Our tables in a zip, a piece at a time: what it says of its own sizes counts for nothing. Raises: Unreadable."""
    found, room = {}, MAX_UNPACKED
    for name in (ENTITIES, LINKS, FACTS):
        pieces: list[bytes] = []
        for member in [each for each in held.infolist() if each.filename == name][:1]:
            # Other methods unpack all at once, however much it is.
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Unreadable(_("This zip does not open."))
            with held.open(member) as source:
                while piece := source.read(PIECE):
                    pieces.append(piece)
                    if (room := room - len(piece)) < 0:
                        raise Unreadable(_("Unpacked, the zip is larger than we take in."))
        found[name] = b"".join(pieces)
    return found


def _offered(tables: dict[str, bytes]) -> Offered:
    things = list(_rows(ENTITIES, tables[ENTITIES], ("id", "schema", "name"), MAX_THINGS))
    facts: dict[str, list[Value]] = {}
    if tables[FACTS]:
        for _where, row in _rows(FACTS, tables[FACTS], ("id", "property", "value"), MAX_FACTS):
            facts.setdefault(row["id"], []).append(
                Value(row["property"], *(row.get(name, "") for name in OF_FACTS[2:7]))
            )
    links = list(_rows(LINKS, tables[LINKS], ("source", "target", "kind"), MAX_TIES))
    labels = {row["handling"] for _where, row in (*things, *links) if row.get("handling") in STRICTEST_FIRST}
    found = Offered(
        [_thing(where, row, facts.get(row["id"], [])) for where, row in things],
        [_tie(where, row) for where, row in links],
        strictest(labels) if labels else "",
    )
    return found.checked()


def _thing(where: str, row: dict[str, str], facts: list[Value]) -> Thing:
    schema, name = row["schema"], row["name"].strip()
    if schema not in Schema.values or not name:
        raise Unreadable(_("%(where)s: it needs a name, and a schema that we keep.") % {"where": where})
    told = tuple(fact for fact in facts if fact.prop in PROPERTIES[schema] and fact.value.strip())
    return Thing(row["id"], schema, name, told or (Value("name", name),), where)


def _tie(where: str, row: dict[str, str]) -> Tie:
    if row["kind"] not in LinkKind.values:
        raise Unreadable(_("%(where)s: this kind of link is none of ours.") % {"where": where})
    role = row.get("role_code", "")
    rest = {name: row.get(name, "") for name in ("began", "ended", "summary", "report", "grade")}
    basis = "assessed" if row.get("basis") == "assessed" else "asserted"
    return Tie(
        row["source"], row["target"], row["kind"], role if role in Role.values else "", basis, **rest, where=where
    )  # fmt: skip


def _rows(name: str, raw: bytes, needed: tuple[str, ...], most: int) -> Iterable[tuple[str, dict[str, str]]]:
    """(where, cells by column) of each line. Raises: Unreadable."""
    header, lines = read_table(raw, name, most)
    if missing := [column for column in needed if column not in header]:
        raise Unreadable(_("%(table)s lacks the column %(name)s.") % {"table": name, "name": missing[0]})
    for where, cells in lines:
        yield where, dict(zip(header, cells, strict=True))


def read_table(raw: bytes, name: str = "", most: int = MAX_THINGS) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """(header, (where, cells) of each line) of a CSV table in UTF-8; commas, semicolons or tabs. Raises: Unreadable."""
    text = raw.decode("utf-8-sig")
    if "\0" in text:
        raise Unreadable(_("It is no text: it holds a null sign."))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    prefix = f"{name}, " if name else ""
    found: list[tuple[str, list[str]]] = []
    header: list[str] = []
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in table:
            where = prefix + _("line %(number)d") % {"number": table.line_num}
            if not header:
                header = [cell.strip() for cell in cells]
                _check_header(header, where)
            elif any(cell.strip() for cell in cells):
                found.append((where, _cells(cells, len(header), where)))
                if len(found) > most:
                    raise Unreadable(_("%(where)s: the table has more lines than we take in.") % {"where": where})
    except csv.Error:
        where = prefix + _("line %(number)d") % {"number": table.line_num}
        raise Unreadable(_("%(where)s: this is no line of a CSV table.") % {"where": where}) from None
    if not header:
        raise Unreadable(_("The table has no header."))
    return header, found


def _check_header(header: list[str], where: str) -> None:
    if len(header) > MAX_COLUMNS or len(set(header)) != len(header) or not all(header):
        raise Unreadable(_("%(where)s: each column needs a name of its own, at most 100.") % {"where": where})


def _cells(cells: list[str], width: int, where: str) -> list[str]:
    if len(cells) != width:
        told = {"where": where, "count": len(cells), "width": width}
        raise Unreadable(_("%(where)s has %(count)d cells under %(width)d columns.") % told)
    if any(len(cell) > MAX_CELL for cell in cells):
        raise Unreadable(_("%(where)s: a cell is too long.") % {"where": where})
    return [unescaped(cell) for cell in cells]


# --- A table of anybody -------------------------------------------------------------------------------------------
def guessed(header: list[str]) -> dict[str, str]:
    """Which column is likely which property: by our names and by their labels in the officer's language."""
    known: dict[str, str] = {}
    for properties in PROPERTIES.values():
        for prop, each in properties.items():
            known.setdefault(str(each.label).casefold(), prop)
            known[prop.casefold()] = prop
    known |= {"schema": "schema", "type": known.get("type", "type"), "name": "name"}
    return {column: found for column in header if (found := known.get(column.casefold()))}


def read_mapped(raw: bytes, schema: str, columns: dict[str, str]) -> Offered:
    """A thing for each line. columns: our property by their column; those not named are passed over.

    Raises: Unreadable, also where no column is the name.
    """
    header, lines = read_table(raw)
    if "name" not in columns.values():
        raise Unreadable(_("Say which column is the name."))
    found = Offered(columns=header)
    for where, cells in lines:
        row = dict(zip(header, cells, strict=True))
        told = [Value(columns[name], " ".join(value.split())) for name, value in row.items() if name in columns]
        facts = tuple(each for each in told if each.value and each.prop in PROPERTIES[schema])
        name = next((each.value for each in facts if each.prop == "name"), "")
        if not name:
            raise Unreadable(_("%(where)s has no name.") % {"where": where.capitalize()})
        found.things.append(Thing(where, schema, name, facts, where))
    return found.checked()
