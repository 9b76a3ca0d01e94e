"""Asking, where another case has something: its lead is told by references, and whoever asks learns nothing."""

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
    is returned: neither whether anybody was told, nor how many.
    Raises: NotAllowed; WrongStatus where the entity is taken out.
    """
    fresh = fact_desk.locked(entity)
    fact_desk.require_entity(fresh, by=by)
    held = {each.pk: each for found in candidates.holders(fresh, by).values() for each in found}
    # Whom a case of ours keeps out does not learn of it from us.
    kept_out = {officer for case in fresh.compartments for officer in compartments.denied_by(case)}
    for theirs in sorted(held.values(), key=lambda each: each.reference):
        cases = Case.objects.filter(pk__in=theirs.compartments).exclude(lead=by).exclude(lead__in=kept_out)
        for case in cases.order_by("reference"):
            tell(case, _asking(theirs, fresh, by), by=by)
    audit.record(by, "entity.asked_elsewhere", fresh)


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
