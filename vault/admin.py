"""The desk's pages of contact requests: asked, decided, handed out."""

import json
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.desk_verbs import STATUS_OF, Button
from staff.refusals import Invalid, Refused
from vault import handlers, identity, resealing, reveals
from vault.forms import RefuseForm
from vault.locked_page import locked_page
from vault.models import HandlerKey, RevealRequest

Status = RevealRequest.Status
Kind = RevealRequest.Kind
TONES: dict[str, str] = {Status.ASKED: "is-warn", Status.APPROVED: "is-good", Status.REFUSED: "is-bad"}


def _step(to: str) -> Any:
    return lambda request: to in reveals.NEXT[request.status]


def _may_drop(request: RevealRequest) -> bool:
    return request.kind == Kind.RESEAL and request.status == Status.RELEASED and resealing.departed().exists()


BUTTONS = [
    Button(
        "approve", _("Approve"), "vault.approve_reveal", lambda row, officer, said: reveals.approve(row, by=officer),
        shown=_step(Status.APPROVED), done=_("Approved. The handler's time runs."), tone="primary",
    ),
    Button(
        "refuse", _("Refuse"), "vault.approve_reveal",
        lambda row, officer, said: reveals.refuse(row, by=officer, refusal=said["refusal"]), form=RefuseForm,
        shown=_step(Status.REFUSED), done=_("Refused."), tone="danger",
    ),
    Button(
        "takeback", _("Take back"), "vault.reveal_source",
        lambda row, officer, said: reveals.take_back(row, by=officer), shown=_step(Status.WITHDRAWN),
        done=_("The request is taken back."),
    ),
    Button(
        "drop", _("Destroy boxes of keys that left"), "vault.approve_reveal",
        lambda row, officer, said: resealing.drop_departed(row, by=officer), shown=_may_drop,
        done=_("The old boxes are destroyed."), tone="danger",
    ),
]  # fmt: skip


@admin.register(RevealRequest)
class RevealRequestAdmin(DeskAdmin):
    """Who sees which request: `RevealRequest.objects.visible_to`. No page here holds a contact in clear."""

    buttons = BUTTONS
    page_template = "vault/desk/request.html"
    page_facts = ("kind", "about", "purpose_shown", "pseudonym", "asked_by", "asked_at", "decided_by", "decided_at",
                  "refusal", "open_until", "released_at")  # fmt: skip
    list_display = ("asked_at", "kind", "about", "purpose_shown", "asked_by", "status_shown", "open_until")
    list_filter = ("status", "kind")
    list_select_related = ("asked_by",)
    ordering = ("-asked_at",)
    sortable_by = ()
    change_list_template = "vault/desk/requests.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[RevealRequest]:
        return super().get_queryset(request).defer("words")

    @display(description=_("purpose"))
    def purpose_shown(self, row: RevealRequest) -> str:
        return row.purpose

    @display(description=_("source"))
    def pseudonym(self, row: RevealRequest) -> str:
        return identity.pseudonyms({row.source_id}).get(row.source_id, "–") if row.source_id else "–"

    @display(description=_("status"))
    def status_shown(self, row: RevealRequest) -> str:
        return str(_t("Too late") if row.is_expired else row.get_status_display())

    def page_context(self, request: HttpRequest, row: RevealRequest) -> dict[str, Any]:
        officer: Any = request.user
        return {
            "words": reveals.read_words(row, by=officer), "history": history(row), "tone": TONES.get(row.status, ""),
            "hours": int(reveals.OPEN_FOR[Kind(row.kind)].total_seconds() // 3600),
            "is_mine": row.asked_by_id == officer.pk,
        }  # fmt: skip

    # --- handing out ------------------------------------------------------------------------------------------------
    def page_urls(self) -> list[URLPattern]:
        return [
            path("<str:pk>/open/", self.door(self.open_contact), name="vault_revealrequest_open"),
            path("<str:pk>/reseal/", self.door(self.reseal), name="vault_revealrequest_reseal"),
            path("<str:pk>/returned/", self.door(self.returned), name="vault_revealrequest_returned"),
        ]

    def open_contact(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """The sealed box, once, in the answer to a POST; the browser opens it."""
        row, officer = self.row_or_404(request, pk), request.user
        if request.method != "POST":
            return HttpResponseRedirect(self.page_address(row))
        try:
            boxes = reveals.release(row, by=officer)  # type: ignore[arg-type]
        except Refused as refusal:
            return self._refused(request, row, refusal)
        return self._handed_out(request, row, "vault/desk/opened.html", boxes=boxes, names={box.name for box in boxes})

    def reseal(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """GET: which of the officer's keys can help. POST: the next boxes for one of them."""
        row, officer = self.row_or_404(request, pk), request.user
        batch = key = None
        try:
            reveals.require_open(row, by=officer, kind=Kind.RESEAL)  # type: ignore[arg-type]
            if request.method == "POST":
                key = self._own_key(request)
                batch = resealing.hand_out(row, key, by=officer)  # type: ignore[arg-type]
        except Refused as refusal:
            return self._refused(request, row, refusal)
        mine = [(one, resealing.can_help(one)) for one in handlers.keys_of(officer)]  # type: ignore[arg-type]
        out = {"boxes": {str(box.giving): box.sealed for box in batch.boxes},
               "keys": {one.name: one.base64 for one in batch.keys}} if batch else {}  # fmt: skip
        return self._handed_out(
            request, row, "vault/desk/reseal.html", batch=batch, key=key, mine=mine, out=out, out_text=json.dumps(out)
        )

    def returned(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Boxes come back, sealed to the present keys."""
        row, officer = self.row_or_404(request, pk), request.user
        again = reverse("admin:vault_revealrequest_reseal", args=[row.pk])
        if request.method != "POST":
            return HttpResponseRedirect(again)
        try:
            sealed = resealing.from_json(_json(request.POST.get("sealed", "")))
            count = resealing.take_in(row, self._own_key(request), sealed, by=officer)  # type: ignore[arg-type]
        except Refused as refusal:
            return self._refused(request, row, refusal)
        messages.success(request, _t("%(count)d new boxes are kept.") % {"count": count})
        row.refresh_from_db(fields=["status"])
        return HttpResponseRedirect(again if row.status == Status.APPROVED else self.page_address(row))

    def _own_key(self, request: HttpRequest) -> HandlerKey:
        said = request.POST.get("key", "")
        mine = {str(key.pk): key for key in handlers.keys_of(request.user)}  # type: ignore[arg-type]
        if said not in mine:
            raise Http404
        return mine[said]

    def _refused(self, request: HttpRequest, row: RevealRequest, refusal: Refused) -> TemplateResponse:
        messages.error(request, str(refusal))
        return self.page(request, self.row_or_404(request, row.pk), status=STATUS_OF.get(type(refusal), 422))

    def _handed_out(self, request: HttpRequest, row: RevealRequest, template: str, **more: Any) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": str(row), "row": row, **more}
        return locked_page(TemplateResponse(request, template, context))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as wrong:
        raise Invalid(_t("Nothing came back: open the key file first.")) from wrong
