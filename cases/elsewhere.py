"""Asking, where another case has something: its lead is told by references, and whoever asks learns nothing."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Case, Task
from intel import candidates
from intel import facts as fact_desk
from intel.models import Entity
from staff import audit, compartments
from staff.models import Officer

MAX_TITLE = 200  # characters


@transaction.atomic
def ask(entity: Entity, *, by: Officer) -> None:
    """Tell the lead of each case that has an identifier of this entity who asks, and of which entity, by reference.

    It is a task of their case, once for each of theirs while it is open; they come to whoever asks, or do not. Nothing
    is returned: neither whether anybody was told, nor how many. A case that somebody reads whom one of ours keeps out
    is not told.
    Raises: NotAllowed; WrongStatus where the entity is taken out.
    """
    fresh = fact_desk.locked(entity)
    fact_desk.require_entity(fresh, by=by)
    held = {each.pk: each for found in candidates.holders(fresh, by).values() for each in found}
    kept_out = kept_out_of(fresh.compartments)
    for theirs in sorted(held.values(), key=lambda each: each.reference):
        for case in Case.objects.filter(pk__in=theirs.compartments).exclude(lead=by).order_by("reference"):
            if not is_read_by_any(case, kept_out):
                tell(case, _asking(theirs, fresh, by), by=by)
    audit.record(by, "entity.asked_elsewhere", fresh)


def kept_out_of(cases: Iterable[UUID]) -> list[Officer]:
    """Whom any of these cases keeps out. They do not learn from us that it asks."""
    denied = {officer for case in cases for officer in compartments.denied_by(case)}
    return list(Officer.objects.filter(pk__in=denied))


def is_read_by_any(case: Case, officers: Iterable[Officer]) -> bool:
    """A task is read by all who read its case, its lead among them."""
    return any(case.is_visible_to(each) or case.lead_id == each.pk for each in officers)


def _asking(theirs: Entity, asked: Entity, by: Officer) -> str:
    return _("%(theirs)s may be the same as %(asked)s of another case: %(who)s asks for a word") % {
        "theirs": theirs.reference, "asked": asked.reference, "who": by,
    }  # fmt: skip


def tell(case: Case, title: str, *, by: Officer) -> None:
    """A task for a case's lead, once while it is open: references and who asks, in the caller's transaction."""
    if Task.objects.open().filter(case=case, title=title[:MAX_TITLE]).exists():
        return
    task = Task.objects.create(case=case, title=title[:MAX_TITLE], owner=case.lead, set_by=by)
    audit.record(by, "task.set", task, case=case.reference, owner=case.lead.pk)
