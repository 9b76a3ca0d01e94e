"""Drafts of reports: what an officer has typed is kept every few seconds, sealed with its tip.

It is kept here, because a source's words must not lie on the disk of a computer that officers share.

There is no audit entry: nothing is decided and nobody else reads it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import triage
from hotline.models import Report, ReportDraft, Tip
from staff import access
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus
from vault import text

MAX_SIGNS = 60_000  # of all fields together
Said = dict[str, list[str]]


@dataclass(frozen=True)
class Kept:
    """A draft as it was saved last. `said`: fields of the form by name, each a list."""

    said: Said
    saved_at: datetime


def _require(by: Officer) -> None:
    access.require(by, "hotline.grade_report")
    access.require(by, "hotline.read_tip")


@transaction.atomic
def keep(tip: Tip, said: Said, *, by: Officer, key: UUID | None = None) -> datetime:
    """Keep what an officer typed; the newest wins over what they had typed of this tip before.

    Args:
        key: id of the report to be. Once it is written, a page that saves late keeps nothing.
    Returns: when it was saved.
    Raises: NotAllowed; Invalid where it is too long; WrongStatus where the tip's words are gone, or the report is
        written.
    """
    _require(by)
    if sum(len(value) for values in said.values() for value in values) > MAX_SIGNS:
        raise Invalid(_("This is too long to be kept as a draft."))
    # The lock is the one of promoting and shredding: what they remove does not come back.
    fresh = triage.locked_with_words(tip)
    if key and Report.objects.filter(pk=key).exists():
        raise WrongStatus(_("The report is written already."))
    row = ReportDraft.objects.filter(tip=fresh, officer=by).first() or ReportDraft.objects.create(tip=fresh, officer=by)
    row.tip, row.saved_at = fresh, timezone.now()
    text.write(row, said=said)
    row.save(update_fields=["said", "saved_at"])
    return row.saved_at


def kept(tip: Tip, *, by: Officer) -> Kept | None:
    """The officer's own draft of a tip; None where there is none.

    Raises: NotAllowed.
    """
    _require(by)
    row = ReportDraft.objects.select_related("tip").filter(tip=tip, officer=by).first()
    return Kept(text.read(row, "said") or {}, row.saved_at) if row else None


@transaction.atomic
def drop(tip: Tip, *, by: Officer) -> None:
    """Give up one's own draft."""
    _require(by)
    ReportDraft.objects.filter(tip=tip, officer=by).delete()


def written(tips: "list[Tip]", *, by: Officer) -> None:
    """The report is written: its author's drafts of these tips go, in the caller's transaction."""
    ReportDraft.objects.filter(tip__in=tips, officer=by).delete()


def forget(tip: Tip) -> None:
    """Remove everybody's drafts of a tip that ends, in the caller's transaction."""
    ReportDraft.objects.filter(tip=tip).delete()
