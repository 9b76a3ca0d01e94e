"""Correcting an exhibit's record: with a reason; the earlier wording is kept, and the chain vouches for it."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import captures, custody, custody_chain, statements, wordings
from cases.acquiring import Acquired, check
from cases.captures import Page
from cases.casework import require_kept
from cases.models import CustodyEvent, Exhibit, ExhibitCorrection, sheets
from cases.models.evidence import CORRECTED
from cases.statements import Words
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid

# What a copy has from its original: the same words of the same thing.
SHARED = ("description", "legal_basis")
Sheet = Words | Page


def as_it_stands(exhibit: Exhibit) -> Acquired:
    """What an exhibit's record says now, to correct from (`dataclasses.replace`)."""
    return Acquired(
        exhibit.description, exhibit.kind, how=exhibit.acquired_how, where=exhibit.acquired_where, tool=exhibit.tool,
        legal_basis=exhibit.legal_basis, at=exhibit.acquired_at, zone=exhibit.acquired_zone, acquirer=exhibit.acquirer,
        tool_version=exhibit.tool_version, clock_offset=exhibit.clock_offset, is_biohazard=exhibit.is_biohazard,
        is_dangerous=exhibit.is_dangerous, marks=exhibit.marks, measures=exhibit.measures, packaging=exhibit.packaging,
    )  # fmt: skip


def sheet_as_it_stands(exhibit: Exhibit) -> Sheet | None:
    """What a statement's or a capture's sheet says now; None of any other exhibit."""
    if hasattr(exhibit, "statement"):
        return statements.as_it_stands(exhibit.statement)
    return captures.as_it_stands(exhibit.capture) if hasattr(exhibit, "capture") else None


@transaction.atomic
def correct(
    exhibit: Exhibit, said: Acquired, *, reason: str, by: Officer, sheet: Sheet | None = None
) -> ExhibitCorrection:
    """Correct what was entered of an exhibit. Its file, hashes and custody stay as they are.

    What it said before stays in an append-only row that its chain of custody vouches for. A copy made of its file
    shares description and legal basis, and is corrected with it.
    Args:
        said: the whole record as it is to stand; its kind cannot change, and is not looked at.
        reason: why, up to 300 characters; it leaves in packets beside both wordings.
        sheet: of a statement or a capture, its whole sheet as it is to stand; None leaves it.
    Raises: NotAllowed; Invalid with a sentence a field, also where nothing differs; WrongStatus once it is purged.
    """
    custody.require_exhibit(exhibit, "cases.take_exhibit", by=by)
    fresh = custody_chain.locked(exhibit)
    require_kept(fresh.case.purged_at)
    _check(fresh, said, reason, sheet)
    columns = said.columns()
    wanted = _differing(fresh, columns | _columns(sheet), CORRECTED if sheet is None else wordings.of(fresh))
    if not wanted:
        raise Invalid(_("It says that already."))
    correction = _write(fresh, wanted, reason=reason, by=by)
    for copy in fresh.derived.filter(relation=Exhibit.Relation.COPY).order_by("pk"):
        copy = custody_chain.locked(copy)
        if shared := _differing(copy, columns, SHARED):
            _write(copy, shared, reason=f"{fresh.reference}: {reason}", by=by)
    return correction


def _columns(sheet: Sheet | None) -> dict[str, Any]:
    """The columns of a sheet by their names in `wordings.COLUMNS`."""
    if sheet is None:
        return {}
    row, name = sheet.sheet(), "statement" if isinstance(sheet, Words) else "capture"
    return {f"{name}.{column}": getattr(row, column) for column in sheets.CORRECTED[name]}


def _check(exhibit: Exhibit, said: Acquired, reason: str, sheet: Sheet | None) -> None:
    if exhibit.is_copy:
        raise Invalid(_("Correct the original: its copy says the same then."))
    check(said)
    if sheet is not None:
        _check_sheet(exhibit, sheet)
    wrong: dict[str, str] = {}
    if not reason.strip():
        wrong["reason"] = _("Say why.")
    if not said.how.strip():
        wrong["how"] = _("Say how.")
    if said.at is None:
        wrong["at"] = _("Say when.")
    if wrong:
        raise Invalid(_("The correction is not complete."), **wrong)


def _check_sheet(exhibit: Exhibit, sheet: Sheet) -> None:
    if type(sheet) is not type(sheet_as_it_stands(exhibit)):
        raise Invalid(_("This exhibit has no such sheet."))
    if isinstance(sheet, Words):
        statements.check(sheet, is_translation=exhibit.relation == Exhibit.Relation.TRANSLATION)
    else:
        captures.check(sheet)


def _differing(exhibit: Exhibit, columns: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: columns[name] for name in names if columns[name] != getattr(*wordings.at(exhibit, name))}


def _write(fresh: Exhibit, wanted: dict[str, Any], *, reason: str, by: Officer) -> ExhibitCorrection:
    """The correction's row, the exhibit's new wording, and the line on its chain; the caller has locked the exhibit."""
    said = {name: [getattr(*wordings.at(fresh, name)), value] for name, value in wanted.items()}
    correction = ExhibitCorrection(
        exhibit=fresh, number=fresh.version, reason=reason.strip()[:300], by=by, at=timezone.now(),
        salt=secrets.token_hex(16), changes={name: [*map(wordings.text_of, both)] for name, both in said.items()},
    )  # fmt: skip
    correction.save(force_insert=True)
    fresh.version += 1
    _put(fresh, wanted)
    custody_chain.append(fresh, CustodyEvent.Kind.CORRECT, by=by, purpose=wordings.line(correction))
    audit.record(by, "exhibit.corrected", fresh, number=correction.number, fields=sorted(wanted))
    return correction


def _put(fresh: Exhibit, wanted: dict[str, Any]) -> None:
    """The exhibit's row first: the database looks for the correction by its version."""
    own = [name for name in wanted if "." not in name]
    for name, value in wanted.items():
        row, column = wordings.at(fresh, name)
        setattr(row, column, value)
    fresh.save(update_fields=[*own, "version"])
    for sheet in {name.partition(".")[0] for name in wanted if "." in name}:
        of_sheet = [name.partition(".")[2] for name in wanted if name.startswith(f"{sheet}.")]
        getattr(fresh, sheet).save(update_fields=of_sheet)
