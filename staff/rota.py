"""Who is on duty, and who is called when nobody is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from staff import access, audit
from staff.models import Officer, Shift
from staff.refusals import Invalid
from staff.roles import RIGHTS, Role

LONGEST = timedelta(days=7)
MAX_REPEATS = 52  # weeks
READS = "hotline.view_tip"


def on_duty(at: datetime | None = None) -> list[Officer]:
    """Officers whose shift it is. Where it is nobody's: every supervisor, since a call must reach someone."""
    at = at or timezone.now()
    active = Officer.objects.filter(is_active=True)
    called = list(active.filter(shifts__starts_at__lte=at, shifts__ends_at__gt=at).distinct().order_by("pk"))
    return called or supervisors()


def may_serve() -> QuerySet[Officer]:
    """Active officers who read the queue: those who can be on duty, by name."""
    reading = [role for role, rights in RIGHTS.items() if READS in rights]
    return Officer.objects.filter(is_active=True, roles__overlap=reading).order_by("full_name", "username")


def supervisors() -> list[Officer]:
    return list(Officer.objects.filter(is_active=True, roles__contains=[Role.SUPERVISOR]).order_by("pk"))


@transaction.atomic
def enter(officer: Officer, starts_at: datetime, ends_at: datetime, *, by: Officer, weeks: int = 1) -> list[Shift]:
    """Put a shift into the rota, and the same one in each of the `weeks` - 1 weeks that follow.

    Raises: NotAllowed; Invalid for a shift that is over, ends before it starts, is longer than a week or meets another
        of the same officer, and for an officer who may not sign in or read the queue.
    """
    access.require(by, "staff.manage_rota")
    _check(officer, starts_at, ends_at, weeks)
    shifts = []
    for week in range(weeks):
        ahead = timedelta(weeks=week)
        start, end = starts_at + ahead, ends_at + ahead
        if officer.shifts.filter(starts_at__lt=end, ends_at__gt=start).exists():
            raise Invalid(
                _("%(name)s has a shift then already: %(day)s.") % {"name": officer, "day": f"{start:%Y-%m-%d}"}
            )
        shifts.append(Shift.objects.create(officer=officer, starts_at=start, ends_at=end))
        audit.record(by, "shift.entered", shifts[-1], officer=officer.pk)
    return shifts


def _check(officer: Officer, starts_at: datetime, ends_at: datetime, weeks: int) -> None:
    if not (officer.is_active and officer.has_perm(READS)):
        raise Invalid(_("Only an officer who reads the queue can be on duty."), officer=_("Choose another."))
    if ends_at <= starts_at:
        raise Invalid(_("The shift ends before it starts."), ends_at=_("Enter a later time."))
    if ends_at - starts_at > LONGEST:
        raise Invalid(_("A shift lasts a week at most: enter several."), ends_at=_("Enter an earlier time."))
    if ends_at <= timezone.now():
        raise Invalid(_("This shift is over already."), ends_at=_("Enter a later time."))
    if not 1 <= weeks <= MAX_REPEATS:
        raise Invalid(_("Between 1 and %(most)d weeks can be entered at once.") % {"most": MAX_REPEATS})


@transaction.atomic
def strike(shift: Shift, *, by: Officer) -> None:
    """Take a shift out of the rota. Raises: NotAllowed."""
    access.require(by, "staff.manage_rota")
    audit.record(by, "shift.struck", shift, officer=shift.officer_id)
    shift.delete()
