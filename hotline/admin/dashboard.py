"""The desk's first page: what waits, each figure a link to its rows."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hotline import saved_views
from hotline.models import Report, Tip
from staff import access, break_glass, rota
from vault.models import RevealRequest

Line = dict[str, Any]
Card = dict[str, Any]  # title, lines

WAITING = (*Tip.OPEN, Tip.Status.QUARANTINED)


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's DASHBOARD_CALLBACK: adds `cards`. Eight queries at most, all of them over open rows."""
    officer: Any = request.user
    cards = []
    if access.allows(officer, "hotline.view_tip"):
        cards += [_queue(officer), _views(officer)]
    if access.allows(officer, "hotline.view_report"):
        cards.append(_reports(officer))
    if access.allows(officer, "vault.view_revealrequest"):
        cards.append(_contacts(officer))
    if access.allows(officer, "staff.review_glass"):
        told = len(break_glass.waiting_for(officer))
        cards.append(
            {"title": _("Broken glass"), "lines": [line(_("To review"), reverse("desk_glass"), told, "is-bad")]}
        )
    return context | {"cards": cards, "title": _("Desk")}


def line(label: Any, address: str, figure: int | None = None, tone: str = "") -> Line:
    """A line of a card. figure: how many rows the address opens; tone: a class for it where it is not 0."""
    return {"label": label, "address": address, "figure": figure, "tone": tone}


def _queue(officer: Any) -> Card:
    tips, queue = Tip.objects.visible_to(officer), reverse("admin:hotline_tip_changelist")
    by_status = dict(tips.filter(status__in=WAITING).order_by().values_list("status").annotate(Count("pk")))
    overdue = tips.filter(status=Tip.Status.RECEIVED, decided_at=None, due_at__lt=timezone.now()).count()
    mine = tips.waiting().filter(assignee=officer).count()
    called = ", ".join(map(str, rota.on_duty())) or _("nobody")
    lines = [
        line(format_lazy("{}: {}", _("On duty"), called), reverse("admin:staff_shift_changelist")),
        line(_("First look overdue"), f"{queue}?look=overdue", overdue, "is-bad"),
        line(_("Mine"), f"{queue}?who=me", mine, "is-warn"),
        *(line(Tip.Status(one).label, f"{queue}?status={one}", by_status.get(one, 0)) for one in WAITING),
    ]
    return {"title": _("Queue"), "lines": lines}


def _views(officer: Any) -> Card:
    queue = reverse("admin:hotline_tip_changelist")
    lines = [line(view.name, f"{queue}?{view.query}") for view in saved_views.of(officer)[:20]]
    return {"title": _("Views"), "lines": lines or [line(_("Filter the queue and keep the filters as a view"), queue)]}


def _reports(officer: Any) -> Card:
    status, reports = Report.Status, reverse("admin:hotline_report_changelist")
    open_ones = (status.DRAFT, status.GRADED, status.CHECKED)
    rows = Report.objects.visible_to(officer).filter(status__in=open_ones).order_by()
    by_status = dict(rows.values_list("status").annotate(Count("pk")))
    labels = {status.DRAFT: _("To grade"), status.GRADED: _("To second-check"), status.CHECKED: _("To release")}
    late = Report.objects.visible_to(officer).filter(review_by__lt=timezone.localdate()).count()
    lines = [line(labels[one], f"{reports}?status__exact={one}", by_status.get(one, 0)) for one in open_ones]
    return {
        "title": _("Reports"),
        "lines": [*lines, line(_("Review overdue"), f"{reports}?review=overdue", late, "is-bad")],
    }


def _contacts(officer: Any) -> Card:
    requests, place = RevealRequest.objects.visible_to(officer), reverse("admin:vault_revealrequest_changelist")
    status = RevealRequest.Status
    ready = requests.filter(status=status.APPROVED, asked_by=officer, open_until__gt=timezone.now()).count()
    waiting = requests.filter(status=status.ASKED).count()
    lines = [line(_("Waits for a second person"), f"{place}?status__exact={status.ASKED}", waiting, "is-warn")]
    if access.allows(officer, "vault.reveal_source"):
        lines.append(line(_("Approved, for you to use"), f"{place}?status__exact={status.APPROVED}", ready, "is-bad"))
        lines.append(line(_("My key"), reverse("vault_my_key")))
    return {"title": _("Contact of sources"), "lines": lines}
