"""Review dates: by when somebody asks whether a report is still needed, and who puts it off."""

from datetime import date

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hotline import retention
from hotline.models import Report
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid


class Reason(models.TextChoices):
    """Why a report is kept longer: codes, since the audit ledger holds no free text."""

    IN_USE = "in_use", _("An inquiry uses it")
    PATTERN = "pattern", _("It belongs to a pattern that we watch")
    COURT = "court", _("A court or an authority may ask for it")
    RESEARCH = "research", _("It is needed for a product")


@transaction.atomic
def extend(report: Report, until: date, *, by: Officer, reason: str) -> Report:
    """Keep a report, and the words behind it, until another review.

    Args:
        until: a day after today, at most twice the usual term ahead.
        reason: a `Reason`; the audit entry keeps it.
    Raises: NotAllowed; Invalid.
    """
    access.require(by, "hotline.extend_review")
    if reason not in Reason.values:
        raise Invalid(_t("Choose why it is kept."), reason=_t("Choose why it is kept."))
    today = timezone.localdate()
    latest = today + 2 * (retention.first_review(today) - today)
    if not today < until <= latest:
        sentence = _t("Choose a day after today, at the latest %(latest)s.") % {"latest": latest.isoformat()}
        raise Invalid(sentence, until=sentence)
    fresh = Report.objects.select_for_update(no_key=True).get(pk=report.pk)
    was, fresh.review_by = fresh.review_by, until
    fresh.save(update_fields=["review_by"])
    audit.record(by, "report.review_extended", fresh, was=was, until=until, reason=reason)
    return fresh
