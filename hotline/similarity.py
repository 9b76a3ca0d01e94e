"""Tips that say or show the same: found by keyed marks, never merged by themselves."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext as _

from hotline import likeness
from hotline.models import Attachment, Tip, TipMarks

# Tips compared at most: a flood of one text has more, and they say no more than these.
MAX_COMPARED = 1000


@dataclass(frozen=True)
class Likeness:
    """Another tip, and why it is shown."""

    tip: Tip
    reasons: list[str]


def like(tip: Tip, limit: int = 20) -> list[Likeness]:
    """Tips with nearly the same words first, then those with the same words, file or source, newest first."""
    marks = list(Attachment.objects.filter(tip=tip).exclude(bytes_mark=None).values_list("bytes_mark", flat=True))
    same_files = set(
        Attachment.objects.filter(bytes_mark__in=marks, tip__isnull=False).values_list("tip_id", flat=True)
    )
    nearly = near(tip)
    alike = Q(pk__in=same_files) | Q(pk__in=nearly) | Q(source_id=tip.source_id)
    if tip.words_mark:
        alike |= Q(words_mark=tip.words_mark)
    nearest_first = Case(When(pk__in=nearly, then=Value(0)), default=Value(1))
    found = Tip.objects.filter(alike).exclude(pk=tip.pk).order_by(nearest_first, "-received_at")[:limit]
    return [Likeness(other, _reasons(tip, other, same_files, nearly.get(other.pk))) for other in found]


def near(tip: Tip, limit: int = 20) -> dict[UUID, float]:
    """Tips whose narrative is nearly the same, the likest first: how much is the same, from `THRESHOLD` to 1.

    Nothing is opened for it: the stored signatures are compared.
    """
    own = TipMarks.objects.filter(tip=tip)
    signed = own.values_list("signature", flat=True).first()
    if not signed:
        return {}
    # The bands are a query of their own: of forty given values the planner expects too many rows, and would read all.
    sharing = TipMarks.objects.filter(bands__overlap=own.values("bands")).exclude(tip=tip)
    rows = sharing.values_list("tip_id", "signature")[:MAX_COMPARED]
    shares = {other: likeness.share(bytes(signed), bytes(theirs)) for other, theirs in rows}
    likest = sorted(shares, key=shares.__getitem__, reverse=True)[:limit]
    return {other: shares[other] for other in likest if shares[other] >= likeness.THRESHOLD}


def _reasons(tip: Tip, other: Tip, same_files: set[UUID], share: float | None) -> list[str]:
    reasons = []
    if tip.words_mark and other.words_mark and bytes(tip.words_mark) == bytes(other.words_mark):
        reasons.append(_("same words"))
    elif share is not None:
        reasons.append(_("nearly the same words: %(percent)d %%") % {"percent": round(share * 100)})
    if other.pk in same_files:
        reasons.append(_("same file"))
    if other.source_id == tip.source_id:
        reasons.append(_("same source"))
    return reasons
