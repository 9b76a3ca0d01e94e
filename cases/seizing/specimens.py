"""What was seized, line by line."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from cases.models import Seizure, SpecimenLine
from cases.models.trade_codes import Basis, Certainty, Condition, PurposeCode, SourceCode
from cases.seizing import countries, quantities
from cases.seizing.seizures import locked, not_in_list
from reference.models import Edition, Taxon, TradeTerm
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid

TERMS = "term"  # the CITES list of specimens among the schemes of `reference.TradeTerm`
LISTS: dict[str, tuple[type[models.TextChoices], str]] = {
    "condition": (Condition, "alive or dead"), "certainty": (Certainty, "certainty"), "basis": (Basis, "basis"),
    "source": (SourceCode, "CITES source"), "purpose": (PurposeCode, "CITES purpose"),
}  # fmt: skip
MAY_BE_EMPTY = {"basis", "source", "purpose"}
LIVE = "LIV"


@dataclass(frozen=True)
class Specimens:
    """One line: `quantity` in `unit` as reported. `appendix`: as an officer found it for the date; '' as listed."""

    taxon: Taxon
    term: str
    quantity: Decimal | None = None
    unit: str = ""
    scheme: str = TERMS
    condition: str = Condition.UNKNOWN
    appendix: str = ""
    marks: str = ""
    source: str = ""
    purpose: str = ""
    origin: str = ""
    identified_by: str = ""
    basis: str = ""
    certainty: str = Certainty.UNKNOWN


@transaction.atomic
def enter(seizure: Seizure, said: Specimens, *, by: Officer) -> SpecimenLine:
    """Enter a line. The appendix at the date of the seizure is frozen in it.

    Raises: NotAllowed; Invalid with a sentence per field; one for a code names its list.
    """
    fresh = locked(seizure, by=by)
    line = SpecimenLine.objects.create(seizure=fresh, added_by=by, **_columns(fresh, said))
    audit.record(by, "specimen.entered", line, seizure=fresh.reference, term=said.term)
    return line


@transaction.atomic
def correct(line: SpecimenLine, said: Specimens, *, by: Officer) -> SpecimenLine:
    """Write a line anew. The audit names the columns that changed. Raises: NotAllowed; Invalid."""
    seizure = locked(line.seizure, by=by)
    fresh = SpecimenLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    columns = _columns(seizure, said)
    changed = [name for name, value in columns.items() if getattr(fresh, name) != value]
    for name in changed:
        setattr(fresh, name, columns[name])
    fresh.save(update_fields=changed)
    audit.record(by, "specimen.corrected", fresh, columns=sorted(changed))
    return fresh


@transaction.atomic
def strike(line: SpecimenLine, *, by: Officer) -> None:
    """Take a line out that was entered by mistake. Raises: NotAllowed."""
    seizure = locked(line.seizure, by=by)
    audit.record(by, "specimen.struck", line, seizure=seizure.reference, term=line.term.code)
    line.delete()


def _columns(seizure: Seizure, said: Specimens) -> dict[str, Any]:
    term = TradeTerm.objects.filter(scheme=said.scheme, code=said.term, retired=False).first()
    _check(said, term)
    counted = quantities.normalise(said.quantity, said.unit)
    appendix, note = (said.appendix, "") if said.appendix else appendix_at(seizure, said.taxon)
    text = {name: getattr(said, name).strip() for name in ("marks", "identified_by")}
    codes = {name: getattr(said, name) for name in (*LISTS, "origin")}
    return {
        "taxon": said.taxon, "term": term, "appendix": appendix[:20], "appendix_note": note[:200],
        "quantity": said.quantity, "unit": said.unit if said.quantity is not None else "",
        "factor": counted.factor, "normalised": counted.quantity, "normalised_unit": counted.unit,
        "marks": text["marks"][:300], "identified_by": text["identified_by"][:120], **codes,
    }  # fmt: skip


def _check(said: Specimens, term: TradeTerm | None) -> None:
    wrong: dict[str, str] = {}
    if term is None:
        wrong["term"] = _("'%(code)s' is not in the list '%(list)s' of the reference data.") % {
            "code": said.term[:20], "list": said.scheme,
        }  # fmt: skip
    for field, (choices, name) in LISTS.items():
        code = getattr(said, field)
        if code not in choices.values and not (code == "" and field in MAY_BE_EMPTY):
            wrong[field] = not_in_list(code, choices, name)
    if said.origin and (sentence := countries.refusal(said.origin)):
        wrong["origin"] = sentence
    if said.quantity is not None and said.quantity < 0:
        wrong["quantity"] = _("A quantity is not below zero.")
    if said.quantity is not None and (sentence := quantities.refusal(said.unit)):
        wrong["unit"] = sentence
    if said.term == LIVE and said.condition in (Condition.DEAD, Condition.PART):
        wrong["condition"] = _("LIV means live specimens: choose another description, or 'alive'.")
    if wrong:
        raise Invalid(_("The line is not complete."), **wrong)


def appendix_at(seizure: Seizure, taxon: Taxon) -> tuple[str, str]:
    """(appendix, what to check): as the loaded edition lists the taxon, and whether that may differ at the date."""
    listed = taxon.appendix_as_listed()
    edition = Edition.objects.order_by("-loaded_at").values_list("name", flat=True).first() or "–"
    note = f"{listed.statement}; edition {edition}"
    if taxon.changed_on and taxon.changed_on > seizure.seized_on:
        note = f"listed or changed on {taxon.changed_on}, after the seizure: check; {note}"
    return listed.appendix, note
