"""Tips that say or show the same: found by keyed marks, never merged by themselves."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext as _

from hotline import agreement, fact_marks, likeness, pictures
from hotline.agreement import Agreement
from hotline.models import Attachment, Tip, TipMarks
from hotline.models.tip import TipSet

# Tips compared at most: a flood of one text has more, and they say no more than these.
MAX_COMPARED = 1000
# Of those that share a fact, so many times what is shown are looked at.
SPARE = 2
SHOWN = ("reference", "status", "received_at", "source_id", "words_mark")
# Texts that have so much in common are one text; of others one may hold the other.
WHOLE = 0.6


@dataclass(frozen=True)
class Likeness:
    """Another tip, and why it is shown. `rank`: 0 the surest; then how much the facts count."""

    tip: Tip
    reasons: list[str]
    rank: tuple[int, float] = (0, 0.0)


@dataclass(frozen=True)
class Found:
    """What was found of one tip, before the others are read. `own`: its facts' marks."""

    same_files: set[UUID]
    nearly: dict[UUID, float]
    agreed: dict[UUID, Agreement]
    own: list[int]
    pictured: dict[UUID, str]

    @property
    def surest(self) -> list[UUID]:
        return [*self.nearly, *self.pictured, *self.agreed]

    @cached_property
    def tongues(self) -> dict[int, str]:
        return fact_marks.languages()

    def may_be_passed_on(self, other: UUID) -> bool:
        return other in self.agreed and self.agreed[other].passages >= agreement.LEAST_PASSAGES


def like(tip: Tip, limit: int = 20, *, among: TipSet | None = None) -> list[Likeness]:
    """Tips that tell of the same, each with its reasons; none is opened for it, and a person decides.

    First those with the same words, file, picture or identifier, then nearly the same or forwarded words, then the same
    animals at the same place, then those of the same source; newest first among equals.

    Args:
        among: the tips that may be shown: those that the officer may see.
    """
    signed, own = _own_marks(tip)
    agreed = agreement.with_others(own, tip, limit * SPARE)
    found = Found(_same_files(tip), _near(tip, signed, limit), agreed, own, pictures.same_pictures(tip))
    rows = _rows(tip, found, limit * SPARE, Tip.objects.all() if among is None else among)
    shown = [each for other in rows if (each := _likeness(tip, other, found)).reasons]
    return sorted(shown, key=lambda each: (*each.rank, -each.tip.received_at.timestamp()))[:limit]


def near(tip: Tip, limit: int = 20) -> dict[UUID, float]:
    """Tips whose narrative is nearly the same, the likest first: how much is the same, from `THRESHOLD` to 1.

    Nothing is opened for it: the stored signatures are compared.
    """
    return _near(tip, _own_marks(tip)[0], limit)


def _near(tip: Tip, signed: bytes, limit: int) -> dict[UUID, float]:
    """`signed`: the tip's own signature; b"" where it has none."""
    if not signed:
        return {}
    own = TipMarks.objects.filter(tip=tip)
    # The bands are a query of their own: of forty given values the planner expects too many rows, and would read all.
    sharing = TipMarks.objects.filter(bands__overlap=own.values("bands")).exclude(tip=tip)
    rows = dict(sharing.values_list("tip_id", "signature")[:MAX_COMPARED])
    shares = dict(zip(rows, likeness.shares(signed, list(rows.values())), strict=True))
    likest = sorted(shares, key=shares.__getitem__, reverse=True)[:limit]
    return {other: shares[other] for other in likest if shares[other] >= likeness.THRESHOLD}


def _same_files(tip: Tip) -> set[UUID]:
    marks = Attachment.objects.filter(tip=tip).exclude(bytes_mark=None).values("bytes_mark")
    rows = Attachment.objects.filter(bytes_mark__in=marks, tip__isnull=False).exclude(tip=tip)
    return set(rows.values_list("tip_id", flat=True)[:MAX_COMPARED])


def _own_marks(tip: Tip) -> tuple[bytes, list[int]]:
    """Returns: (signature, facts); empty where the tip has no marks yet."""
    row = TipMarks.objects.filter(tip=tip).values_list("signature", "facts").first()
    return (bytes(row[0] or b""), row[1] or []) if row else (b"", [])


def _rows(tip: Tip, found: Found, limit: int, among: TipSet) -> list[Tip]:
    surest = found.surest
    alike = Q(pk__in=[*surest, *found.same_files]) | Q(source_id=tip.source_id)
    if tip.words_mark:
        alike |= Q(words_mark=tip.words_mark)
    surest_first = Case(When(pk__in=surest, then=Value(0)), default=Value(1))
    rows = among.filter(alike).exclude(pk=tip.pk).order_by(surest_first, "-received_at")
    return list(rows.only(*SHOWN).annotate(fact_marks=F("marks__facts"))[:limit])


def _likeness(tip: Tip, other: Tip, found: Found) -> Likeness:
    agreed = found.agreed.get(other.pk, Agreement()).at(abs(tip.received_at - other.received_at))
    facts, words, passing = agreed.reasons(), _same_words(tip, other, found), _passing(tip, other, found)
    files = _same_shown(other, found)
    source = [_("same source")] if other.source_id == tip.source_id else []
    translated = [_("told in another language")] if facts and not words and _is_translated(other, found) else []
    if agreed.names_one or files or words[:1] == [_("same words")]:
        surety = 0
    else:
        surety = 1 if words or passing else 2 if facts else 3
    return Likeness(other, [*words, *facts, *passing, *translated, *files, *source], (surety, -agreed.score))


def _has_same_words(tip: Tip, other: Tip) -> bool:
    return bool(tip.words_mark and other.words_mark) and bytes(tip.words_mark) == bytes(other.words_mark)  # type: ignore[arg-type]


def _same_words(tip: Tip, other: Tip, found: Found) -> list[str]:
    if _has_same_words(tip, other):
        return [_("same words")]
    share = found.nearly.get(other.pk)
    return [] if share is None else [_("nearly the same words: %(percent)d %%") % {"percent": round(share * 100)}]


def _same_shown(other: Tip, found: Found) -> list[str]:
    """The same file, or what is another file and shows the same."""
    if other.pk in found.same_files:
        return [_("same file")]
    return [found.pictured[other.pk]] if other.pk in found.pictured else []


def _passing(tip: Tip, other: Tip, found: Found) -> list[str]:
    """Nothing where neither says much more than the other."""
    is_whole = _has_same_words(tip, other) or found.nearly.get(other.pk, 0.0) >= WHOLE
    if is_whole or not found.may_be_passed_on(other.pk):
        return []
    return [_("forwards or quotes the same text")] if agreement.is_passed_on(found.own, _facts(other)) else []


def _is_translated(other: Tip, found: Found) -> bool:
    mine, theirs = (agreement.tongues(each, found.tongues) for each in (found.own, _facts(other)))
    return bool(mine and theirs) and mine != theirs


def _facts(other: Tip) -> list[int]:
    return getattr(other, "fact_marks", None) or []  # a column of `_rows`; None where it was not marked yet
