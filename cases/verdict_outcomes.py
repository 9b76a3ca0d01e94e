"""From a proceeding to the ledger of outcomes: what a verdict offers to count, and what counts and no longer holds."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cases import outcomes, verdicts
from cases.models import Charge, Outcome, OutcomePerson, Proceeding, Sentence
from cases.outcomes import Result
from cases.proceedings import Stage, opened
from intel.models import Entity
from staff.models import Officer
from staff.refusals import WrongStatus

Verdict = Charge.Verdict
OF_VERDICT: dict[str, str] = {Outcome.Kind.CONVICTION: Verdict.CONVICTED, Outcome.Kind.ACQUITTAL: Verdict.ACQUITTED}
DECIDED = (Stage.VERDICT, Stage.SENTENCED, Stage.APPEALED, Stage.FINAL)


@dataclass(frozen=True)
class Offer:
    """An outcome that could be entered as it stands. `name` tells it apart within its proceeding."""

    name: str
    result: Result

    @property
    def label(self) -> str:
        kind = Outcome.Kind(self.result.kind).label
        return (
            f"{kind}: {(outcomes.quantity_of(self.result) or Decimal()).normalize():f} {outcomes.unit_of(self.result)}"
        )


def verdicts_of(proceeding: Proceeding) -> dict[Any, str]:
    """Each accused's own verdict, by entity: convicted where one charge led there; acquitted where none did and every
    charge was decided by acquittal or dismissal; nothing for all others."""
    by_person: dict[Any, set[str]] = {}
    for accused, verdict in proceeding.charges.values_list("accused", "verdict"):
        by_person.setdefault(accused, set()).add(verdict)
    return {person: found for person, given in by_person.items() if (found := _over_all(given))}


def _over_all(given: set[str]) -> str:
    if Verdict.CONVICTED in given:
        return Verdict.CONVICTED
    return Verdict.ACQUITTED if Verdict.ACQUITTED in given and Verdict.PENDING not in given else ""


def offers(proceeding: Proceeding) -> list[Offer]:
    """What the proceeding could add to the ledger, and has not yet."""
    if proceeding.stage not in DECIDED:
        return []
    found = [_of_verdict(proceeding, kind, verdict) for kind, verdict in OF_VERDICT.items()]
    taken = set(Outcome.objects.filter(sentence__proceeding=proceeding).values_list("sentence", flat=True))
    fines = [each for each in verdicts.standing_sentences(proceeding) if each.fine and each.pk not in taken]
    return [*filter(None, found), *map(_of_fine, fines)]


def _of_verdict(proceeding: Proceeding, kind: str, verdict: str) -> Offer | None:
    counted = OutcomePerson.objects.filter(proceeding=proceeding, kind=kind, stands=True).values_list("person")
    wanted = [person for person, given in verdicts_of(proceeding).items() if given == verdict]
    persons = list(Entity.objects.filter(pk__in=wanted).exclude(pk__in=counted).order_by("reference"))
    if not persons:
        return None
    days = [each.verdict_on for each in proceeding.charges.filter(accused__in=persons, verdict=verdict)]
    return Offer(kind, _result(proceeding, kind, max(filter(None, days)), persons=persons))


def _of_fine(sentence: Sentence) -> Offer:
    proceeding = sentence.proceeding
    return Offer(
        f"fine-{sentence.pk}",
        _result(
            proceeding, Outcome.Kind.FINE, sentence.on, quantity=sentence.fine, unit=sentence.currency,
            sentence=sentence,
        ),
    )  # fmt: skip


def _result(proceeding: Proceeding, kind: str, on: Any, **more: Any) -> Result:
    proof = Outcome.Proof.COURT if proceeding.forum == Proceeding.Forum.COURT else Outcome.Proof.DOCUMENT
    return Result(
        kind, on, proof=proof, country=proceeding.country, proceeding=proceeding, text=proceeding.reference, **more
    )


@transaction.atomic
def enter(proceeding: Proceeding, name: str, *, by: Officer) -> Outcome:
    """Enter one of the offers. The proceeding's lock keeps two presses from counting twice.

    Raises: NotAllowed; WrongStatus where it is no longer offered.
    """
    fresh = opened(proceeding, by=by)
    offer = next((each for each in offers(fresh) if each.name == name), None)
    if offer is None:
        raise WrongStatus(_("This is counted already, or no longer so."))
    return outcomes.enter(fresh.case, offer.result, by=by)


def with_counted(proceedings: "QuerySet[Proceeding]") -> "QuerySet[Proceeding]":
    """Each with `is_counted`: whether a verdict or a fine of it stands in the ledger, which few have."""
    counts = Q(kind__in=OF_VERDICT) | Q(sentence__isnull=False)
    standing = Outcome.objects.standing().filter(counts, proceeding=OuterRef("pk"))
    return proceedings.annotate(is_counted=Exists(standing))


def no_longer_so(proceeding: Proceeding) -> list[Outcome]:
    """Outcomes that stand in the ledger although an appeal changed what they count: they want a correction.

    Of one out of `with_counted` that is not counted nothing is asked.
    """
    if not getattr(proceeding, "is_counted", True):
        return []
    now = verdicts_of(proceeding)
    pairs = OutcomePerson.objects.filter(proceeding=proceeding, stands=True, kind__in=OF_VERDICT)
    wrong = {each.outcome_id for each in pairs if now.get(each.person_id) != OF_VERDICT[each.kind]}
    current = {each.pk for each in verdicts.standing_sentences(proceeding)}
    standing = Outcome.objects.standing().filter(proceeding=proceeding)
    fines = standing.filter(sentence__isnull=False).exclude(sentence__in=current).values_list("pk", flat=True)
    return list(standing.filter(pk__in=wrong.union(fines)))
