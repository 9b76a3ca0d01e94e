"""How an exhibit came in, as an officer enters it, and the row and first event that come of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import custody_chain, exhibit_facts
from cases.custody_chain import service_number
from cases.models import Capture, Case, CustodyEvent, Exhibit, Statement
from staff import audit
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid, NotAllowed

Sheet = Statement | Capture
RECEIVED = "received, %s"  # by its kind


@dataclass(frozen=True)
class Acquired:
    """How an exhibit came in.

    Args:
        kind: an `Exhibit.Kind`. how: the officer's sentence.
        at, zone: when, and the zone of the place (IANA, `Asia/Ho_Chi_Minh`); None is now.
        acquirer: another body or a person's service number; "" is the officer who enters it.
        clock_offset: seconds by which the device's clock was ahead; None where nobody compared.
    """

    description: str
    kind: str = Exhibit.Kind.DIGITAL
    how: str = ""
    where: str = ""
    tool: str = ""
    legal_basis: str = ""
    at: datetime | None = None
    zone: str = "UTC"
    acquirer: str = ""
    tool_version: str = ""
    clock_offset: int | None = None
    is_biohazard: bool = False
    is_dangerous: bool = False
    marks: str = ""
    measures: str = ""
    packaging: str = ""

    def columns(self) -> dict[str, Any]:
        """As the table of exhibits names it, cut to what it holds."""
        return {
            "description": self.description.strip()[:300], "kind": self.kind, "acquired_at": self.at or timezone.now(),
            "acquired_zone": self.zone or "UTC", "acquirer": self.acquirer.strip()[:120],
            "acquired_where": self.where.strip()[:200],
            "acquired_how": self.how.strip()[:200] or str(_("Received by the hotline")),
            "tool": self.tool.strip()[:100], "tool_version": self.tool_version.strip()[:40],
            "clock_offset": self.clock_offset, "legal_basis": self.legal_basis.strip()[:200],
            "is_biohazard": self.is_biohazard, "is_dangerous": self.is_dangerous, "marks": self.marks.strip()[:200],
            "measures": self.measures.strip()[:120], "packaging": self.packaging.strip()[:120],
        }  # fmt: skip


def check(acquired: Acquired) -> None:
    """Raises: Invalid with a sentence a field."""
    wrong: dict[str, str] = {}
    if not acquired.description.strip() or acquired.kind not in Exhibit.Kind.values:
        wrong["description"] = _("Say what it is.")
    if acquired.at and acquired.at > timezone.now():
        wrong["at"] = _("That time is still to come.")
    try:
        ZoneInfo(acquired.zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong["zone"] = _("Name the zone as in Asia/Bangkok.")
    if wrong:
        raise Invalid(_("The exhibit is not complete."), **wrong)


def check_parent(case: Case, parent: Exhibit | None, relation: str, *, by: Officer) -> None:
    """Raises: NotAllowed, Invalid where the exhibit cannot belong to that one."""
    if parent is None:
        return
    if parent.case_id != case.pk or not Exhibit.objects.worked_by(by).filter(pk=parent.pk).exists():
        raise NotAllowed(_("You do not see this exhibit."))
    if relation not in Exhibit.Relation.values or relation == Exhibit.Relation.COPY or parent.is_copy:
        raise Invalid(_("Choose what it is to the other exhibit."), relation=_("Choose what it is to the other."))


def create(
    case: Case, acquired: Acquired, *, by: Officer, sheet: Sheet | None = None, **columns: Any
) -> Exhibit:  # fmt: skip
    """An exhibit's row, and the audit entry that pins what it says.

    Args:
        sheet: the statement or capture that goes with it, not saved yet.
        columns: of the file, of the parent.
    """
    check(acquired)
    exhibit = Exhibit(
        reference=next_reference("EXH"), case=case, acquired_by=by, holder=service_number(by), **acquired.columns(),
        **columns,
    )  # fmt: skip
    exhibit.save(force_insert=True)
    if sheet is not None:
        sheet.exhibit = exhibit
        sheet.save(force_insert=True)
    facts = exhibit_facts.digest(exhibit)
    audit.record(by, exhibit_facts.VERB, exhibit, case=case.reference, kind=acquired.kind, facts=facts)
    return exhibit


def received(exhibit: Exhibit, *, by: Officer) -> CustodyEvent:
    """The first event of the chain of what came in. It does not repeat what is said of it: a chain keeps its words."""
    return enter(exhibit, CustodyEvent.Kind.RECEIVE, by=by, purpose=RECEIVED % exhibit.kind)


def enter(exhibit: Exhibit, kind: str, *, by: Officer, purpose: str) -> CustodyEvent:
    """The first event of its chain."""
    return custody_chain.append(
        exhibit, kind, by=by, purpose=purpose, from_who=exhibit.acquirer, to_who=service_number(by),
        place=exhibit.acquired_where, received_by=service_number(by),
    )  # fmt: skip
