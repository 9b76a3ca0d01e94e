"""Verdict, sentence and appeal: what was decided of each charge, and whether it is final."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import models, transaction
from django.utils.translation import gettext as _

from cases.models import Charge, Proceeding, ProceedingEvent, Sentence
from cases.outcomes import CURRENCY
from cases.proceedings import Stage, move, note_event, opened, require_past
from intel.models import Entity
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

Verdict, Kind = Charge.Verdict, ProceedingEvent.Kind
Appellant, Result = ProceedingEvent.Appellant, ProceedingEvent.Result
# What a charge may become of what. An appeal alone changes what was decided.
NEXT: dict[str, set[str]] = {
    Verdict.PENDING: {Verdict.CONVICTED, Verdict.ACQUITTED, Verdict.WITHDRAWN, Verdict.DISMISSED},
    Verdict.CONVICTED: {Verdict.ACQUITTED, Verdict.DISMISSED, Verdict.PENDING},
    Verdict.ACQUITTED: {Verdict.CONVICTED, Verdict.PENDING},
    Verdict.WITHDRAWN: set(),
    Verdict.DISMISSED: {Verdict.CONVICTED, Verdict.ACQUITTED, Verdict.PENDING},
}
DECIDABLE = (Stage.CHARGED, Stage.TRIAL)
YEAR, MONTH = 365, 30  # days; the same for every country, so that terms compare
CENT = Decimal("0.01")
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Penalty:
    """What was pronounced. A term in years, months and days together; `rate`: units of the currency for a US dollar.

    term: as the court said it; left out, it is put together from the numbers.
    """

    on: date
    years: int = 0
    months: int = 0
    days: int = 0
    term: str = ""
    is_suspended: bool = False
    fine: Decimal | None = None
    currency: str = ""
    rate: Decimal | None = None
    rate_source: str = ""
    confiscation: str = ""
    other: str = ""

    @property
    def term_days(self) -> int | None:
        return (self.years * YEAR + self.months * MONTH + self.days) or None

    @property
    def term_said(self) -> str:
        parts = ((self.years, _("years")), (self.months, _("months")), (self.days, _("days")))
        return self.term.strip() or ", ".join(f"{number} {unit}" for number, unit in parts if number)


def _decide(fresh: Proceeding, charge: Charge, to: str, on: date | None, *, by: Officer, words: str = "") -> Charge:
    """The one way a verdict changes. Both rows are locked by the proceeding's lock."""
    if to not in NEXT[charge.verdict]:
        raise WrongStatus(_("Of this charge is decided: '%(now)s'.") % {"now": Verdict(charge.verdict).label})
    was, charge.verdict = charge.verdict, to
    charge.verdict_on = None if to == Verdict.PENDING else on
    charge.save(update_fields=["verdict", "verdict_on"])
    note_event(fresh, Kind.VERDICT, on or require_past(on), by=by, code=to, words=words, charge=charge)
    audit.record(by, "proceeding.verdict", fresh, charge=charge.pk, was=was, verdict=to)
    return charge


def _of(fresh: Proceeding, charge: Charge) -> Charge:
    found = fresh.charges.filter(pk=charge.pk).first()
    if found is None:
        raise Invalid(_("This charge is of another proceeding."), charge=_("Choose from the list."))
    return found


@transaction.atomic
def verdict(charge: Charge, to: str, on: date, *, by: Officer, words: str = "") -> Charge:
    """Enter what was decided of a pending charge. With the last one the proceeding is decided.

    Raises: NotAllowed; WrongStatus before anybody is charged, or where it was decided; Invalid.
    """
    fresh = opened(charge.proceeding, by=by)
    require_past(on)
    if fresh.stage not in DECIDABLE:
        raise WrongStatus(_("A verdict follows a charge or a trial; what was decided only an appeal changes."))
    if to not in Verdict.values or to == Verdict.PENDING:
        raise Invalid(_("Choose the verdict."), to=_("Choose the verdict."))
    decided = _decide(fresh, _of(fresh, charge), to, on, by=by, words=words)
    if not fresh.charges.filter(verdict=Verdict.PENDING).exists():
        move(fresh, Stage.VERDICT, on, by=by)
    return decided


@transaction.atomic
def sentence(proceeding: Proceeding, accused: Entity, penalty: Penalty, *, by: Officer) -> Sentence:
    """Enter what a convicted person or company was given; it takes the place of what they were given before.

    Raises: NotAllowed; WrongStatus before the verdict and once it is final; Invalid with a sentence per field.
    """
    fresh = opened(proceeding, by=by)
    if fresh.stage not in (Stage.VERDICT, Stage.SENTENCED):
        raise WrongStatus(_("A sentence follows a verdict, before it is final."))
    _check(fresh, accused, penalty)
    row = Sentence.objects.create(
        proceeding=fresh, accused=accused, on=penalty.on, term=penalty.term_said[:120], term_days=penalty.term_days,
        is_suspended=penalty.is_suspended, fine=penalty.fine, currency=penalty.currency, rate=penalty.rate,
        rate_source=penalty.rate_source.strip()[:200], fine_usd=_dollars(penalty),
        confiscation=penalty.confiscation.strip()[:300], other=penalty.other.strip()[:300], entered_by=by,
    )  # fmt: skip
    note_event(fresh, Kind.SENTENCE, penalty.on, by=by)
    audit.record(by, "proceeding.sentence_entered", fresh, sentence=row.pk, accused=accused.pk)
    if fresh.stage == Stage.VERDICT:
        move(fresh, Stage.SENTENCED, penalty.on, by=by)
    return row


