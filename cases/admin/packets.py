"""Packets at the desk: what is in one, who approves it, how far it is built, and taking it."""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases import withdrawals
from cases.admin.ground import BAD, GOOD, WARN, seen_through_glass
from cases.admin.packet_forms import ApproveForm, DisclosureForm
from cases.admin.purge_buttons import purged_note
from cases.models import Packet
from cases.packets import assembly, delivery, disclosure, envelope, layout, release, trail
from cases.packets.profiles import BY_NAME
from hotline.admin.queue_lines import chip
from staff import access
from staff.desk import DeskAdmin
from staff.desk_verbs import Button
from staff.models import Officer

Status = Packet.Status
TONES: dict[str, str] = {Status.READY: GOOD, Status.FAILED: BAD, Status.APPROVED: WARN, Status.BUILDING: WARN}


def _is_draft(packet: Packet) -> bool:
    return packet.status in (Status.DRAFTED, Status.FAILED)


def _taken(packet: Packet, officer: Any, said: dict[str, Any]) -> str:
    """Taking it is on record now; its bytes are at an address that can be asked for the rest of a broken download."""
    release.download(packet, by=officer)
    return reverse("admin:cases_packet_file", args=[packet.pk, delivery.ticket(packet.pk, _taker(officer))])


def _taker(officer: Any) -> str:
    return f"officer:{officer.pk}"


BUTTONS = [
    Button(
        "disclosure", _("Disclosure list"), "cases.draft_packet",
        lambda packet, officer, said: disclosure.give_reasons(packet, said, by=officer), form=DisclosureForm,
        shown=lambda packet: _is_draft(packet) and disclosure.is_for(packet, BY_NAME[packet.profile]), done=_("Kept."),
    ),
    Button(
        "approve", _("Approve: it may leave"), "cases.approve_packet",
        lambda packet, officer, said: release.approve_packet(packet, by=officer, **said), form=ApproveForm,
        shown=_is_draft, tone="primary", done=_("Approved. A worker builds it now."),
    ),
    Button(
        "download", _("Download"), "cases.view_case", _taken, shown=lambda packet: packet.status == Status.READY,
        tone="primary", then=str,
    ),
    Button(
        "phrase", _("Show the pass phrase, once"), "cases.view_case",
        lambda packet, officer, said: envelope.show_phrase(packet, by=officer),
        shown=lambda packet: packet.status == Status.READY and bool(packet.phrase),
    ),
]  # fmt: skip


@admin.register(Packet)
class PacketAdmin(DeskAdmin):
    list_display = ("reference", "status_shown", "profile", "case", "agency", "drafted_by", "approved_by", "drafted_at")
    list_filter = ("status", "profile")
    search_fields = ("=reference",)
    list_select_related = ("case", "agency", "drafted_by", "approved_by")
    ordering = ("-drafted_at",)
    sortable_by = ()
    buttons = BUTTONS
    shown_once = frozenset({"phrase"})
    page_template = "cases/desk/packet.html"
    page_facts = (
        "profile", "case", "agency", "ask", "deadline", "drafted_by", "approved_by", "approved_at", "built_at", "size",
        "sha256", "watermark", "mosaic", "envelope", "stamp_state", "stamped_at",
    )  # fmt: skip

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return any(access.allows(request.user, f"cases.{right}") for right in ("draft_packet", "approve_packet"))

    @display(description=_("status"))
    def status_shown(self, packet: Packet) -> str:
        return chip(packet.get_status_display(), TONES.get(packet.status, ""))

    def page_context(self, request: HttpRequest, row: Packet) -> dict[str, Any]:
        if row.case.purged_at:
            return {"trail": trail.of(row), "offers": {}, **purged_note(row.case, request.user)}
        content = assembly.content(row)
        return {
            "tone": TONES.get(row.status, ""), "content": content, "trail": trail.of(row),
            "papers": sorted(content.profile.files - {layout.EXHIBITS}),
            "withdrawn": withdrawals.in_packet(row), "is_own": row.drafted_by_id == request.user.pk,
            "has_changed": bool(row.approved_digest) and row.approved_digest != content.digest(),
            **seen_through_glass(request, row),
        }  # fmt: skip

    def page_urls(self) -> list[URLPattern]:
        return [
            path("<str:pk>/progress/", self.door(self.progress), name="cases_packet_progress"),
            path("<str:pk>/file/<str:ticket>/", self.door(self.file), name="cases_packet_file"),
            path("<str:pk>/stamp.<str:kind>", self.door(self.stamp), name="cases_packet_stamp"),
        ]

    def progress(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """How far it is built, for the page's script."""
        return JsonResponse(delivery.progress(self.row_or_404(request, pk)))

    def file(self, request: HttpRequest, pk: str, ticket: str) -> HttpResponseBase:
        """The bytes, or the rest of them, to whoever pressed the button in the last hours."""
        row, officer = self.row_or_404(request, pk), cast(Officer, request.user)
        if not release.may_take(row, officer):
            raise PermissionDenied
        is_there = row.status == Status.READY and row.case.purged_at is None
        if not is_there or not delivery.is_good(ticket, row.pk, _taker(officer)):
            return HttpResponseRedirect(self.page_address(row))
        return delivery.answer(request, release.built(row))

    def stamp(self, request: HttpRequest, pk: str, kind: str) -> HttpResponseBase:
        """The authority's stamp, and the certificates that came with it."""
        row = self.row_or_404(request, pk)
        if row.stamp is None or kind not in delivery.STAMPS:
            raise Http404
        return delivery.answer_stamp(row, kind)
