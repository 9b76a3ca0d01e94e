"""Legal holds that officers set on persons and cases: what stands behind them in `staff.holds`, and who lifts them."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casework import require_kept
from cases.models import Case, Hold
from hotline.models import ReportTip
from intel.models import Entity
from staff import access, audit, holds
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus

RIGHT = "cases.set_hold"
MAX_WORDS = 300  # characters


def _said(words: str) -> str:
    if not words.strip() or len(words) > MAX_WORDS:
        raise Invalid(_("Say why, in up to 300 characters."), reason=_("Say why, in up to 300 characters."))
    return words.strip()


@transaction.atomic
def hold_person(person: Entity, reason: str, *, by: Officer) -> Hold:
    """Keep a person from the purge until the hold is lifted. Raises: NotAllowed; WrongStatus once purged; Invalid."""
    access.require(by, RIGHT)
    fresh = Entity.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not Entity.objects.visible_to(by).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("You do not see this person."))
    if fresh.purged_at:
        raise WrongStatus(_("This was purged already."))
    return _set([fresh.pk], reason, by=by, person=fresh)


@transaction.atomic
def hold_case(case: Case, reason: str, *, by: Officer) -> Hold:
    """Keep a case, its persons, and the reports and tips behind it from the purge, archived or not."""
    access.require(by, RIGHT)
    fresh = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if not Case.objects.worked_by(by).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("You are not a member of this case."))
    require_kept(fresh.purged_at)
    reports = list(fresh.reports.order_by("pk").values_list("pk", flat=True))
    tips = ReportTip.objects.filter(report__in=reports).values_list("tip", flat=True)
    return _set([fresh.pk, *reports, *tips], reason, by=by, case=fresh)


def _set(subjects: list[UUID], reason: str, *, by: Officer, **of: Any) -> Hold:
    row = Hold.objects.create(reason=_said(reason), set_by=by, **of)
    holds.hold(subjects, row.pk)
    audit.record(by, "hold.set", row.subject, hold=str(row.pk))
    return row


@transaction.atomic
def lift(hold: Hold, why: str, *, by: Officer) -> Hold:
    """End a hold, with a reason; others on the same thing go on. Raises: NotAllowed; WrongStatus; Invalid."""
    access.require(by, RIGHT)
    fresh = Hold.objects.select_for_update(no_key=True).get(pk=hold.pk)
    if not Hold.objects.visible_to(by).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("You do not see this hold."))
    if not fresh.stands:
        raise WrongStatus(_("It was lifted before."))
    fresh.lifted_why, fresh.lifted_by, fresh.lifted_at = _said(why), by, timezone.now()
    fresh.save(update_fields=["lifted_why", "lifted_by", "lifted_at"])
    holds.let_go(fresh.pk)
    audit.record(by, "hold.lifted", fresh.subject, hold=str(fresh.pk))
    return fresh


def on_person(person: Entity) -> list[Hold]:
    """The holds that keep a person: their own, and those of the cases that use them."""
    rows = Hold.objects.standing().select_related("set_by", "case")
    return [*rows.filter(person=person), *rows.filter(case__in=person.compartments)]
