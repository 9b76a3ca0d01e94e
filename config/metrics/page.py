"""/metrics, in Prometheus's text format (version 0.0.4)."""

import hmac
import sys
from collections import defaultdict
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config.metrics import counted, gauges

CONTENT = "text/plain; version=0.0.4; charset=utf-8"
# Every figure that there is: its type, and what it says. A dashboard can ask for these alone.
FIGURES: dict[str, tuple[str, str]] = {
    "hornbill_requests_total": ("counter", "Requests answered, by view and class of status."),
    "hornbill_request_seconds": ("histogram", "Seconds until an answer began, by part of the house."),
    "hornbill_tasks_total": ("counter", "Tasks of the workers, by name and outcome: done, failed, left."),
    "hornbill_task_seconds": ("histogram", "Seconds that tasks took."),
    "hornbill_tips": ("gauge", "Tips by status."),
    "hornbill_reports": ("gauge", "Reports by status."),
    "hornbill_cases": ("gauge", "Cases by status."),
    "hornbill_waiting": ("gauge", "Rows of work that wait, by kind."),
    "hornbill_waiting_oldest_seconds": ("gauge", "How long the oldest of them waits."),
    "hornbill_failed": ("gauge", "Rows of work that were given up, by kind."),
    "hornbill_urgent_unread": ("gauge", "Urgent tips that nobody has looked at."),
    "hornbill_urgent_unread_oldest_seconds": ("gauge", "How long the oldest of them waits."),
    "hornbill_tips_overdue": ("gauge", "Tips whose first look was missed."),
    "hornbill_audit_entries_not_linked": ("gauge", "Entries of the audit that are not on the chain yet."),
    "hornbill_checkpoint_age_seconds": ("gauge", "Since the audit chain was last signed outside; absent before."),
    "hornbill_backup_age_seconds": ("gauge", "Since a backup was last finished; absent before the first."),
    "hornbill_disk_free_bytes": ("gauge", "Free on the disk of the file store and of the checkpoints."),
    "hornbill_disk_size_bytes": ("gauge", "Size of these disks."),
    "hornbill_broker_up": ("gauge", "1 while Redis answers; absent with the file broker."),
    "hornbill_broker_queue_length": ("gauge", "Nudges that wait in Redis."),
}
PARTS = ("_bucket", "_sum", "_count")


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever has METRICS_TOKEN. Without one it is closed in live mode, and open on the machine of a trial."""
    if not is_let_in(request):
        return HttpResponse("METRICS_TOKEN opens this page.\n", status=403, content_type="text/plain")
    counted.flush()
    return HttpResponse("\n".join(lines()) + "\n", content_type=CONTENT)


def is_let_in(request: HttpRequest) -> bool:
    if not settings.METRICS_TOKEN:
        return not settings.IS_LIVE
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())


def lines() -> Iterator[str]:
    told = defaultdict[str, list[str]](list)
    for name, labels, value in gauges.all_rows():
        told[name].append(_line(name, counted.told(labels), value))
    for name, written, value in counted.totals():
        told[figure_of(name)].append(_line(name, written, value))
    for name, (kind, what) in FIGURES.items():
        if told[name]:
            yield f"# HELP {name} {what}"
            yield f"# TYPE {name} {kind}"
            yield from told[name]


def figure_of(name: str) -> str:
    """The figure that a line is of: a histogram has three kinds of lines."""
    return next((name.removesuffix(part) for part in PARTS if name.endswith(part)), name)


def _line(name: str, labels: str, value: float) -> str:
    braced = f"{{{labels}}}" if labels else ""
    return f"{name}{braced} {value:.{sys.float_info.dig}g}"
