"""Tips that say or show the same: found by keyed marks, never merged by themselves."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from hotline.models import Attachment, Tip


@dataclass(frozen=True)
class Likeness:
    """Another tip, and why it is shown."""

    tip: Tip
    reasons: list[str]


def like(tip: Tip, limit: int = 20) -> list[Likeness]:
    """Tips with the same words, the same file or the same source, newest first."""
    marks = list(Attachment.objects.filter(tip=tip).exclude(bytes_mark=None).values_list("bytes_mark", flat=True))
    same_files = set(
        Attachment.objects.filter(bytes_mark__in=marks, tip__isnull=False).values_list("tip_id", flat=True)
    )
    alike = Q(pk__in=same_files) | Q(source_id=tip.source_id)
    if tip.words_mark:
        alike |= Q(words_mark=tip.words_mark)
    found = Tip.objects.filter(alike).exclude(pk=tip.pk).order_by("-received_at")[:limit]
    return [Likeness(other, _reasons(tip, other, same_files)) for other in found]


def _reasons(tip: Tip, other: Tip, same_files: set[UUID]) -> list[str]:
    reasons = []
    if tip.words_mark and other.words_mark and bytes(tip.words_mark) == bytes(other.words_mark):
        reasons.append(_("same words"))
    if other.pk in same_files:
        reasons.append(_("same file"))
    if other.source_id == tip.source_id:
        reasons.append(_("same source"))
    return reasons
