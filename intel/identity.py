"""Identity: which of the persons and things that cases recorded are one, by judgements that can be taken back.

Rows are never merged. Entities that standing `same` judgements connect, by whatever way, stand together under the one
first recorded (`Sameness`). Locks are taken in one order: the two entities by id, then `IDENTITY_LOCK`, and only who
has that one reads the web of judgements to change it.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from intel import facts as fact_desk
from intel import grounds
from intel.matching.known import family_of
from intel.models import Entity, Judgement, Sameness, Verdict
from intel.models.judgement import MAX_REASON
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus

# One at a time: two components can grow together over judgements that two transactions write at once.
IDENTITY_LOCK = 7_305_011

Pair = tuple[UUID, UUID]


@transaction.atomic
def judge(one: Entity, other: Entity, verdict: str, reason: str, *, by: Officer) -> Judgement:
    """Say whether two entities are one. A later judgement of the same pair takes the place of an earlier one.

    Args:
        verdict: `same`, `not_same` or `unsure`.
        reason: up to 300 characters.
    Raises: NotAllowed unless `by` may record in both cases and sees both; Invalid with a sentence per field, also where
        it contradicts what follows from other judgements: the sentence names the way; WrongStatus where it stands.
    """
    one, other = _locked(one, other)
    for end in (one, other):
        fact_desk.require_entity(end, by=by)
    _check(one, other, verdict, reason)
    _lock()
    standing = _standing(one.pk, other.pk)
    if standing and standing.verdict == verdict:
        raise WrongStatus(_("That is what was judged already."))
    _require_consistent(one.pk, other.pk, verdict, by=by)
    return _write(one.pk, other.pk, verdict, reason.strip(), by=by)


@transaction.atomic
def withdraw(judgement: Judgement, reason: str, *, by: Officer) -> Judgement:
    """Take a judgement back: all stands again as before it, but for the two lines that say so.

    Raises: NotAllowed unless `by` may record in both cases and sees both; Invalid without a reason, or where the one
        that it had replaced contradicts by now what follows from others; WrongStatus where another has replaced it.
    """
    one, other = _locked(judgement.one, judgement.other)
    for end in (one, other):
        grounds.require_case(end.recorded_in, by=by)
        if not Entity.objects.visible_to(by).filter(pk=end.pk).exists():
            raise NotAllowed(_("You do not see this."))
    _require_reason(reason)
    _lock()
    standing = _standing(one.pk, other.pk)
    if standing is None or standing.pk != judgement.pk:
        raise WrongStatus(_("This judgement stands no more."))
    before = Judgement.objects.kept().filter(one=one, other=other).exclude(pk=standing.pk).last()
    _require_consistent(one.pk, other.pk, before.verdict if before else "", by=by)
    return _take_back(standing, reason.strip(), by=by)


def forget(entity: Entity) -> None:
    """Cut a locked entity off from all that it was judged to be, and empty the words, in the caller's transaction."""
    _lock()
    for row in list(Judgement.objects.kept().of([entity.pk])):
        _take_back(row, "", by=None)
    Judgement.objects.of([entity.pk]).exclude(reason="").update(reason="")


def together(entity_id: UUID) -> set[UUID]:
    """The ids of all that stand together with an entity, its own among them. One query."""
    group = Sameness.objects.filter(canonical__in=Sameness.objects.filter(entity=entity_id).values("canonical"))
    return {entity_id, *group.values_list("entity", flat=True)}


# --- What is asked first ------------------------------------------------------------------------------------------
def _locked(one: Entity, other: Entity) -> tuple[Entity, Entity]:
    """Both, in the order of their ids, locked and read again."""
    if one.pk == other.pk:
        raise Invalid(_("Choose two different ones."), other=_("Choose two different ones."))
    first, second = sorted((one, other), key=lambda each: each.pk)
    return fact_desk.locked(first), fact_desk.locked(second)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IDENTITY_LOCK])


def _check(one: Entity, other: Entity, verdict: str, reason: str) -> None:
    if verdict not in set(Verdict.values) - {Verdict.WITHDRAWN}:
        raise Invalid(_("Say whether they are the same."), verdict=_("Say whether they are the same."))
    if family_of(one.schema) != family_of(other.schema):
        sentence = _("They are of different kinds: link them instead.")
        raise Invalid(sentence, other=sentence)
    _require_reason(reason)


def _require_reason(reason: str) -> None:
    if not reason.strip() or len(reason) > MAX_REASON:
        sentence = _("Say why, in up to 300 characters.")
        raise Invalid(sentence, reason=sentence)


