"""Rows for the CITES annual illegal trade report. We draft them; the Management Authority of a country files them.

Columns as the report's form has them, rows one for each species and kind of specimen of a seizure, quantities in the
unit that they are counted in. The report is due on 31 October of the year after (Notification to the Parties 2023/132).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from cases.seizing import countries, quantities
from intel.rendering import tables

DRAFT = "DRAFT for the Management Authority to file"
COLUMNS = (
    "Reference no.", "Date of seizure", "Species", "Description of specimen", "Quantity", "Unit",
    "Location of incident", "Detecting agency", "Reason for seizure", "Mode of transport", "Method of detection",
    "Method of concealment", "Alleged country of origin", "Country(ies) of transit", "Alleged final destination",
    "Estimated value in country", "Nationality of offenders", "Law under which charges were brought", "Sanction",
    "Disposal of confiscated specimens", "Additional information", DRAFT,
)  # fmt: skip
SEIZED = "seizure"
REPORTED = "reported, no seizure confirmed"
# Who is told of in the report and is no offender.
NO_OFFENDERS = {"victim", "witness"}


def rows(told: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """The rows of seizures as `told.tell` gives them. A seizure without a line is one row, or it would be forgotten."""
    return [row for each in told for row in _of_seizure(each)]


def _of_seizure(said: dict[str, Any]) -> list[dict[str, str]]:
    shared = _shared(said)
    kinds: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for line in said["lines"]:
        # What is in different units is never added: a row each.
        key = (line["name"], line["term"], line["unit"], "" if line["quantity"] else "not counted")
        kinds.setdefault(key, []).append(line)
    return [shared | _of_lines(said, lines) for lines in kinds.values()] or [shared]


def _shared(said: dict[str, Any]) -> dict[str, str]:
    seizure = said["seizure"]
    return dict.fromkeys(COLUMNS, "") | {
        "Reference no.": seizure["reference"], "Date of seizure": seizure["date"],
        "Location of incident": ", ".join(filter(None, (seizure["setting"], seizure["place"], seizure["country"]))),
        "Detecting agency": seizure["agency"], "Reason for seizure": seizure["reason"],
        "Mode of transport": seizure["transport"], "Method of detection": seizure["detection"],
        "Method of concealment": seizure["concealment"],
        "Alleged country of origin": countries.listed(seizure["origin"]),
        "Country(ies) of transit": countries.listed(seizure["transit"]),
        "Alleged final destination": countries.listed(seizure["destination"]),
        "Estimated value in country": seizure["value"],
        "Nationality of offenders": countries.listed(_nationalities(said)),
        "Law under which charges were brought": seizure["law"], "Sanction": seizure["sanction"],
        "Disposal of confiscated specimens": seizure["disposal"],
        "Additional information": "; ".join(filter(None, (*_of_animals(_unlisted(said)), seizure["additional"]))),
        DRAFT: SEIZED,
    }  # fmt: skip


def _nationalities(said: dict[str, Any]) -> list[str]:
    return [each["nationality"] for each in said.get("persons", ()) if each["role_code"] not in NO_OFFENDERS]


def _unlisted(said: dict[str, Any]) -> list[dict[str, Any]]:
    """Live animals of species that no line names: they stand in every row, the others in their own."""
    listed = {line["name"] for line in said["lines"]}
    return [group for group in said["animals"] if group["name"] not in listed]


def _of_animals(groups: Iterable[dict[str, Any]]) -> Iterable[str]:
    for group in groups:
        where = group["release_place"]
        yield " ".join(filter(None, (group["number"], group["name"], group["fate"].lower(), where and f"in {where}")))


def _of_lines(said: dict[str, Any], lines: Sequence[dict[str, Any]]) -> dict[str, str]:
    first = lines[0]
    sums = quantities.totals((Decimal(line["quantity"]), line["unit"]) for line in lines if line["quantity"])
    origins = countries.listed(line["origin"] for line in lines)
    told = dict.fromkeys(part for line in lines for part in _notes(line))
    living = _of_animals(group for group in said["animals"] if group["name"] == first["name"])
    shared = _shared(said)
    return {
        "Species": first["name"], "Description of specimen": first["term"],
        "Quantity": quantities.written(sums.get(first["unit"])), "Unit": first["unit"],
        "Alleged country of origin": origins or shared["Alleged country of origin"],
        "Additional information": "; ".join(filter(None, (*told, *living, shared["Additional information"]))),
    }  # fmt: skip


def _notes(line: dict[str, Any]) -> Iterable[str]:
    """What the columns have no room for."""
    yield f"Appendix {line['appendix']}" if line["appendix"] else ""
    yield line["condition"].lower()
    if line["reported"] and line["reported"] != f"{line['quantity']} {line['unit']}":
        yield f"reported as {line['reported']}"
    for name, label in (("source", "source"), ("purpose", "purpose"), ("marks", "marks")):
        yield f"{label} {line[name]}" if line[name] else ""
    known = ", ".join(filter(None, (line["basis"], line["certainty"])))
    yield f"identified: {known.lower()}" if known else ""


def csv_file(found: Sequence[dict[str, str]]) -> bytes:
    """The rows as CSV (`intel.rendering.tables`)."""
    return tables.csv_bytes(COLUMNS, ([row[name] for name in COLUMNS] for row in found))


def xlsx_file(found: Sequence[dict[str, str]], *, year: int, country: str, organisation: str, at: datetime) -> bytes:
    """The rows as a spreadsheet, quantities as numbers, the draft's notice across the top and on each page."""
    from intel.rendering import sheets  # its library takes long to load, and once a year it is needed

    where = country or "all countries"
    banner = f"{DRAFT}: annual illegal trade report {year}, {where}. Drawn up {at:%Y-%m-%d} by {organisation}"
    return sheets.xlsx_bytes(f"DRAFT {year} {country}".strip(), banner, COLUMNS, map(_cells, found), at=at)


def _cells(row: dict[str, str]) -> list[object]:
    return [Decimal(row[name]) if name == "Quantity" and row[name] else row[name] for name in COLUMNS]
