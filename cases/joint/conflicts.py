"""Two agencies after the same person or thing without knowing: named where the officer sees both cases, else told
blindly."""

from dataclasses import dataclass
from uuid import UUID

from cases.models import Case, Referral
from intel.models import Entity, Sameness
from staff import compartments
from staff.models import Officer

OUT = ("sent", "acknowledged", "accepted", "more_info", "escalated", "acting")
MOST = 20  # shown on a page


@dataclass(frozen=True)
class Conflict:
    """Another referral, to another agency, whose case has the same persons or things."""

    referral: Referral
    entities: list[Entity]


@dataclass(frozen=True)
class Conflicts:
    """seen: those whose case the officer sees. is_blind: there is one more, of a case that they do not see.
    compared: what of this case was looked for in others, of what the officer sees.

    A case that keeps the officer out is in neither.
    """

    seen: list[Conflict]
    is_blind: bool
    compared: list[Entity]


def of(referral: Referral, officer: Officer) -> Conflicts:
    """What stands against a referral: others that are out, of other cases, to other agencies, on the same entities.

    A referral names what stands in its case; the same are one row in two cases, or rows judged the same. Five queries.
    """
    mine = list(Entity.objects.visible_to(officer).filter(pk__in=Entity.objects.in_case(referral.case_id)))
    twins = _twins(mine, officer)
    cases = {case for pk in twins for case in twins[pk].compartments} - {referral.case_id}
    out = Referral.objects.filter(case__in=cases - compartments.closed_to(officer), status__in=OUT)
    others = list(out.exclude(agency=referral.agency_id).select_related("agency", "case").order_by("-sent_at")[:MOST])
    visible = set(Case.objects.visible_to(officer).filter(pk__in=cases).values_list("pk", flat=True))
    seen = [
        Conflict(other, [each for each in twins.values() if other.case_id in each.compartments])
        for other in others if other.case_id in visible
    ]  # fmt: skip
    return Conflicts(seen, is_blind=any(other.case_id not in visible for other in others), compared=mine)


def _twins(mine: list[Entity], officer: Officer) -> dict[UUID, Entity]:
    """The entities and those that were judged the same as one of them, as far as the officer sees every one of such a
    group: a judgement on hidden rows is not told."""
    found = {each.pk: each for each in mine}
    heads = Sameness.objects.filter(entity__in=found).values("canonical")
    groups: dict[UUID, set[UUID]] = {}
    for head, entity in Sameness.objects.filter(canonical__in=heads).values_list("canonical", "entity"):
        groups.setdefault(head, {head}).add(entity)
    every = set().union(*groups.values()) - set(found) if groups else set()
    seen = {each.pk: each for each in Entity.objects.visible_to(officer).filter(pk__in=every)}
    for group in groups.values():
        if group <= set(seen) | set(found):
            found |= {pk: seen[pk] for pk in group if pk in seen}
    return found
