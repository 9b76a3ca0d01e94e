"""The page of a tip: what was said, what came with it, what is known around it, and the decisions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline import clocks, recognising, similarity
from hotline.admin import by_machine, opened, thread
from hotline.admin.ask_page import Asking
from hotline.admin.beside import Beside
from hotline.admin.bulk import BulkDesk
from hotline.admin.deciding import Deciding
from hotline.admin.judging import Judging
from hotline.admin.known import known
from hotline.admin.promotion import Promotion
from hotline.admin.quarantine import QuarantineDesk, reasons
from hotline.admin.queue import Queue
from hotline.admin.queue_lines import TONES
from hotline.admin.queue_map import QueueMap
from hotline.admin.reading_now import ReadingNow
from hotline.admin.record_page import RecordPage, cards
from hotline.admin.taking import TakenDown
from hotline.admin.tip_buttons import BUTTONS
from hotline.admin.tip_files import TipFiles
from hotline.admin.weighed import weighed
from hotline.models import Tip
from hotline.public.countries import NAMES
from hotline.queue.filters import language_name
from hotline.story import Offence
from staff import access
from staff.desk_history import history


def _minute(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


@admin.register(Tip)
class TipAdmin(
    ReadingNow, Asking, Judging, Beside, Promotion, Deciding, TipFiles, QuarantineDesk, BulkDesk, QueueMap, TakenDown,
    RecordPage, Queue,
):  # fmt: skip
    buttons = BUTTONS
    page_template = "hotline/desk/tip.html"

    def row_or_404(self, request: HttpRequest, pk: Any) -> Tip:
        tip: Tip = super().row_or_404(request, pk)
        tip.refresh_from_db(fields=["narrative", "answers", "note"])
        prefetch_related_objects([tip], "tags__tag")
        return tip

    def page_context(self, request: HttpRequest, row: Tip) -> dict[str, Any]:
        officer: Any = request.user
        raw = opened.open_tip(row, by=officer) if access.allows(officer, "hotline.read_tip") else None
        alike = similarity.like(row, among=Tip.objects.visible_to(officer))
        record = cards([row], officer)
        return {
            "opened": raw,
            "weighed": weighed(raw.parts) if raw and raw.parts else [],
            **self.reading_context(request, raw),
            **Deciding.page_context(self, request, row),
            **ReadingNow.page_context(self, request, row),
            **by_machine.context(row, raw),
            "tone": TONES.get(row.status, ""),
            "why_quarantined": reasons(row),
            "fact_rows": self._facts(row, record["records"][0][0].pseudonym),
            "alike": alike,
            **record,
            "known": known(row, [one.tip for one in alike], officer),
            "may_recognise": recognising.is_on(),
            "recogniser": urlsplit(settings.RECOGNISE_URL).hostname,
            "may_read_metadata": access.allows(officer, "hotline.read_metadata"),
            "thread": thread.of(row, raw),
            "may_ask": self.may_ask(officer, row),
            "may_promote": self.may_promote(officer, row),
            "history": history(row, but=["tip.judged"]),
        }

    def _facts(self, tip: Tip, pseudonym: str) -> Sequence[tuple[Any, Any]]:
        known = dict(Offence.choices)
        return [
            (_("Source"), pseudonym),
            (_("Kind of source"), tip.get_kind_display()),
            (_("Channel"), tip.get_channel_display()),
            (_("Received"), _minute(tip.received_at)),
            (_("First look due"), _minute(tip.due_at)),
            (_("Answer to the source due"), _minute(None if tip.decided_at else clocks.feedback_due(tip))),
            (_("Who has it"), tip.assignee),
            (_("Urgency"), tip.get_urgency_display()),
            (_("Offences"), ", ".join(str(known.get(one, one)) for one in tip.offences)),
            (_("Country"), NAMES.get(tip.country, tip.country)),
            (_("Language"), language_name(tip.language)),
            (_("Tags"), ", ".join(sorted(one.tag.name for one in tip.tags.all()))),
        ]
