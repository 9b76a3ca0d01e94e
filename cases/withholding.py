"""Withholding an earlier wording from some packets, by two people: it stays on record, and its hash on the chain."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases import wordings
from cases.casework import require_kept
from cases.custody import require_exhibit
from cases.models import CustodyEvent, Exhibit, ExhibitCorrection, WithheldWording
from cases.models.packet import ProfileName
from staff import access, audit, steps
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

ASK, DECIDE = "cases.take_exhibit", "cases.approve_packet"
# The correction's own sentence, beside the columns of its changes.
REASON = "reason"
MAX_WHY = 200  # characters
State = WithheldWording.State
# Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    State.ASKED: {State.WITHHELD, State.REFUSED},
    State.WITHHELD: {State.TOLD},
    State.REFUSED: set(),
    State.TOLD: set(),
}


@dataclass(frozen=True)
class Wording:
    """One earlier wording: the correction that replaced it, and the column; or `reason` of the correction itself."""

    correction: ExhibitCorrection
    column: str

    @property
    def text(self) -> str:
        """As it is kept, "" where there is none."""
        if self.column == REASON:
            return self.correction.reason
        return str(self.correction.changes.get(self.column, [""])[0])


def wordings_of(exhibit: Exhibit) -> list[Wording]:
    """What can be withheld of an exhibit: every earlier wording that says something, and every reason."""
    found = [
        Wording(each, column) for each in exhibit.corrections.order_by("number")
        for column in (*wordings.changed(each), REASON)
    ]  # fmt: skip
    return [each for each in found if each.text not in ("", "None")]


@transaction.atomic
def ask(
    wording: Wording, profiles: Collection[str], why: str, *, by: Officer
) -> WithheldWording:  # fmt: skip
    """Ask that some profiles' packets do not tell an earlier wording. Whoever approves packets decides.

    Args:
        profiles: of `ProfileName`. why: a sentence that leaves in the wording's place; it must not repeat it.
    Raises: NotAllowed; Invalid with a sentence a field; WrongStatus where it is asked or withheld already.
    """
    exhibit = wording.correction.exhibit
    require_exhibit(exhibit, ASK, by=by)
    require_kept(exhibit.case.purged_at)
    _check(wording, profiles, why)
    fresh = ExhibitCorrection.objects.select_for_update(no_key=True).get(pk=wording.correction.pk)
    if fresh.withheld.filter(column=wording.column, state__in=(State.ASKED, State.WITHHELD)).exists():
        raise WrongStatus(_("That is asked, or withheld, already."))
    row = WithheldWording.objects.create(
        correction=fresh, column=wording.column, profiles=sorted(profiles), why=why.strip(), asked_by=by
    )
    told = {"number": fresh.number, "field": row.column, "profiles": row.profiles}
    audit.record(by, "exhibit.withholding_asked", exhibit, **told)
    return row


def _check(wording: Wording, profiles: Collection[str], why: str) -> None:
    wrong: dict[str, str] = {}
    if not wording.text:
        wrong["wording"] = _("Choose an earlier wording.")
    elif still := _still_says(wording):
        wrong["wording"] = _("%(exhibit)s says so today: correct it first.") % {"exhibit": still.reference}
    elif _is_on_chain(wording):
        wrong["wording"] = _("A line of its chain says it and cannot be changed: do not enclose the exhibit.")
    if not profiles or set(profiles) - set(ProfileName.values):
        wrong["profiles"] = _("Choose from whom.")
    if not why.strip() or len(why) > MAX_WHY:
        wrong["why"] = _("Say why, in up to 200 characters.")
    elif wording.text and wording.text.casefold() in why.casefold():
        wrong["why"] = _("Say why without repeating it: this sentence leaves in its place.")
    if wrong:
        raise Invalid(_("It is not complete."), **wrong)


def _is_on_chain(wording: Wording) -> bool:
    """Whether a line of custody says it: who brought something and where stands in the first line for good."""
    says = Q()
    for column in ("purpose", "from_who", "to_who", "place"):
        says |= Q(**{f"{column}__icontains": wording.text})
    exhibit = wording.correction.exhibit
    return CustodyEvent.objects.filter(Q(exhibit=exhibit) | Q(exhibit__parent=exhibit)).filter(says).exists()


def _still_says(wording: Wording) -> Exhibit | None:
    """The exhibit, or the part of it, whose record says the same words today."""
    exhibit, said = wording.correction.exhibit, wording.text.casefold()
    # Asked anew: a row at hand may be older than its last correction.
    for each in Exhibit.objects.filter(Q(pk=exhibit.pk) | Q(parent=exhibit.pk)):
        for name in wordings.of(each):
            row, column = wordings.at(each, name)
            if said in wordings.text_of(getattr(row, column)).casefold():
                return each
    return None


@transaction.atomic
def withhold(row: WithheldWording, *, by: Officer) -> WithheldWording:
    """Decide as the second person that it is withheld. Raises: NotAllowed, also for whoever asked; WrongStatus."""
    return _move(row, State.WITHHELD, by=by)


@transaction.atomic
def refuse(row: WithheldWording, *, by: Officer) -> WithheldWording:
    """Do not withhold it. Raises: NotAllowed; WrongStatus."""
    return _move(row, State.REFUSED, by=by)


@transaction.atomic
def tell_again(row: WithheldWording, *, by: Officer) -> WithheldWording:
    """Let packets tell it from now on. Raises: NotAllowed; WrongStatus."""
    return _move(row, State.TOLD, by=by)


def _move(row: WithheldWording, to: str, *, by: Officer) -> WithheldWording:
    rows = WithheldWording.objects.select_for_update(of=("self",)).select_related("correction__exhibit__case")
    fresh = rows.get(pk=row.pk)
    exhibit = fresh.correction.exhibit
    require_exhibit(exhibit, DECIDE, by=by)
    require_kept(exhibit.case.purged_at)
    if to == State.WITHHELD:
        access.require_second_person(by, fresh.asked_by)
    steps.take(
        fresh, to, NEXT, _("It is now '%(now)s': that step does not follow."), {"decided_by": by}, column="state"
    )
    audit.record(by, f"exhibit.wording_{to}", exhibit, number=fresh.correction.number, field=fresh.column)
    return fresh


def waiting(exhibit: Exhibit) -> WithheldWording | None:
    """What a second person is to decide."""
    return _of(exhibit).filter(state=State.ASKED).first()


def standing(exhibit: Exhibit) -> "Any":
    """What is withheld now."""
    return _of(exhibit).filter(state=State.WITHHELD)


def _of(exhibit: Exhibit) -> Any:
    return WithheldWording.objects.filter(correction__exhibit=exhibit).select_related("correction", "asked_by")


# --- In packets ---------------------------------------------------------------------------------------------------
def _family(exhibit: Exhibit) -> Any:
    """A copy says what its original says."""
    return exhibit.parent_id if exhibit.is_copy else exhibit.pk


@dataclass
class Withheld:
    """What the packets of one profile do not tell: {(exhibit, column): {wording: why}}."""

    rows: dict[tuple[UUID, str], dict[str, str]] = field(default_factory=dict)

    def told(self, exhibit: Exhibit, column: str, text: str, shown: str) -> str:
        """The wording as it is shown, or that it is withheld and why; whichever line of a record tells it."""
        why = self.rows.get((_family(exhibit), column), {}).get(text)
        return shown if why is None else _("withheld: %(why)s") % {"why": why}


def of_packet(profile: str, exhibits: Iterable[Exhibit]) -> Withheld:
    """What a profile's packets do not tell of exhibits, and of the copies made of them. One query."""
    found = Withheld()
    rows = WithheldWording.objects.filter(
        state=State.WITHHELD, profiles__contains=[profile],
        correction__exhibit__in={_family(each) for each in exhibits},
    ).select_related("correction__exhibit")  # fmt: skip
    for row in rows:
        wording = Wording(row.correction, row.column)
        texts = found.rows.setdefault((row.correction.exhibit_id, row.column), {})
        texts[wording.text] = row.why
        # As the copy's own correction has it (`corrections.correct`).
        texts[f"{row.correction.exhibit.reference}: {wording.text}"[:300]] = row.why
    return found
