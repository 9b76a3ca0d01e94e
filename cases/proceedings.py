"""The proceedings desk: charges, stages and hearings, each step on record and in its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.db.utils import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import casework
from cases.casework import require_case
from cases.models import Case, Charge, Proceeding, ProceedingEvent
from hotline.story import Offence
from intel.models import Entity
from staff import audit, compartments
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid, WrongStatus

Stage = Proceeding.Stage
Kind = ProceedingEvent.Kind
# From where a proceeding may go where. Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    Stage.COMPLAINT: {Stage.INVESTIGATION, Stage.CHARGED, Stage.DISCONTINUED},
    Stage.INVESTIGATION: {Stage.CHARGED, Stage.DISCONTINUED},
    Stage.CHARGED: {Stage.TRIAL, Stage.VERDICT, Stage.DISCONTINUED},
    Stage.TRIAL: {Stage.VERDICT, Stage.DISCONTINUED},
    Stage.VERDICT: {Stage.SENTENCED, Stage.APPEALED, Stage.FINAL},
    Stage.SENTENCED: {Stage.APPEALED, Stage.FINAL},
    Stage.APPEALED: {Stage.VERDICT, Stage.SENTENCED, Stage.TRIAL},
    Stage.FINAL: set(),
    Stage.DISCONTINUED: {Stage.INVESTIGATION},
}
# Steps that an officer takes by name; all others follow from a verdict, a sentence or an appeal.
BY_HAND = (Stage.INVESTIGATION, Stage.CHARGED, Stage.TRIAL, Stage.DISCONTINUED)
CHARGEABLE = (Stage.COMPLAINT, Stage.INVESTIGATION, Stage.CHARGED, Stage.TRIAL)
COUNTRY = re.compile(r"[A-Z]{2}")
MAX_WORDS = 500  # characters


@dataclass(frozen=True)
class Matter:
    """What is brought before whom. `country` ISO 3166-1 alpha-2; `on` the day of the complaint."""

    body: str
    country: str
    on: date
    forum: str = Proceeding.Forum.COURT
    number: str = ""


@dataclass(frozen=True)
class Accusation:
    """Who is accused of what. `offences`: codes of `hotline.story.Offence`."""

    accused: Entity
    law: str
    section: str = ""
    offences: Sequence[str] = ()


def locked(proceeding: Proceeding) -> Proceeding:
    """The row, locked and read again."""
    rows = Proceeding.objects.select_for_update(no_key=True, of=("self",)).select_related("case")
    return rows.get(pk=proceeding.pk)


def opened(proceeding: Proceeding, *, by: Officer) -> Proceeding:
    """The row locked, for an officer who may act in its case. Raises: NotAllowed."""
    require_case(proceeding.case, "cases.write_case", by=by)
    return locked(proceeding)


def note_event(
    fresh: Proceeding, kind: str, on: date, *, by: Officer, code: str = "", words: str = "",
    charge: Charge | None = None,
) -> ProceedingEvent:  # fmt: skip
    """One more line of a proceeding, in the caller's transaction. Raises: Invalid."""
    if len(words) > MAX_WORDS:
        raise Invalid(_("At most 500 characters."), words=_("At most 500 characters."))
    return ProceedingEvent.objects.create(
        proceeding=fresh, kind=kind, on=on, code=code, charge=charge, words=words.strip(), entered_by=by
    )


def require_past(on: date | None) -> date:
    """Raises: Invalid for a day to come."""
    if on is None or on > timezone.localdate():
        raise Invalid(_("Give the day it happened, not later than today."), on=_("A day not later than today."))
    return on


def move(fresh: Proceeding, to: str, on: date, *, by: Officer, words: str = "") -> Proceeding:
    """The one way a stage changes. `fresh` is locked; what ended awaits no hearing."""
    if to not in NEXT[fresh.stage]:
        now = Stage(fresh.stage).label
        raise WrongStatus(_("This proceeding is now '%(now)s': that step does not follow.") % {"now": now})
    before = fresh.events.filter(kind=Kind.STAGE).order_by("-pk").first()
    if before and on < before.on:
        raise Invalid(_("That was before the stage it follows."), on=_("Not before %(day)s.") % {"day": before.on})
    was, fresh.stage = fresh.stage, to
    if fresh.has_ended:
        fresh.next_hearing = None
    fresh.save(update_fields=["stage", "next_hearing"])
    note_event(fresh, Kind.STAGE, on, by=by, code=to, words=words)
    audit.record(by, f"proceeding.{to}", fresh, was=was)
    return fresh


@transaction.atomic
def open_proceeding(case: Case, matter: Matter, *, by: Officer) -> Proceeding:
    """Enter a proceeding of a case, from its complaint on. Raises: NotAllowed; WrongStatus; Invalid."""
    require_case(case, "cases.write_case", by=by)
    if case.is_closed:
        raise WrongStatus(_("This case is closed: reopen it first."))
    _check(matter)
    row = Proceeding.objects.create(
        reference=next_reference("PRC"), case=case, forum=matter.forum, body=matter.body.strip()[:160],
        number=matter.number.strip()[:80], country=matter.country, opened_by=by,
    )  # fmt: skip
    note_event(row, Kind.STAGE, matter.on, by=by, code=row.stage)
    audit.record(by, "proceeding.complaint", row, case=case.reference)
    return row


