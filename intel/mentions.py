"""Mentions: words of a report's own text that name a person or a thing, marked by hand or accepted as read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hotline.models import Report
from intel import entities, grounds, identifying, marking
from intel import facts as fact_desk
from intel.facts import Given
from intel.marking import Span
from intel.models import Entity, Fact, Mention
from intel.models.mention import digest_of
from intel.properties import PROPERTIES
from intel.striking import strike
from intel.suggesting import PROPS, Suggestion
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid


@dataclass(frozen=True)
class Quoted:
    """Words of a report's title or text. Where they stand there several times: `which` (from 1), or `at`, near which
    they begin (in code points of `marking.whole`)."""

    report: Report
    words: str
    at: int | None = None
    which: int | None = None


@dataclass(frozen=True)
class Meant:
    """What the words say. entity: of the case; None: a new one of `schema`, which they name. prop "": they only speak
    of it. value: where it is kept in other words than the report's. Without days: as `intel.facts.Given`."""

    entity: Entity | None = None
    schema: str = ""
    prop: str = "name"
    value: str = ""
    first_seen: date | None = None
    last_seen: date | None = None


@transaction.atomic
def mark(quoted: Quoted, meant: Meant, *, case_id: UUID, by: Officer) -> Mention:
    """Mark words of a released report of the case, and record what they say.

    Raises: NotAllowed; Invalid with a sentence per field; WrongStatus where the entity was taken out.
    """
    grounds.require_case(case_id, by=by)
    grounds.require_citable(quoted.report, case_id, by=by)
    report = Report.objects.get(pk=quoted.report.pk)
    if report.status != Report.Status.RELEASED:
        raise Invalid(_("Only the text of a released report is marked."))
    start, end = _place(quoted, marking.whole(report))
    words = marking.whole(report)[start:end]
    value = " ".join((meant.value.strip() or words).split())
    if meant.entity is None:
        entity, fact = _new(meant, value, report, case_id, by=by)
    else:
        entity, fact = _of_known(meant, value, report, case_id, by=by)
    return _keep(entity, fact, report, (start, end), by=by)


@transaction.atomic
def accept(found: Suggestion, *, case_id: UUID, by: Officer) -> Entity:
    """Record what was read in a report, and mark where. Raises: as `entities.record`."""
    entity = entities.record(
        found.schema, found.name, case_id=case_id, report=found.report, seen=(None, None), by=by, **found.facts
    )  # fmt: skip
    fact = _fact(entity, "name", found.name, found.report)
    if found.report.status != Report.Status.WITHDRAWN and found.end > found.start:
        _keep(entity, fact, found.report, (found.start, found.end), by=by)
    return entity


@transaction.atomic
def take_out(mention: Mention, why: str, *, by: Officer) -> Mention:
    """Take a mark out; what it recorded stands. Raises: NotAllowed; WrongStatus; Invalid without a reason."""
    fact_desk.require_entity(fact_desk.locked(mention.entity), by=by)
    fresh = Mention.objects.select_for_update(no_key=True, of=("self",)).get(pk=mention.pk)
    strike(fresh, why, by=by)
    audit.record(by, "mention.taken_out", fresh.entity, mention=fresh.pk)
    return fresh


def _place(quoted: Quoted, text: str) -> Span:
    """Raises: Invalid where the words do not stand there, or several times and nobody said which."""
    if not quoted.words.strip() or len(quoted.words) > marking.MAX_WORDS:
        sentence = _("Give the words of the report, up to 500 characters.")
        raise Invalid(sentence, words=sentence)
    found = marking.places(text, quoted.words)
    if not found:
        sentence = _("These words do not stand in the report.")
        raise Invalid(sentence, words=sentence)
    if quoted.at is not None:
        near = marking.from_page(text, quoted.at)
        return min(found, key=lambda span: abs(span[0] - near))
    if (len(found) > 1 and not quoted.which) or (quoted.which and not 1 <= quoted.which <= len(found)):
        sentence = _("These words stand there %(number)d times: say which, from 1.") % {"number": len(found)}
        raise Invalid(sentence, which=sentence)
    return found[(quoted.which or 1) - 1]


def _new(meant: Meant, value: str, report: Report, case_id: UUID, *, by: Officer) -> tuple[Entity, Fact | None]:
    """A new one, named by the words. A property that says no name is of somebody who must be known first."""
    same = PROPS.get(meant.schema, "name")  # type: ignore[call-overload]  # a code is its choice
    if meant.prop not in ("name", same):
        sentence = _("Choose whose it is: only words that name a person or a thing record a new one.")
        raise Invalid(sentence, entity=sentence)
    more = {} if meant.prop == "name" else {meant.prop: value}
    days = (meant.first_seen, meant.last_seen)
    entity = entities.record(meant.schema, value, case_id=case_id, report=report, seen=days, by=by, **more)
    return entity, _fact(entity, meant.prop, value, report)


def _of_known(meant: Meant, value: str, report: Report, case_id: UUID, *, by: Officer) -> tuple[Entity, Fact | None]:
    entity = meant.entity
    assert entity is not None  # its caller asked
    if case_id not in entity.compartments:
        sentence = _("Choose one of this case.")
        raise Invalid(sentence, entity=sentence)
    if not meant.prop:
        fact_desk.require_entity(fact_desk.locked(entity), by=by)
        return entity, None
    return entity, fact_desk.add(entity, Given(meant.prop, value, report, meant.first_seen, meant.last_seen), by=by)


def _fact(entity: Entity, prop: str, value: str, report: Report) -> Fact | None:
    """The fact that was just kept: its key is how the value is read."""
    key = identifying.read(PROPERTIES[entity.schema][prop].kind, value, report.country).key
    return Fact.objects.standing().filter(entity=entity, prop=prop, key=key, report=report).first()


def _keep(entity: Entity, fact: Fact | None, report: Report, span: Span, *, by: Officer) -> Mention:
    start, end = span
    digest = digest_of(marking.whole(report)[start:end])
    old = Mention.objects.select_for_update(of=("self",)).filter(
        entity=entity, fact=fact, report=report, offset=start, length=end - start, taken_out_at=None
    )  # fmt: skip
    for row in old.exclude(digest=digest):
        strike(row, _("Other words stand there now."), by=by)
        audit.record(by, "mention.taken_out", entity, mention=row.pk)
    row, is_new = Mention.objects.get_or_create(
        entity=entity, fact=fact, report=report, offset=start, length=end - start, taken_out_at=None,
        defaults={"digest": digest, "recorded_by": by},
    )  # fmt: skip
    if is_new:
        audit.record(by, "mention.marked", entity, mention=row.pk, report=report.reference)
    return row
