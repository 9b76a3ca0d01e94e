"""The desk's first page for who works on cases: what waits there, each figure a link to its rows."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import referral_clocks
from cases.models import Case, Listing, Packet, Referral, Task
from hotline.admin import dashboard
from hotline.admin.dashboard import Card, line
from staff import access

ANY = Q(pk__isnull=False)


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's DASHBOARD_CALLBACK: the hotline's cards, then those of casework. One query for each of these."""
    officer: Any = request.user
    filled = dashboard.fill(request, context)
    cards: list[Card] = filled["cards"]
    if access.allows(officer, "cases.view_case"):
        cards += [_cases(officer), _tasks(officer)]
    if access.allows(officer, "cases.view_referral"):
        cards.append(_referrals(officer))
    if access.allows(officer, "cases.draft_packet") or access.allows(officer, "cases.approve_packet"):
        cards.append(_packets(officer))
    if access.allows(officer, "cases.view_case"):
        cards.append(_listings(officer))
    return filled


def _counted(rows: QuerySet[Any], **among: Q) -> dict[str, int]:
    counts: dict[str, int] = rows.order_by().aggregate(
        **{name: Count("pk", filter=condition, distinct=True) for name, condition in among.items()}
    )
    return counts


def _cases(officer: Any) -> Card:
    place, today = reverse("admin:cases_case_changelist"), timezone.localdate()
    mine = Q(lead=officer) | Q(deputy=officer)
    is_due = Q(review_by__lt=today, purged_at=None) & ~Q(status=Case.Status.CLOSED)
    rows = Case.objects.visible_to(officer)
    told = _counted(
        rows, proposed=Q(status=Case.Status.PROPOSED), rest=mine & Q(wake_on__lte=today), review=mine & is_due
    )
    return {
        "title": _("Cases"),
        "lines": [
            line(_("I lead, or am deputy"), f"{place}?own=lead"),
            line(Case.Status.PROPOSED.label, f"{place}?status__exact={Case.Status.PROPOSED}", told["proposed"]),
            line(_("Rest is over"), f"{place}?own=lead&due=rest", told["rest"], "is-warn"),
            line(_("Review overdue"), f"{place}?own=lead&due=review", told["review"], "is-bad"),
        ],
    }


def _tasks(officer: Any) -> Card:
    place = reverse("admin:cases_task_changelist")
    mine = Task.objects.visible_to(officer).open().filter(owner=officer)
    overdue = mine.overdue().values("pk")
    told = _counted(mine, open=ANY, overdue=Q(pk__in=overdue))
    return {
        "title": _("Tasks"),
        "lines": [
            line(_("My open tasks"), f"{place}?whose=mine", told["open"]),
            line(_("Overdue"), f"{place}?whose=mine&pressing=overdue", told["overdue"], "is-bad"),
        ],
    }


def _referrals(officer: Any) -> Card:
    status, place = Referral.Status, reverse("admin:cases_referral_changelist")
    late = referral_clocks.late(timezone.now())
    labels = {
        status.CHECKED: _("Waits for a second person"), status.APPROVED: _("To send"),
        status.MORE_INFO: _("The agency asks"), status.DECLINED: _("Declined"),
    }  # fmt: skip
    told = _counted(Referral.objects.visible_to(officer), late=late, **{one.value: Q(status=one) for one in labels})
    asked = [line(label, f"{place}?status__exact={one}", told[one.value], "is-warn") for one, label in labels.items()]
    return {
        "title": _("Referrals"),
        "lines": [*asked, line(_("Overdue"), f"{place}?clock=late", told["late"], "is-bad")],
    }


def _packets(officer: Any) -> Card:
    status, place = Packet.Status, reverse("admin:cases_packet_changelist")
    labels = {status.DRAFTED: (_("Waits for a second person"), "is-warn"), status.FAILED: (_("Not built"), "is-bad")}
    told = _counted(Packet.objects.visible_to(officer), **{one.value: Q(status=one) for one in labels})
    return {
        "title": _("Packets"),
        "lines": [
            line(label, f"{place}?status__exact={one}", told[one.value], tone) for one, (label, tone) in labels.items()
        ],
    }


def _listings(officer: Any) -> Card:
    place = reverse("admin:cases_listing_changelist")
    due = Listing.objects.visible_to(officer).to_recheck()
    told = _counted(due, due=ANY, mine=Q(followed_by=officer))
    return {
        "title": _("Listings"),
        "lines": [
            line(_("Look again: due, followed by me"), f"{place}?recheck=mine", told["mine"], "is-warn"),
            line(_("Look again: due"), f"{place}?recheck=due", told["due"]),
        ],
    }
