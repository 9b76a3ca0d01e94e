"""A draft of the INTERPOL ECOMESSAGE, for the agency: police send it through their National Central Bureau, not we.

The form itself is given to police only. Its list of fields is as recalled in INTERPOL's descriptions of the form (a
circular of 1994 and later); the order of the fields is unverified, so the agency checks it against its own form.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from cases.seizing import countries
from intel.rendering.word import Section, docx_bytes

TITLE = "ECOMESSAGE"
DRAFT = "DRAFT for the authority to check and send through its National Central Bureau"
OPEN = "– (for the authority to fill in)"
CONTENTS = ("Species", "Description", "Quantity", "Appendix", "Marks", "Identified")
PERSONS = ("Name", "Reported as", "Born", "Nationality", "Documents", "Arrested")
LIVING = ("Animals", "Number", "What became of them", "Marks")


def message(
    said: Mapping[str, Any], *, law: str, ask: str, organisation: str, contact: str
) -> tuple[str, list[Section]]:
    """One seizure as (name, sections), from what `told.tell` gives of it.

    Args:
        law: offence and law as the case has them. ask: what we ask to be told or done.
        organisation, contact: whom the authority may call.
    """
    seizure = said["seizure"]
    where = ", ".join(filter(None, (seizure["setting"], seizure["place"], seizure["country"])))
    agency = filter(None, (seizure["agency"], f"{organisation}, {contact}" if contact else organisation))
    sections = [
        Section("1. Subject", _lines(_subject(said))),
        Section("2. Legal classification", _lines(seizure["law"] or law, seizure["reason"], seizure["sanction"])),
        Section("3. Place, date, time and method of discovery",
                _lines(where, seizure["date"], _said("Found by", seizure["detection"]))),
        Section("4. Contents", _lines(_worth(seizure)), CONTENTS, [_content(line) for line in said["lines"]]),
        _persons(said), Section("6. Companies", _lines(*_companies(said))),
        Section("7. Provenance, transit, destination", _lines(
            _said("Provenance", countries.listed(seizure["origin"])),
            _said("Transit", countries.listed(seizure["transit"])),
            _said("Destination", countries.listed(seizure["destination"])))),
        Section("8. Conveyance and route", _lines(seizure["transport"], " → ".join(seizure["route"]))),
        Section("9. Documents and permits", _lines()),
        Section("10. Agencies involved and contact", _lines(*agency)),
        Section("11. Modus operandi and concealment", _lines(seizure["concealment"])),
        Section("12. Additional information", _lines(seizure["additional"], _said("Disposal", seizure["disposal"]),
                                                     _said("Proof", seizure["proof"]))),
        *_living(said), Section("13. Information requested", _lines(ask)),
    ]  # fmt: skip
    return seizure["reference"], sections


def _lines(*said: str) -> list[str]:
    return [each for each in said if each] or [OPEN]


def _said(label: str, value: str) -> str:
    return f"{label}: {value}" if value else ""


def _subject(said: Mapping[str, Any]) -> str:
    kinds = dict.fromkeys(f"{line['name']} ({line['term_name'] or line['term']})" for line in said["lines"])
    return _said("Seizure of wildlife", "; ".join(kinds)) or "Seizure of wildlife"


def _worth(seizure: Mapping[str, Any]) -> str:
    how = f" ({seizure['valued']})" if seizure["valued"] else ""
    return _said("Estimated value", seizure["value"]) + how if seizure["value"] else ""


def _content(line: Mapping[str, Any]) -> list[str]:
    known = ", ".join(filter(None, (line["identified_by"], line["basis"], line["certainty"])))
    term = " ".join(filter(None, (line["term"], line["term_name"], line["condition"] and f"({line['condition']})")))
    names = f"{line['name']} ({line['common_name']})" if line["common_name"] else line["name"]
    return [names, term, f"{line['quantity']} {line['unit']}".strip(), line["appendix"], line["marks"], known]


def _persons(said: Mapping[str, Any]) -> Section:
    rows = [
        [each["name"], each["role"], each["born"], each["nationality"], each["documents"], each["arrested"]]
        for each in said.get("persons", ())
        if not each["is_company"]
    ]
    heading = "5. Persons (reported, not found guilty of anything)"
    return Section(heading, (), PERSONS, rows) if rows else Section(heading, _lines())


def _companies(said: Mapping[str, Any]) -> Iterable[str]:
    return (", ".join(filter(None, (each["name"], each["role"], each["nationality"])))
            for each in said.get("persons", ()) if each["is_company"])  # fmt: skip


def _living(said: Mapping[str, Any]) -> list[Section]:
    rows = [[each["name"], each["number"], _fate(each), each["marks"]] for each in said["animals"]]
    return [Section("Live animals", (), LIVING, rows)] if rows else []


def _fate(group: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (group["fate"], group["centre"], group["release_place"], group["seen_on"])))


def docx_file(messages: Sequence[tuple[str, Sequence[Section]]], *, at: datetime) -> bytes:
    """One document with a page or more for each message."""
    return docx_bytes(f"{TITLE} (draft)", DRAFT, messages, at=at)
