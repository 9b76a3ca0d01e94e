"""The checklist of a case: points, and who ticked them when."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Case, ChecklistPoint
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

MAX_TEXT = 300  # characters

Section = ChecklistPoint.Section


@transaction.atomic
def add(case: Case, text: str, *, by: Officer, section: str = Section.STEP) -> ChecklistPoint:
    """Add a point.

    Args:
        section: a step of ours; or what we did, or did not do, which stands in packets once it is ticked.
    Raises: NotAllowed; Invalid.
    """
    require_case(case, "cases.write_case", by=by)
    if not text.strip() or len(text) > MAX_TEXT or section not in Section.values:
        sentence = _("Write the point, in up to 300 characters.")
        raise Invalid(sentence, text=sentence)
    point = ChecklistPoint.objects.create(case=case, text=text.strip(), section=section)
    audit.record(by, "point.added", point, case=case.reference, section=section)
    return point


@transaction.atomic
def tick(point: ChecklistPoint, *, by: Officer, note: str = "") -> ChecklistPoint:
    """Say that a point is so. Of what we did the note says by what right: it leaves with the point.

    Raises: NotAllowed; WrongStatus where it is ticked; Invalid.
    """
    require_case(point.case, "cases.write_case", by=by)
    fresh = _locked(point)
    if fresh.is_ticked:
        raise WrongStatus(_("This point is ticked already."))
    if len(note) > MAX_TEXT:
        sentence = _("Write up to 300 characters.")
        raise Invalid(sentence, note=sentence)
    return _keep(fresh, "point.ticked", by=by, ticked_by=by, ticked_at=timezone.now(), note=note.strip())


@transaction.atomic
def untick(point: ChecklistPoint, *, by: Officer) -> ChecklistPoint:
    """Take the tick away. Raises: NotAllowed; WrongStatus where there is none."""
    require_case(point.case, "cases.write_case", by=by)
    fresh = _locked(point)
    if not fresh.is_ticked:
        raise WrongStatus(_("This point is not ticked."))
    return _keep(fresh, "point.unticked", by=by, ticked_by=None, ticked_at=None)


def _locked(point: ChecklistPoint) -> ChecklistPoint:
    return ChecklistPoint.objects.select_for_update(no_key=True).get(pk=point.pk)


def _keep(fresh: ChecklistPoint, verb: str, *, by: Officer, **columns: object) -> ChecklistPoint:
    for column, value in columns.items():
        setattr(fresh, column, value)
    fresh.save(update_fields=list(columns))
    audit.record(by, verb, fresh)
    return fresh
