"""The page of a tip: what was said, what came with it, what is known around it, and the decisions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline import copies, duplicates
from hotline.admin import opened
from hotline.admin.filters import language_name
from hotline.admin.locked_in import locked_in
from hotline.admin.promotion import Promotion
from hotline.admin.quarantine import QuarantineDesk, reasons
from hotline.admin.queue import TONES, Queue
from hotline.admin.tip_buttons import BUTTONS
from hotline.models import Attachment, Report, Tip
from hotline.public.countries import NAMES
from hotline.story import Offence
from staff import access
from staff.desk_history import history
from vault import identity
from vault.keys import VaultClosed


def _minute(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


@admin.register(Tip)
class TipAdmin(Promotion, QuarantineDesk, Queue):
    buttons = BUTTONS
    page_template = "hotline/desk/tip.html"

    def row_or_404(self, request: HttpRequest, pk: Any) -> Tip:
        tip: Tip = super().row_or_404(request, pk)
        tip.refresh_from_db(fields=["narrative", "answers", "note"])
        return tip

    def page_urls(self) -> list[URLPattern]:
        copy = path("<str:pk>/copy/<uuid:attachment_id>/", self.door(self.serve_copy), name="hotline_tip_copy")
        return [copy, *super().page_urls()]

    def page_context(self, request: HttpRequest, row: Tip) -> dict[str, Any]:
        officer: Any = request.user
        return {
            "opened": opened.open_tip(row, by=officer) if access.allows(officer, "hotline.read_tip") else None,
            "tone": TONES.get(row.status, ""),
            "why_quarantined": reasons(row),
            "fact_rows": self._facts(row),
            "alike": duplicates.like(row),
            "reports": Report.objects.visible_to(officer).filter(tips=row).order_by("written_at"),
            "may_promote": self.may_promote(officer, row),
            "history": history(row),
        }

    def _facts(self, tip: Tip) -> Sequence[tuple[Any, Any]]:
        known = dict(Offence.choices)
        return [
            (_("Source"), identity.pseudonyms({tip.source_id}).get(tip.source_id, "–")),
            (_("Channel"), tip.get_channel_display()),
            (_("Received"), _minute(tip.received_at)),
            (_("First look due"), _minute(tip.due_at)),
            (_("Who has it"), tip.assignee),
            (_("Urgency"), tip.get_urgency_display()),
            (_("Offences"), ", ".join(str(known.get(one, one)) for one in tip.offences)),
            (_("Country"), NAMES.get(tip.country, tip.country)),
            (_("Language"), language_name(tip.language)),
        ]

    def serve_copy(self, request: HttpRequest, pk: str, attachment_id: Any) -> HttpResponseBase:
        """The scrubbed copy, drawn inside our page or saved; alone in a tab it can run nothing."""
        tip = self.row_or_404(request, pk)
        attachment = Attachment.objects.filter(tip=tip, pk=attachment_id).first()
        if attachment is None or not access.allows(request.user, "hotline.read_tip"):
            raise Http404
        try:
            copy = copies.open_copy(attachment, by=request.user)  # type: ignore[arg-type]
        except (VaultClosed, FileNotFoundError) as gone:
            raise Http404 from gone
        return locked_in(copy, f"{tip.reference}-{str(attachment.pk)[:8]}")
