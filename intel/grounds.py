"""Who may write in a case, and what may be cited there. A case is known here by its opaque id alone."""

from uuid import UUID

from django.utils.translation import gettext as _

from hotline.models import Report
from staff import access, compartments
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed

RIGHT = "intel.record_entity"


def require_case(case_id: UUID, *, by: Officer) -> None:
    """Raises: NotAllowed where the role may not record, or the officer may not act in the case.

    Broken glass lets read, and nothing more.
    """
    access.require(by, RIGHT)
    reads_all = access.allows(by, "cases.read_every_case")
    closed = case_id in compartments.closed_to(by)
    if closed or not (reads_all or case_id in compartments.member_of(by)):
        raise NotAllowed(_("You are not a member of this case."))


def require_citable(report: Report | None, case_id: UUID, *, by: Officer) -> None:
    """Raises: NotAllowed for a report the officer does not see; Invalid for one withdrawn or not in the case."""
    if report is None:
        return
    fresh = Report.objects.visible_to(by).filter(pk=report.pk).first()
    if fresh is None:
        raise NotAllowed(_("You do not see this report."))
    if fresh.status == Report.Status.WITHDRAWN:
        sentence = _("%(report)s was withdrawn.") % {"report": fresh.reference}
        raise Invalid(sentence, report=sentence)
    if case_id not in fresh.compartments:
        sentence = _("Add the report to the case first.")
        raise Invalid(sentence, report=sentence)
