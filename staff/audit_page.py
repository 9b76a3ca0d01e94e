"""The audit ledger as a page: narrowed by what was asked, and itself on record."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from staff import audit
from staff.desk_history import actor_names
from staff.models import AuditEntry, Officer

ENTRIES = 100  # a page
ASKED = ("who", "verb", "subject", "id", "before")


def show(request: HttpRequest, rows: "QuerySet[AuditEntry]", *, scope: str, **context: Any) -> HttpResponse:
    """A page of entries, newest first, paged by id so that the ledger's size does not matter.

    Args:
        rows: what this reader may see.
        scope: `all` or `own cases`, for the entry that says who looked.
    """
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ASKED}
    found = list(_narrowed(rows.order_by("-pk"), asked)[: ENTRIES + 1])
    shown, more = found[:ENTRIES], len(found) > ENTRIES
    note_opening(request, scope)
    names = actor_names(shown)
    older = request.GET.copy()
    if more:
        older["before"] = str(shown[-1].pk)
    page = {
        **admin.site.each_context(request), "title": _("Audit"), "is_fullwidth": "1",
        "rows": [(entry, names[entry.actor]) for entry in shown], "asked": asked,
        "older": older.urlencode() if more else "", **context,
    }  # fmt: skip
    return TemplateResponse(request, "staff/desk/ledger.html", page)


@transaction.atomic
def note_opening(request: HttpRequest, scope: str) -> None:
    """Who looked at the ledger, and by which filters; their values can be anything and are not kept."""
    officer: Any = request.user
    audit.record(officer, "audit.opened", officer, scope=scope, asked=[name for name in ASKED if request.GET.get(name)])


def _narrowed(rows: "QuerySet[AuditEntry]", asked: dict[str, str]) -> "QuerySet[AuditEntry]":
    if asked["who"]:
        known = Officer.objects.filter(username=asked["who"]).values_list("pk", flat=True).first()
        rows = rows.filter(actor=f"officer:{known}" if known else asked["who"])
    if asked["verb"]:
        rows = rows.filter(verb__startswith=asked["verb"])
    if asked["subject"]:
        rows = rows.filter(subject=asked["subject"])
    if asked["id"]:
        rows = rows.filter(subject_id=asked["id"])
    if asked["before"].isascii() and asked["before"].isdigit():
        rows = rows.filter(pk__lt=int(asked["before"][:18]))
    return rows