def _check(matter: Matter) -> None:
    wrong: dict[str, str] = {}
    if not matter.body.strip():
        wrong["body"] = _("Say which court or body.")
    if matter.forum not in Proceeding.Forum.values:
        wrong["forum"] = _("Choose what kind of body it is.")
    if not COUNTRY.fullmatch(matter.country):
        wrong["country"] = _("Two letters, as VN.")
    if matter.on is None or matter.on > timezone.localdate():
        wrong["on"] = _("A day not later than today.")
    if wrong:
        raise Invalid(_("The proceeding is not complete."), **wrong)


@transaction.atomic
def charge(proceeding: Proceeding, accusation: Accusation, on: date, *, by: Officer) -> Charge:
    """Enter that somebody is accused under a provision. The proceeding itself moves by `advance`.

    Raises: NotAllowed; WrongStatus once it is decided; Invalid with a sentence per field.
    """
    fresh = opened(proceeding, by=by)
    if fresh.stage not in CHARGEABLE:
        raise WrongStatus(_("It is decided: a further charge is a proceeding of its own."))
    require_past(on)
    _check_accusation(fresh, accusation, by=by)
    try:
        with transaction.atomic():
            row = Charge.objects.create(
                proceeding=fresh, accused=accusation.accused, law=accusation.law.strip()[:200],
                section=accusation.section.strip()[:80], offences=list(accusation.offences),
            )  # fmt: skip
    except IntegrityError as twice:
        raise Invalid(_("This charge stands here already."), law=_("This charge stands here already.")) from twice
    note_event(fresh, Kind.CHARGE, on, by=by, charge=row)
    audit.record(by, "proceeding.charge_entered", fresh, charge=row.pk, accused=row.accused_id)
    return row


def _check_accusation(fresh: Proceeding, accusation: Accusation, *, by: Officer) -> None:
    wrong: dict[str, str] = {}
    seen = Entity.objects.visible_to(by).in_case(fresh.case_id).filter(pk=accusation.accused.pk)
    if accusation.accused.schema not in ACCUSED or not seen.exists():
        wrong["accused"] = _("Choose a person or company of this case.")
    if not accusation.law.strip():
        wrong["law"] = _("Say under which law.")
    if not set(accusation.offences) <= set(Offence.values):
        wrong["offences"] = _("Choose from the list.")
    if wrong:
        raise Invalid(_("The charge is not complete."), **wrong)


ACCUSED = ("Person", "Company", "Organization")


@transaction.atomic
def advance(proceeding: Proceeding, to: str, on: date, *, by: Officer, words: str = "") -> Proceeding:
    """Note that it is investigated, charged, tried, or discontinued.

    Raises: NotAllowed; WrongStatus where the step does not follow or is not taken by hand; Invalid where nobody is
        charged yet.
    """
    fresh = opened(proceeding, by=by)
    require_past(on)
    if to not in BY_HAND or (fresh.stage == Stage.APPEALED):
        raise WrongStatus(_("That follows from a verdict, a sentence or an appeal: enter it there."))
    if to in (Stage.CHARGED, Stage.TRIAL) and not fresh.charges.exists():
        raise Invalid(_("Enter a charge first: who is accused of what."))
    return move(fresh, to, on, by=by, words=words)


@transaction.atomic
def set_hearing(proceeding: Proceeding, on: date, *, by: Officer, words: str = "") -> Proceeding:
    """Note the next hearing; one that was set before is put off by it. Raises: NotAllowed; WrongStatus; Invalid."""
    fresh = opened(proceeding, by=by)
    if fresh.has_ended:
        raise WrongStatus(_("This proceeding has ended."))
    if on is None or on < timezone.localdate():
        raise Invalid(_("A hearing to come is not in the past."), on=_("Today or later."))
    return _hearing(fresh, on, Kind.HEARING_SET, on, by=by, words=words)


@transaction.atomic
def close_hearing(proceeding: Proceeding, *, by: Officer, was_held: bool, words: str = "") -> Proceeding:
    """Say what became of the hearing that was set: it was held, or it was called off."""
    fresh = opened(proceeding, by=by)
    if fresh.next_hearing is None:
        raise WrongStatus(_("No hearing is set."))
    if was_held:
        require_past(fresh.next_hearing)
    kind = Kind.HEARING_HELD if was_held else Kind.HEARING_OFF
    return _hearing(fresh, None, kind, fresh.next_hearing, by=by, words=words)


def _hearing(fresh: Proceeding, comes: date | None, kind: str, on: date, *, by: Officer, words: str) -> Proceeding:
    fresh.next_hearing = comes
    fresh.save(update_fields=["next_hearing"])
    note_event(fresh, kind, on, by=by, words=words)
    audit.record(by, f"proceeding.{kind}", fresh, on=on.isoformat())
    return fresh


def hearings_for(officer: Officer) -> "QuerySet[Proceeding]":
    """Hearings set in the cases that the officer works on as a member, soonest first."""
    return Proceeding.objects.visible_to(officer).filter(case__in=compartments.member_of(officer)).heard()


def hearings_of(case: Case, officer: Officer) -> "QuerySet[Proceeding]":
    """Hearings set in one case, as far as the officer sees its proceedings, soonest first."""
    return Proceeding.objects.visible_to(officer).filter(case=case).heard()


def may_go_to_court(proceeding: Proceeding) -> bool:
    """Whether its case is asked about: it stands before a court, and the case could move to 'in court'."""
    is_tried = proceeding.forum == Proceeding.Forum.COURT and proceeding.stage in Proceeding.BEFORE_COURT
    return is_tried and Case.Status.IN_COURT in casework.NEXT[proceeding.case.status]
