"""Correcting an exhibit's record: with a reason; the earlier wording is kept, and the chain vouches for it."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import custody, custody_chain, wordings
from cases.acquiring import Acquired, check
from cases.casework import require_kept
from cases.models import CustodyEvent, Exhibit, ExhibitCorrection
from cases.models.evidence import CORRECTED
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid

# What a copy has from its original: the same words of the same thing.
SHARED = ("description", "legal_basis")


def as_it_stands(exhibit: Exhibit) -> Acquired:
    """What an exhibit's record says now, to correct from (`dataclasses.replace`)."""
    return Acquired(
        exhibit.description, exhibit.kind, how=exhibit.acquired_how, where=exhibit.acquired_where, tool=exhibit.tool,
        legal_basis=exhibit.legal_basis, at=exhibit.acquired_at, zone=exhibit.acquired_zone, acquirer=exhibit.acquirer,
        tool_version=exhibit.tool_version, clock_offset=exhibit.clock_offset, is_biohazard=exhibit.is_biohazard,
        is_dangerous=exhibit.is_dangerous, marks=exhibit.marks, measures=exhibit.measures, packaging=exhibit.packaging,
    )  # fmt: skip


@transaction.atomic
def correct(exhibit: Exhibit, said: Acquired, *, reason: str, by: Officer) -> ExhibitCorrection:
    """Correct what was entered of an exhibit. Its file, hashes and custody stay as they are.

    What it said before stays in an append-only row that its chain of custody vouches for. A copy made of its file
    shares description and legal basis, and is corrected with it.
    Args:
        said: the whole record as it is to stand; its kind cannot change, and is not looked at.
        reason: why, up to 300 characters; it leaves in packets beside both wordings.
    Raises: NotAllowed; Invalid with a sentence a field, also where nothing differs; WrongStatus once it is purged.
    """
    custody.require_exhibit(exhibit, "cases.take_exhibit", by=by)
    fresh = custody_chain.locked(exhibit)
    require_kept(fresh.case.purged_at)
    _check(fresh, said, reason)
    columns = said.columns()
    if not (wanted := _differing(fresh, columns, CORRECTED)):
        raise Invalid(_("It says that already."))
    correction = _write(fresh, wanted, reason=reason, by=by)
    for copy in fresh.derived.filter(relation=Exhibit.Relation.COPY).order_by("pk"):
        copy = custody_chain.locked(copy)
        if shared := _differing(copy, columns, SHARED):
            _write(copy, shared, reason=f"{fresh.reference}: {reason}", by=by)
    return correction


def _check(exhibit: Exhibit, said: Acquired, reason: str) -> None:
    if exhibit.is_copy:
        raise Invalid(_("Correct the original: its copy says the same then."))
    check(said)
    wrong: dict[str, str] = {}
    if not reason.strip():
        wrong["reason"] = _("Say why.")
    if not said.how.strip():
        wrong["how"] = _("Say how.")
    if said.at is None:
        wrong["at"] = _("Say when.")
    if wrong:
        raise Invalid(_("The correction is not complete."), **wrong)


def _differing(exhibit: Exhibit, columns: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: columns[name] for name in names if columns[name] != getattr(exhibit, name)}


def _write(fresh: Exhibit, wanted: dict[str, Any], *, reason: str, by: Officer) -> ExhibitCorrection:
    """The correction's row, the exhibit's new wording, and the line on its chain; the caller has locked the exhibit."""
    said = {name: [getattr(fresh, name), value] for name, value in wanted.items()}
    correction = ExhibitCorrection(
        exhibit=fresh, number=fresh.version, reason=reason.strip()[:300], by=by, at=timezone.now(),
        salt=secrets.token_hex(16), changes={name: [*map(wordings.text_of, both)] for name, both in said.items()},
    )  # fmt: skip
    correction.save(force_insert=True)
    for name, value in wanted.items():
        setattr(fresh, name, value)
    fresh.version += 1
    fresh.save(update_fields=[*wanted, "version"])
    custody_chain.append(fresh, CustodyEvent.Kind.CORRECT, by=by, purpose=wordings.line(correction))
    audit.record(by, "exhibit.corrected", fresh, number=correction.number, fields=sorted(wanted))
    return correction