def _dollars(penalty: Penalty) -> Decimal | None:
    if penalty.fine is None or penalty.rate is None:
        return None
    return (penalty.fine / penalty.rate).quantize(CENT, ROUND_HALF_UP)


def _check(fresh: Proceeding, accused: Entity, penalty: Penalty) -> None:
    require_past(penalty.on)
    wrong = _wrong_fine(penalty)
    if not fresh.charges.filter(accused=accused, verdict=Verdict.CONVICTED).exists():
        wrong["accused"] = _("Only who was convicted here is sentenced.")
    if penalty.is_suspended and penalty.term_days is None:
        wrong["is_suspended"] = _("Only a term of imprisonment is suspended.")
    if min(penalty.years, penalty.months, penalty.days) < 0:
        wrong["years"] = _("Not below zero.")
    if not any((penalty.term_days, penalty.fine, penalty.confiscation.strip(), penalty.other.strip())):
        wrong["other"] = _("Say what was pronounced.")
    if wrong:
        raise Invalid(_("The sentence is not complete."), **wrong)


def _wrong_fine(penalty: Penalty) -> dict[str, str]:
    if penalty.fine is None:
        is_empty = not (penalty.currency or penalty.rate)
        return {} if is_empty else {"fine": _("Give the amount.")}
    if penalty.fine <= 0:
        return {"fine": _("Give the amount.")}
    if not CURRENCY.fullmatch(penalty.currency):
        return {"currency": _("Three letters, as VND.")}
    if penalty.rate is not None and penalty.rate <= 0:
        return {"rate": _("Above zero.")}
    if penalty.rate is not None and not penalty.rate_source.strip():
        return {"rate_source": _("Say where the rate of that day stands.")}
    return {}


@transaction.atomic
def appeal(proceeding: Proceeding, appellant: str, on: date, *, by: Officer, words: str = "") -> Proceeding:
    """Note that somebody appealed: what was decided is not final. Raises: NotAllowed; WrongStatus; Invalid."""
    fresh = opened(proceeding, by=by)
    require_past(on)
    if appellant not in Appellant.values:
        raise Invalid(_("Say who appealed."), appellant=_("Say who appealed."))
    moved = move(fresh, Stage.APPEALED, on, by=by)
    note_event(moved, Kind.APPEAL, on, by=by, code=appellant, words=words)
    return moved


@transaction.atomic
def decide_appeal(
    proceeding: Proceeding, result: str, on: date, *, by: Officer, words: str = "",
    verdicts: Mapping[int, str] | None = None,
) -> Proceeding:  # fmt: skip
    """Note what the appeal led to. It may be appealed further, or become final.

    Args:
        result: `upheld` and `abandoned` change nothing; `remitted` leaves every verdict pending, before a new trial;
            `changed` says in `verdicts` (charge's id to verdict) what is decided now, or that the sentence changed.
    Raises: NotAllowed; WrongStatus; Invalid.
    """
    fresh = opened(proceeding, by=by)
    require_past(on)
    if fresh.stage != Stage.APPEALED:
        raise WrongStatus(_("No appeal is pending."))
    if result not in Result.values:
        raise Invalid(_("Say what came of the appeal."), result=_("Say what came of the appeal."))
    _change(fresh, result, verdicts or {}, on, by=by)
    note_event(fresh, Kind.APPEAL_DECIDED, on, by=by, code=result, words=words)
    return move(fresh, _after_appeal(fresh, result), on, by=by)


def _change(fresh: Proceeding, result: str, verdicts: Mapping[int, str], on: date, *, by: Officer) -> None:
    changed = [each for each in fresh.charges.all() if verdicts.get(each.pk, each.verdict) != each.verdict]
    if changed and result != Result.CHANGED:
        sentence = _("Only a changed decision changes a verdict.")
        raise Invalid(sentence, result=sentence)
    if result == Result.REMITTED:
        for each in fresh.charges.exclude(verdict__in=(Verdict.WITHDRAWN, Verdict.PENDING)):
            _decide(fresh, each, Verdict.PENDING, on, by=by)
    for each in changed:
        _decide(fresh, each, verdicts[each.pk], on, by=by)


def _after_appeal(fresh: Proceeding, result: str) -> str:
    if result == Result.REMITTED:
        return Stage.TRIAL
    return Stage.SENTENCED if standing_sentences(fresh) else Stage.VERDICT


@transaction.atomic
def make_final(proceeding: Proceeding, on: date, *, by: Officer, words: str = "") -> Proceeding:
    """Note that what was decided is final: nobody can appeal any more. Raises: NotAllowed; WrongStatus."""
    fresh = opened(proceeding, by=by)
    return move(fresh, Stage.FINAL, require_past(on), by=by, words=words)


def standing_sentences(proceeding: Proceeding) -> list[Sentence]:
    """The latest sentence of each who stands convicted, if it was given for that: in the order of their entry.

    One that was pronounced before a new trial, or before a further conviction, counts no more.
    """
    convicted = proceeding.charges.filter(verdict=Verdict.CONVICTED).order_by()
    since = dict(
        convicted.filter(events__kind=Kind.VERDICT, events__code=Verdict.CONVICTED)
        .values_list("accused")
        .annotate(models.Max("events__entered_at"))
    )
    rows = proceeding.sentences.select_related("accused").order_by("pk")
    latest = {each.accused_id: each for each in rows if each.entered_at >= since.get(each.accused_id, NEVER)}
    return list(latest.values())
