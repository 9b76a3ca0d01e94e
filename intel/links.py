"""Links: how two persons or things are connected, by whose word."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hotline.models import Report
from intel import facts as fact_desk
from intel import grounds
from intel.models import Basis, Entity, Link, LinkKind, Role
from intel.models.link import MAX_SUMMARY, MUTUAL
from intel.striking import strike
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid


@dataclass(frozen=True)
class Tie:
    """What a link says. `role`: what the source is reported as. An assessed one is our conclusion and says why."""

    kind: str = LinkKind.UNKNOWN
    role: str = ""
    report: Report | None = None
    basis: str = Basis.ASSERTED
    began: date | None = None
    ended: date | None = None
    summary: str = ""


@transaction.atomic
def link(source: Entity, target: Entity, tie: Tie, *, by: Officer) -> Link:
    """Connect two entities of a case. The same link by the same report is one row; another report adds another.

    Raises: NotAllowed; Invalid with a sentence per field; WrongStatus where an end was taken out.
    """
    ends = {end.pk: fact_desk.locked(end) for end in sorted((source, target), key=lambda each: each.pk)}
    source, target = ends[source.pk], ends[target.pk]
    for end in ends.values():
        fact_desk.require_entity(end, by=by)
    grounds.require_citable(tie.report, source.recorded_in, by=by)
    _check(source, target, tie)
    if tie.kind in MUTUAL and not tie.role:
        source, target = sorted((source, target), key=lambda each: each.reference)
    row, is_new = Link.objects.standing().get_or_create(
        source=source, target=target, kind=tie.kind, role=tie.role, basis=tie.basis, report=tie.report,
        defaults={"began": tie.began, "ended": tie.ended, "summary": tie.summary.strip(), "recorded_by": by},
    )  # fmt: skip
    if is_new:
        report = tie.report.reference if tie.report else ""
        audit.record(by, "link.recorded", row, source=source.pk, target=target.pk, kind=tie.kind, report=report)
    return row


def _check(source: Entity, target: Entity, tie: Tie) -> None:
    wrong: dict[str, str] = {}
    if source == target:
        wrong["target"] = _("Choose two different ones.")
    elif not set(source.compartments) & set(target.compartments):
        wrong["target"] = _("Both must stand in the same case.")
    if tie.kind not in LinkKind.values:
        wrong["kind"] = _("Choose how they are connected.")
    if tie.role and tie.role not in Role.values:
        wrong["role"] = _("Choose a role of the list.")
    if tie.began and tie.ended and tie.began > tie.ended:
        wrong["ended"] = _("It ended before it began.")
    wrong |= _checked_basis(tie)
    if wrong:
        raise Invalid(_("The link is not complete."), **wrong)


def _checked_basis(tie: Tie) -> dict[str, str]:
    if tie.basis not in Basis.values:
        return {"basis": _("Say whether a report asserts it or we conclude it.")}
    if tie.basis == Basis.ASSERTED and tie.report is None:
        return {"report": _("Name the report that says so, or mark it as assessed.")}
    if tie.basis == Basis.ASSESSED and not tie.summary.strip():
        return {"summary": _("Say what leads us to it.")}
    if len(tie.summary) > MAX_SUMMARY:
        return {"summary": _("Say it in up to 300 characters.")}
    return {}


@transaction.atomic
def take_out(row: Link, why: str, *, by: Officer) -> Link:
    """Take a link out: it is in no picture and no packet any more. Raises: NotAllowed; WrongStatus; Invalid."""
    fresh = Link.objects.select_for_update(no_key=True).get(pk=row.pk)
    for end in (fresh.source, fresh.target):
        fact_desk.require_entity(end, by=by)
    strike(fresh, why, by=by)
    audit.record(by, "link.taken_out", fresh)
    return fresh
