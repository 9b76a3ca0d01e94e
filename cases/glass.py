"""Broken glass as casework sees it: from a reference to the case behind it."""

from django.utils.translation import gettext as _

from cases.models import Case
from staff import access, break_glass
from staff.models import BrokenGlass, Officer
from staff.refusals import Invalid


def enter(reference: str, reason: str, words: str, *, by: Officer) -> tuple[Case, BrokenGlass]:
    """Let oneself into a case for an hour, to read (`staff.break_glass.enter`).

    Args:
        reference: `CAS-2026-000001`, as a colleague says it.
    Raises: NotAllowed, in the same words for a case that is not there and one that denies the officer; Invalid, also
        for a case the officer sees anyway.
    """
    access.require(by, "staff.break_glass")
    case = Case.objects.filter(reference=reference.strip().upper()).first()
    if case is None:
        break_glass.refuse(by, reason if reason in BrokenGlass.Reason.values else "")
    if Case.objects.visible_to(by).filter(pk=case.pk).exists():
        sentence = _("You see this case already.")
        raise Invalid(sentence, reference=sentence)
    return case, break_glass.enter(case.pk, reason, words, by=by)
