"""Breaking glass: an officer lets themselves into a compartment for an hour, to read; others are told at once.

Nobody is asked before, because it is for when nobody can be. A denial still wins: whom a compartment keeps out stays
out.
"""

from datetime import timedelta
from typing import NoReturn
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from staff import access, audit, compartments
from staff.models import BrokenGlass, GlassNotice, Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus
from staff.roles import Role

LASTS = timedelta(hours=1)
TOLD_AT_LEAST = 2
MIN_WORDS = 15  # characters: one cannot say why in fewer
Finding = GlassNotice.Finding


def enter(compartment: UUID, reason: str, words: str, *, by: Officer) -> BrokenGlass:
    """Open a compartment to oneself for an hour, to read.

    Args:
        reason: one of `BrokenGlass.Reason`; the audit keeps it.
        words: 15 to 300 characters for those who review it; never audited.
    Returns: the row; supervisors and auditors have found a notice on their desk since.
    Raises: NotAllowed, also for whom the compartment denies (that attempt is on the audit); Invalid without a reason,
        or where fewer than two people can be told.
    """
    access.require(by, "staff.break_glass")
    if reason not in BrokenGlass.Reason.values:
        raise Invalid(_("Choose why."), reason=_("Choose why."))
    if not MIN_WORDS <= len(words.strip()) <= 300:
        sentence = _("Say why in 15 to 300 characters.")
        raise Invalid(sentence, words=sentence)
    if compartment in compartments.closed_to(by):
        refuse(by, reason)
    return _open(compartment, reason, words.strip(), by=by)


def refuse(by: Officer, reason: str) -> NoReturn:
    """Put an attempt on record that leads nowhere. Raises: NotAllowed, in words that tell nothing of what is there."""
    with transaction.atomic():
        audit.record(by, "officer.glass_refused", by, reason=reason)
    raise NotAllowed(_("There is no such case, or it is closed to you. The attempt is on record."))


@transaction.atomic
def _open(compartment: UUID, reason: str, words: str, *, by: Officer) -> BrokenGlass:
    told = _to_tell(compartment, by)
    if len(told) < TOLD_AT_LEAST:
        raise Invalid(_("Two people must be told, and there are not two. Call a supervisor."))
    now = timezone.now()
    glass = BrokenGlass.objects.create(
        officer=by, compartment=compartment, reason=reason, words=words, since=now, until=now + LASTS
    )
    GlassNotice.objects.bulk_create(GlassNotice(glass=glass, officer=one) for one in told)
    audit.record(by, "glass.broken", glass, compartment=compartment, reason=reason, told=[one.pk for one in told])
    return glass


def _to_tell(compartment: UUID, by: Officer) -> "list[Officer]":
    """Every supervisor and auditor but those whom the compartment denies; administrators where they are too few."""
    others = Officer.objects.filter(is_active=True).exclude(pk__in={by.pk, *compartments.denied_by(compartment)})
    told = list(others.filter(roles__overlap=[Role.SUPERVISOR, Role.AUDITOR]).order_by("pk"))
    if len(told) < TOLD_AT_LEAST:
        told += others.filter(roles__contains=[Role.ADMINISTRATOR]).exclude(pk__in=[one.pk for one in told])
    return told


def through(officer: Officer, compartment: UUID) -> "BrokenGlass | None":
    """The glass through which an officer sees a compartment now; None for its members, and for others."""
    if compartment in compartments.member_of(officer):
        return None
    rows = BrokenGlass.objects.filter(officer=officer, compartment=compartment, until__gt=timezone.now())
    return rows.order_by("-until").first()


def note_reading(officer: Officer, compartment: UUID, row: models.Model) -> "BrokenGlass | None":
    """Put on record what is read through broken glass. Returns: the glass, or None for a member."""
    glass = through(officer, compartment)
    if glass:
        with transaction.atomic():
            audit.record(officer, "glass.read_through", row, glass=glass.pk)
    return glass


def waiting_for(officer: Officer) -> "list[GlassNotice]":
    """What this officer was told of and has not reviewed, oldest first."""
    rows = officer.glass_notices.filter(finding=Finding.WAITING)
    return list(rows.select_related("glass__officer").order_by("pk"))


@transaction.atomic
def review(notice: GlassNotice, finding: str, *, by: Officer) -> GlassNotice:
    """Say what one found. Raises: NotAllowed for a notice to somebody else; Invalid; WrongStatus if it was said."""
    if notice.officer_id != by.pk:
        raise NotAllowed(_("This notice is somebody else's."))
    if finding not in (Finding.JUSTIFIED, Finding.QUESTIONED):
        raise Invalid(_("Say what you found."))
    fresh = GlassNotice.objects.select_for_update().get(pk=notice.pk)
    if fresh.finding != Finding.WAITING:
        raise WrongStatus(_("You have reviewed this already."))
    fresh.finding, fresh.reviewed_at = finding, timezone.now()
    fresh.save(update_fields=["finding", "reviewed_at"])
    audit.record(by, "glass.reviewed", fresh.glass, finding=finding)
    return fresh