def _standing(one: UUID, other: UUID) -> Judgement | None:
    return Judgement.objects.standing().filter(one=one, other=other).first()


def _require_consistent(one: UUID, other: UUID, verdict: str, *, by: Officer) -> None:
    """Raises: Invalid where the judgement would contradict what follows from others."""
    if verdict == Verdict.SAME:
        _require_no_denial(one, other, by=by)
    elif verdict == Verdict.NOT_SAME:
        _require_no_other_way(one, other, by=by)


def _require_no_denial(one: UUID, other: UUID, *, by: Officer) -> None:
    """Raises: Invalid where a standing `not the same` would come to lie inside one component."""
    mine, theirs = _reached(one), _reached(other)
    denials = Judgement.objects.standing().filter(verdict=Verdict.NOT_SAME)
    for row in denials.of(mine):
        ends = (row.one_id, row.other_id) if row.one_id in mine else (row.other_id, row.one_id)
        if ends[1] in theirs and {row.one_id, row.other_id} != {one, other}:
            way = [*reversed(_way(mine, ends[0])), *_way(theirs, ends[1])]
            sentence = _("%(first)s and %(last)s were judged not the same, and this would make them one: %(way)s.")
            raise Invalid(sentence % _named(way, by), verdict=sentence % _named(way, by))


def _require_no_other_way(one: UUID, other: UUID, *, by: Officer) -> None:
    """Raises: Invalid where the two are one by other judgements than their own."""
    reached = _reached(one, but=(one, other))
    if other in reached:
        names = _named(list(reversed(_way(reached, other))), by)
        sentence = (
            _("%(first)s and %(last)s are one by other judgements: %(way)s. Withdraw one of those first.") % names
        )
        raise Invalid(sentence, verdict=sentence)


def _named(way: list[UUID], by: Officer) -> dict[str, str]:
    """A way in words: references, and no more than "one you do not see" of what is hidden from the officer."""
    seen = dict(Entity.objects.visible_to(by).filter(pk__in=way).values_list("pk", "reference"))
    names = [seen.get(each, _("one you do not see")) for each in way]
    return {"first": names[0], "last": names[-1], "way": " = ".join(names)}


# --- The web of judgements ----------------------------------------------------------------------------------------
def _reached(start: UUID, but: Pair | None = None) -> dict[UUID, UUID | None]:
    """All that standing `same` judgements connect with an entity, each with the one it was reached from.

    Args:
        but: a judgement that is passed over, by its ends in order.
    """
    found: dict[UUID, UUID | None] = {start: None}
    layer = {start}
    while layer:
        rows = Judgement.objects.standing().filter(verdict=Verdict.SAME).of(layer)
        following: dict[UUID, UUID | None] = {}
        for ends in rows.order_by("pk").values_list("one", "other"):
            if ends != but:
                for near, far in (ends, ends[::-1]):
                    if near in layer and far not in found:
                        following.setdefault(far, near)
        found |= following
        layer = set(following)
    return found


def _way(reached: dict[UUID, UUID | None], end: UUID) -> list[UUID]:
    """From an entity back to where the search began."""
    way = [end]
    while (before := reached[way[-1]]) is not None:
        way.append(before)
    return way


def _take_back(row: Judgement, reason: str, *, by: Officer | None) -> Judgement:
    return _write(row.one_id, row.other_id, Verdict.WITHDRAWN, reason, by=by, withdraws=row)


def _write(
    one: UUID, other: UUID, verdict: str, reason: str, *, by: Officer | None, withdraws: Judgement | None = None
) -> Judgement:
    row = Judgement.objects.create(
        one_id=one, other_id=other, verdict=verdict, reason=reason, by=by, withdraws=withdraws
    )
    _settle([one, other])
    # On the judgement and on neither entity: the history of one must not tell of the other.
    audit.record(by or "system", f"judgement.{verdict}", row, one=one, other=other)
    return row


def _settle(ends: Iterable[UUID]) -> None:
    """Write who stands together now, of all that the ends reach; a row that is right already is left alone."""
    for end in ends:
        members = set(_reached(end))
        first = Entity.objects.filter(pk__in=members).order_by("recorded_at", "pk").values_list("pk", flat=True)[0]
        rows = Sameness.objects.filter(entity__in=members)
        if len(members) == 1:
            rows.delete()
            continue
        rows.exclude(canonical=first).update(canonical=first)
        missing = members - set(rows.values_list("entity", flat=True))
        Sameness.objects.bulk_create([Sameness(entity_id=each, canonical_id=first) for each in sorted(missing)])
