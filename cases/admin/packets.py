"""Packets at the desk: what is in one, who approves it, how far it is built, and taking it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases import withdrawals
from cases.admin.ground import BAD, GOOD, WARN, seen_through_glass
from cases.admin.packet_forms import ApproveForm
from cases.models import Packet
from cases.packets import assembly, layout, release
from hotline.admin.queue_lines import chip
from staff import access
from staff.desk import DeskAdmin
from staff.desk_verbs import Button, press

Status = Packet.Status
TONES: dict[str, str] = {Status.READY: GOOD, Status.FAILED: BAD, Status.APPROVED: WARN, Status.BUILDING: WARN}

BUTTONS = [
    Button(
        "approve", _("Approve: it may leave"), "cases.approve_packet",
        lambda packet, officer, said: release.approve_packet(packet, by=officer, **said), form=ApproveForm,
        shown=lambda packet: packet.status in (Status.DRAFTED, Status.FAILED), tone="primary",
        done=_("Approved. A worker builds it now."),
    ),
    Button(
        "download", _("Download"), "cases.view_case",
        lambda packet, officer, said: release.download(packet, by=officer),
        shown=lambda packet: packet.status == Status.READY, tone="primary",
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
    page_template = "cases/desk/packet.html"
    page_facts = (
        "profile", "case", "agency", "ask", "deadline", "drafted_by", "approved_by", "approved_at", "built_at", "size",
        "sha256", "watermark", "mosaic",
    )  # fmt: skip

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return any(access.allows(request.user, f"cases.{right}") for right in ("draft_packet", "approve_packet"))

    @display(description=_("status"))
    def status_shown(self, packet: Packet) -> str:
        return chip(packet.get_status_display(), TONES.get(packet.status, ""))

    def page_context(self, request: HttpRequest, row: Packet) -> dict[str, Any]:
        content = assembly.content(row)
        return {
            "tone": TONES.get(row.status, ""), "content": content,
            "papers": sorted(content.profile.files - {layout.EXHIBITS}),
            "withdrawn": withdrawals.in_packet(row), "is_own": row.drafted_by_id == request.user.pk,
            "has_changed": bool(row.approved_digest) and row.approved_digest != content.digest(),
            **seen_through_glass(request, row),
        }  # fmt: skip

    def _pressing(self, button: Button) -> Callable[..., HttpResponseBase]:
        """A download is an answer of its own: the bytes, and no redirect."""
        pressed = super()._pressing(button)
        return self._downloading(button) if button.name == "download" else pressed

    def _downloading(self, button: Button) -> Callable[..., HttpResponseBase]:
        def downloading(request: HttpRequest, pk: str) -> HttpResponseBase:
            row = self.row_or_404(request, pk)
            if request.method != "POST":
                return self.page(request, row, status=405)
            found, refused, status = press(button, row, request)
            if refused:
                return self.page(request, row, refused=refused, status=status)
            response = StreamingHttpResponse(found.chunks, content_type="application/zip")
            response["Content-Disposition"] = f'attachment; filename="{found.name}"'
            response["Content-Length"] = str(found.size)
            return response

        return downloading
