"""Whether the reports of a version are still what they were when it was kept."""

from django.utils.translation import gettext as _

from hotline.models import Report
from intel.models import Version
from staff.refusals import Invalid


def changed(version: Version) -> list[str]:
    """A sentence for each cited report that was withdrawn, is not released now, or has another grade or label."""
    found = []
    for each in version.citations.select_related("report").order_by("report__reference"):
        report = each.report
        if report.status == Report.Status.WITHDRAWN:
            found.append(_("%(report)s was withdrawn.") % {"report": report.reference})
        elif report.status != Report.Status.RELEASED:
            found.append(_("%(report)s is not released any more.") % {"report": report.reference})
        elif report.grade != each.grade:
            more = {"report": report.reference, "was": each.grade, "now": report.grade}
            found.append(_("%(report)s was graded anew: %(was)s is now %(now)s.") % more)
        elif report.handling != each.handling:
            more = {"report": report.reference, "was": each.handling, "now": report.handling}
            found.append(_("%(report)s bears another label: %(was)s is now %(now)s.") % more)
    return found


def require_unchanged(version: Version) -> None:
    """Raises: Invalid that names every such report: send it back, and keep it anew."""
    if found := changed(version):
        raise Invalid(_("Its reports are not what they were: send it back. %(what)s") % {"what": " ".join(found)})
