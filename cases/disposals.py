"""Exhibits that go for good, back to their owner or destroyed: by an order, and by two people."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cases import custody
from cases.custody import Step, require_exhibit
from cases.custody_chain import locked
from cases.models import Disposal, Exhibit, HandOver
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

State = Disposal.State
NEXT: dict[str, set[str]] = {
    State.PROPOSED: {State.CARRIED_OUT, State.REFUSED},
    State.CARRIED_OUT: set(),
    State.REFUSED: set(),
}


@dataclass(frozen=True)
class Plan:
    """What is to happen with an exhibit, and by which order.

    Args:
        to: a `Disposal.To`. order: the order's own exhibit, where its file was taken in; order_number: its number, date
            and authority where not. to_who: who receives and signs for it; needed for a return. how: in a sentence.
    """

    to: str
    how: str
    order: Exhibit | None = None
    order_number: str = ""
    to_who: str = ""
    place: str = ""


def _check(exhibit: Exhibit, plan: Plan) -> None:
    wrong: dict[str, str] = {}
    if plan.to not in Disposal.To.values:
        wrong["to"] = _("Choose what happens to it.")
    if plan.order is None and not plan.order_number.strip():
        wrong["order_number"] = _("Choose the order's file, or give its number, date and authority.")
    if plan.order is not None and plan.order.case_id != exhibit.case_id:
        wrong["order"] = _("The order stands in another case.")
    if plan.to == Disposal.To.RETURNED and not plan.to_who.strip():
        wrong["to_who"] = _("Say who received and signed for it.")
    if not plan.how.strip():
        wrong["how"] = _("Say how.")
    if wrong:
        raise Invalid(_("The step is not complete."), **wrong)


@transaction.atomic
def propose(exhibit: Exhibit, plan: Plan, *, by: Officer) -> Disposal:
    """Propose that an exhibit goes for good. A second person carries it out.

    Raises: NotAllowed; Invalid without an order; WrongStatus where the step does not follow, or one waits already.
    """
    require_exhibit(exhibit, "cases.move_exhibit", by=by)
    _check(exhibit, plan)
    fresh = locked(exhibit)
    if plan.to not in custody.NEXT[fresh.state]:
        now = Exhibit.State(fresh.state).label
        raise WrongStatus(_("This exhibit is now '%(now)s': that step does not follow.") % {"now": now})
    if fresh.disposals.filter(state=State.PROPOSED).exists():
        raise WrongStatus(_("That is proposed already."))
    row = Disposal.objects.create(
        exhibit=fresh, to=plan.to, order=plan.order, order_number=plan.order_number.strip()[:120],
        to_who=plan.to_who.strip()[:120], place=plan.place.strip()[:200], how=plan.how.strip()[:200], proposed_by=by,
    )  # fmt: skip
    audit.record(by, "exhibit.disposal_proposed", fresh, to=plan.to)
    return row


@transaction.atomic
def carry_out(disposal: Disposal, *, by: Officer) -> Exhibit:
    """Say as the second person that it was done as the order says: it stands on the chain, and the exhibit is gone.

    Raises: NotAllowed, also for whoever proposed it; WrongStatus.
    """
    row = _move(disposal, State.CARRIED_OUT, by=by)
    fresh = locked(row.exhibit)
    if fresh.hand_overs.filter(state=HandOver.State.OFFERED).exists():
        raise WrongStatus(_("It is offered to a colleague: they sign for it first, or the offer is taken back."))
    step = Step(place=row.place, to_who=row.to_who, purpose=f"{row.order_said}: {row.how}")
    return custody.end(fresh, row.to, step, by=by, released_by=row.proposed_by)


@transaction.atomic
def refuse(disposal: Disposal, *, by: Officer) -> Disposal:
    """Do not carry it out, or take one's own proposal back. Raises: NotAllowed; WrongStatus."""
    return _move(disposal, State.REFUSED, by=by)


def _move(disposal: Disposal, to: str, *, by: Officer) -> Disposal:
    row = Disposal.objects.select_for_update(of=("self",)).select_related("exhibit", "order").get(pk=disposal.pk)
    require_exhibit(row.exhibit, "cases.end_exhibit", by=by)
    if to == State.CARRIED_OUT:
        access.require_second_person(by, row.proposed_by)
    if to not in NEXT[row.state]:
        raise WrongStatus(_("This is decided."))
    row.state, row.decided_by = to, by
    row.save(update_fields=["state", "decided_by"])
    audit.record(by, f"exhibit.disposal_{to}", row.exhibit, to=row.to)
    return row
