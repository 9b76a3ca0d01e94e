"""Cases that belong together: linked, parent, child. Each stays a case of its own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Case, CaseLink
from staff import audit
from staff.models import Officer
from staff.reading import once
from staff.refusals import Invalid

# One linker at a time: a circle can close over links that four transactions write at once.
LINK_LOCK = 7_305_003

Kind = CaseLink.Kind


@dataclass(frozen=True)
class Seen:
    """A link as one officer may know it. `other` None: another case, of which they are told only that it is there."""

    link: CaseLink
    relation: Any
    other: Case | None


@transaction.atomic
def link(case: Case, other: Case, kind: str, *, by: Officer, why: str = "", is_hinted: bool = False) -> CaseLink:
    """Link two cases.

    Args:
        kind: `linked`, or `parent` where `case` is the parent of `other`.
        is_hinted: whether whoever sees only one of them is told that there is another, and nothing else of it.
    Raises: NotAllowed unless `by` works in both; Invalid where they are linked, or a parent would become its own child.
    """
    for each in (case, other):
        require_case(each, "cases.write_case", by=by)
    if kind not in Kind.values or len(why) > 300:
        raise Invalid(_("Choose how the cases belong together, and say why in up to 300 characters."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LINK_LOCK])
    if case.pk == other.pk or CaseLink.objects.of(case).filter(near__in=(case, other), far__in=(case, other)).exists():
        raise Invalid(_("These cases are linked already."), other=_("These cases are linked already."))
    if kind == Kind.PARENT and case.pk in _below(other.pk):
        sentence = _("That case stands above this one: a case cannot be its own parent.")
        raise Invalid(sentence, other=sentence)
    row = CaseLink.objects.create(near=case, far=other, kind=kind, why=why.strip(), is_hinted=is_hinted, linked_by=by)
    # On the link and on neither case: the history of one must not tell of the other.
    audit.record(by, "link.made", row, kind=kind)
    return row


def _below(case_id: UUID) -> set[UUID]:
    """The ids of a case's children, their children, and so on."""
    found: set[UUID] = set()
    layer = {case_id}
    while layer:
        rows = CaseLink.objects.filter(kind=Kind.PARENT, near__in=layer).values_list("far_id", flat=True)
        layer = set(rows) - found
        found |= layer
    return found


@transaction.atomic
def unlink(row: CaseLink, *, by: Officer) -> None:
    """Take a link away. Raises: NotAllowed unless `by` works in both cases."""
    for each in (row.near, row.far):
        require_case(each, "cases.write_case", by=by)
    audit.record(by, "link.taken_away", row, kind=row.kind)
    row.delete()


def rows_of(case: Case) -> "QuerySet[CaseLink]":
    """All links of a case, whoever may know of them."""
    return CaseLink.objects.of(case).select_related("near", "far").order_by("kind", "linked_at")


def shown(case: Case, officer: Officer) -> list[Seen]:
    """The links of a case as far as the officer may know of them. One query."""
    rows = once(rows_of(case))
    others = [row.far if row.near_id == case.pk else row.near for row in rows]
    found = [
        Seen(row, _relation(row, case), other if other.is_visible_to(officer) else None)
        for row, other in zip(rows, others, strict=True)
    ]
    return [seen for seen in found if seen.other or seen.link.is_hinted]


def _relation(row: CaseLink, case: Case) -> str:
    if row.kind == Kind.LINKED:
        return _("linked")
    return _("child") if row.near_id == case.pk else _("parent")
