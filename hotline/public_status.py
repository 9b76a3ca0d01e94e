"""What a source may be told about their tip."""

from django.db.models import Case, CharField, Exists, OuterRef, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from hotline import acted_on
from hotline.models import Report, Tip


class PublicStatus(TextChoices):
    RECEIVED = "received", _("Received. A person will read it.")
    BEING_READ = "being_read", _("A person is reading it.")
    MORE_ASKED = "more_asked", _("We have a question for you.")
    CHECKED = "checked", _("Checked. It is being used.")
    KEPT = "kept", _("Checked, and kept as intelligence.")
    PASSED_ON = "passed_on", _("Passed on to those who can act on it.")
    ACTED_ON = "acted_on", _("Somebody who can act on it did.")
    CLOSED_SCOPE = "closed_scope", _("Closed: it is not about wildlife crime.")
    CLOSED_LITTLE = "closed_little", _("Closed: there was too little to act on. You can add more.")
    CLOSED = "closed", _("Closed.")
    WITHDRAWN = "withdrawn", _("You withdrew it.")


_BY_STATUS = {
    Tip.Status.RECEIVED: PublicStatus.RECEIVED,
    # A quarantined tip looks received: whoever floods us learns nothing.
    Tip.Status.QUARANTINED: PublicStatus.RECEIVED,
    Tip.Status.IN_TRIAGE: PublicStatus.BEING_READ,
    Tip.Status.NEEDS_INFO: PublicStatus.MORE_ASKED,
    Tip.Status.PROMOTED: PublicStatus.CHECKED,
    Tip.Status.MERGED: PublicStatus.CHECKED,
    Tip.Status.WITHDRAWN: PublicStatus.WITHDRAWN,
}
_BY_REASON = {
    Tip.DismissReason.OUT_OF_SCOPE: PublicStatus.CLOSED_SCOPE,
    Tip.DismissReason.INSUFFICIENT: PublicStatus.CLOSED_LITTLE,
}


def of(tip: Tip) -> PublicStatus:
    """The status in words that say nothing about cases, reports or officers."""
    if tip.status == Tip.Status.DISMISSED:
        return _BY_REASON.get(tip.dismiss_reason, PublicStatus.CLOSED)  # type: ignore[call-overload]
    if tip.status == Tip.Status.PROMOTED:
        return _of_reports(tip)
    return _BY_STATUS[Tip.Status(tip.status)]


def column(to_tip: str = "") -> Case:
    """`of` as the database computes it, to find tips by it. `to_tip`: the way to the tip, as "tip__"."""
    reports = Report.objects.filter(tips=OuterRef(f"{to_tip}pk"))
    promoted, dismissed = {f"{to_tip}status": Tip.Status.PROMOTED}, {f"{to_tip}status": Tip.Status.DISMISSED}
    passed_on = Exists(reports.filter(passed_on_at__isnull=False))
    acted = Exists(acted_on.due().filter(report__tips=OuterRef(f"{to_tip}pk")))
    return Case(
        When(passed_on & acted, then=Value(PublicStatus.ACTED_ON), **promoted),
        When(passed_on, then=Value(PublicStatus.PASSED_ON), **promoted),
        When(Exists(reports.filter(status=Report.Status.RELEASED)), then=Value(PublicStatus.KEPT), **promoted),
        *(
            When(**dismissed, **{f"{to_tip}dismiss_reason": reason}, then=Value(told))
            for reason, told in _BY_REASON.items()
        ),
        When(**dismissed, then=Value(PublicStatus.CLOSED)),
        *(When(**{f"{to_tip}status": status}, then=Value(told)) for status, told in _BY_STATUS.items()),
        output_field=CharField(),
    )


def _of_reports(tip: Tip) -> PublicStatus:
    """A tip has come as far as the furthest of the reports that were written from it."""
    reached = list(tip.reports.values_list("status", "passed_on_at"))
    if any(passed_on_at for _status, passed_on_at in reached):
        return PublicStatus.ACTED_ON if acted_on.is_told(tip) else PublicStatus.PASSED_ON
    is_released = any(status == Report.Status.RELEASED for status, _passed_on_at in reached)
    return PublicStatus.KEPT if is_released else PublicStatus.CHECKED
