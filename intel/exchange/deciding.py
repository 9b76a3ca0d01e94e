"""Deciding on what a file offers, one by one or many: what is accepted is recorded by the same verbs as all else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline.models import Report
from intel import entities, facts, grounds, links
from intel.exchange import offering
from intel.facts import Given
from intel.links import Tie
from intel.models import Basis, Entity, Fact, Import, Link, Suggestion, SuggestionKind
from intel.models.link import MAX_SUMMARY
from intel.products.handling import STRICTEST_FIRST
from staff import audit, steps
from staff.models import Officer
from staff.refusals import Invalid, Refused, WrongStatus

MOST = 500  # decided with one press: each is recorded by verbs of its own

State = Suggestion.State
# From where a suggestion may go where. Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    State.OPEN: {State.ACCEPTED, State.REJECTED}, State.REJECTED: {State.OPEN}, State.ACCEPTED: set()
}  # fmt: skip


@dataclass
class Done:
    """What came of a press: how many were decided, and the first sentences on those that were not."""

    count: int = 0
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def accept(source: Import, ids: Sequence[int], *, report: Report | None, by: Officer) -> Done:
    """Record what is suggested. A value or a link takes along the things that it is told of.

    Args:
        report: a report of the case that vouches for it; what is recorded wears its grade. None: it stays on the desk
            as our own knowledge, and in no packet and no export.
    Raises: NotAllowed; Invalid for more than `MOST`, or where the report's label is not as strict as the file's.
    """
    grounds.require_case(source.case_id, by=by)
    grounds.require_citable(report, source.case_id, by=by)
    _require_as_strict(report, source)
    desk, done = _Desk(source.case_id, report, by), Done()
    for row in _chosen(source, ids):
        try:
            with transaction.atomic():
                desk.accept(_locked(row.pk))
            done.count += 1
        except Refused as refused:
            done.refused.append(f"{row.where}: {refused}")
    return done


def _require_as_strict(report: Report | None, source: Import) -> None:
    """What rests on a report leaves under the report's label: it must not be laxer than the sender's."""
    if report and STRICTEST_FIRST.index(report.handling) > STRICTEST_FIRST.index(source.handling):
        sentence = _("It was sent under %(theirs)s, and %(report)s is %(ours)s: make the report as strict first.") % {
            "theirs": source.handling, "report": report.reference, "ours": report.handling,
        }  # fmt: skip
        raise Invalid(sentence, report=sentence)


def _chosen(source: Import, ids: Sequence[int]) -> list[Suggestion]:
    """Things first, so that what is told of them finds them."""
    if len(ids) > MOST:
        raise Invalid(_("At most %(most)d are decided at once.") % {"most": MOST})
    order = list(SuggestionKind.values)
    return sorted(source.suggestions.filter(pk__in=ids), key=lambda row: (order.index(row.kind), row.pk))


class _Desk:
    """Accepts rows of one case: report and officer are the same for all of them."""

    def __init__(self, case_id: UUID, report: Report | None, by: Officer) -> None:
        self.case_id, self.report, self.by = case_id, report, by

    @cached_property
    def standing(self) -> dict[str, Entity]:
        """What stands in the case, by its mark."""
        seen = Entity.objects.visible_to(self.by).in_case(self.case_id)
        return {offering.thing_mark(entity.schema, entity.key): entity for entity in seen}

    def accept(self, row: Suggestion) -> None:
        if row.state == State.ACCEPTED:
            return
        _require_as_strict(self.report, row.source)
        if row.kind == SuggestionKind.THING:
            self.accept_thing(row)
        elif row.kind == SuggestionKind.FACT:
            entity, given = self.thing(row.said["of"]), self.given(row.said["prop"], row.said)
            _move(row, State.ACCEPTED, by=self.by, entity=entity, fact=facts.add(entity, given, by=self.by))
        else:
            source, target = (self.thing(row.said[end]) for end in ("source", "target"))
            tie = _tie(row, self.report)
            _move(row, State.ACCEPTED, by=self.by, link=links.link(source, target, tie, by=self.by))

    def accept_thing(self, row: Suggestion) -> Entity:
        _require_as_strict(self.report, row.source)  # it may come from another file than the one that is decided on
        said = row.said
        more = {"service": said["service"]} if said["service"] else {}
        entity = entities.record(
            said["schema"], said["name"], case_id=self.case_id, report=self.report, by=self.by, **more
        )
        fact = facts.add(entity, self.given("name", said | {"value": said["name"]}), by=self.by)
        _move(row, State.ACCEPTED, by=self.by, entity=entity, fact=fact)
        return entity

    def given(self, prop: str, said: dict[str, Any]) -> Given:
        first, last = _days(said["first_seen"], said["last_seen"])
        return Given(prop, said["value"], self.report, first, last)

    def thing(self, mark: str) -> Entity:
        """The thing of a mark: recorded by its suggestion, standing in the case, or accepted along now."""
        rows = Suggestion.objects.select_for_update(no_key=True, of=("self",)).select_related("source")
        offered = rows.filter(case_id=self.case_id, mark=mark).first()
        if offered and offered.entity_id:
            return Entity.objects.get(pk=offered.entity_id)
        if offered and offered.state == State.REJECTED:
            raise WrongStatus(_("The person or thing that it is told of was rejected."))
        if offered:
            return self.accept_thing(offered)
        if mark in self.standing:
            return self.standing[mark]
        raise WrongStatus(_("The person or thing that it is told of is no longer in the case."))


def _days(first: str, last: str) -> tuple[date | None, date | None]:
    """As days; none where they stand in the wrong order."""
    began, ended = _day(first), _day(last)
    return (None, None) if began and ended and began > ended else (began, ended)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _tie(row: Suggestion, report: Report | None) -> Tie:
    """Nothing is asserted but by a report of ours; what rests on none is our conclusion, and says from where."""
    said = row.said
    began, ended = _days(said["began"], said["ended"])
    is_asserted = report is not None and said["basis"] == Basis.ASSERTED
    told = _("Told by %(sender)s (%(reference)s, %(where)s)") % {
        "sender": row.source.sender, "reference": row.source.reference, "where": row.where,
    }  # fmt: skip
    summary = said["summary"] or ("" if is_asserted else told)
    return Tie(
        said["kind"], said["role"], report, Basis.ASSERTED if is_asserted else Basis.ASSESSED, began, ended,
        summary[:MAX_SUMMARY],
    )  # fmt: skip


@transaction.atomic
def reject(source: Import, ids: Sequence[int], *, by: Officer) -> Done:
    """Say no. The same of another file is not suggested again. Raises: NotAllowed; Invalid for too many."""
    grounds.require_case(source.case_id, by=by)
    return _each(source, ids, State.REJECTED, by=by)


@transaction.atomic
def put_back(source: Import, ids: Sequence[int], *, by: Officer) -> Done:
    """Take a rejection back: it is to decide again. Raises: NotAllowed; Invalid for too many."""
    grounds.require_case(source.case_id, by=by)
    return _each(source, ids, State.OPEN, by=by)


def _each(source: Import, ids: Sequence[int], to: str, *, by: Officer) -> Done:
    done = Done()
    for row in _chosen(source, ids):
        fresh = _locked(row.pk)
        if to in NEXT[fresh.state]:
            _move(fresh, to, by=by)
            done.count += 1
        else:
            done.refused.append(f"{row.where}: " + _("this is decided."))
    return done


def _locked(pk: int) -> Suggestion:
    return Suggestion.objects.select_for_update(no_key=True, of=("self",)).select_related("source").get(pk=pk)


def _move(fresh: Suggestion, to: str, *, by: Officer, **made: Entity | Fact | Link) -> None:
    """The one way a state changes. `fresh` is locked; `made`: what was recorded."""
    decided_by, decided_at = (None, None) if to == State.OPEN else (by, timezone.now())
    changes = {"decided_by": decided_by, "decided_at": decided_at, **made}
    was = steps.take(fresh, to, NEXT, _("This is decided."), changes, column="state")
    audit.record(by, f"suggestion.{to}", fresh, was=was, source=fresh.source.reference)


# --- What others must know of it ------------------------------------------------------------------------------------
def labels(told: Iterable[int], ties: Iterable[UUID]) -> set[str]:
    """The labels under which the files came that gave some facts and links, by their ids."""
    of_facts = Suggestion.objects.filter(fact__in=list(told)).values_list("source__handling", flat=True)
    of_links = Suggestion.objects.filter(link__in=list(ties)).values_list("source__handling", flat=True)
    return {*of_facts, *of_links}


def forget(entity: Entity) -> None:
    """Remove what files offered of an entity that is being emptied, in the caller's transaction."""
    own = offering.thing_mark(entity.schema, entity.key)
    rows = Suggestion.objects.filter(case_id__in=entity.compartments)
    ends = rows.filter(kind=SuggestionKind.LINK)
    for gone in (
        Suggestion.objects.filter(entity=entity), rows.filter(mark=own), rows.filter(said__of=own),
        ends.filter(said__source=own), ends.filter(said__target=own),
        Suggestion.objects.filter(link__source=entity), Suggestion.objects.filter(link__target=entity),
    ):  # fmt: skip
        gone.delete()
