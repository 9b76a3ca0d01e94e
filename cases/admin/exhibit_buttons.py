"""The buttons of an exhibit's page: each calls one verb."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import custody, disposals, exhibits
from cases.admin import correction_forms, withholding_buttons
from cases.admin import exhibit_forms as forms
from cases.custody import Step
from cases.disposals import Plan
from cases.models import Disposal, Exhibit, HandOver
from staff.desk_verbs import Button
from staff.refusals import WrongStatus

GONE = (Exhibit.State.DESTROYED, Exhibit.State.RETURNED)


def offered(exhibit: Exhibit) -> HandOver | None:
    """The hand-over that waits for its receiver."""
    return exhibit.hand_overs.filter(state=HandOver.State.OFFERED).select_related("giver", "receiver").first()


def proposed(exhibit: Exhibit) -> Disposal | None:
    """What a second person is to carry out."""
    return exhibit.disposals.filter(state=Disposal.State.PROPOSED).select_related("order", "proposed_by").first()


def _waiting(exhibit: Exhibit) -> HandOver:
    found = offered(exhibit)
    if found is None:
        raise WrongStatus(_("Nothing waits for a signature."))
    return found


def _planned(exhibit: Exhibit) -> Disposal:
    found = proposed(exhibit)
    if found is None:
        raise WrongStatus(_("Nothing is proposed."))
    return found


def _move(exhibit: Exhibit, officer: Any, said: dict[str, Any]) -> Any:
    to = said.pop("to")
    return custody.move(exhibit, to, Step(**said), by=officer)


def _offer(exhibit: Exhibit, officer: Any, said: dict[str, Any]) -> Any:
    return custody.offer(exhibit, said.pop("receiver"), Step(**said), by=officer)


def _may_move(exhibit: Exhibit) -> bool:
    return bool(custody.NEXT[exhibit.state] - set(custody.FOR_GOOD)) and offered(exhibit) is None


def _may_end(exhibit: Exhibit) -> bool:
    return bool(custody.NEXT[exhibit.state] & set(custody.FOR_GOOD)) and proposed(exhibit) is None


def _has_file(exhibit: Exhibit) -> bool:
    return bool(exhibit.file_id) and exhibit.case.purged_at is None


BUTTONS = [
    Button(
        "sign", _("Sign for it"), "cases.take_exhibit",
        lambda exhibit, officer, said: custody.sign_for(_waiting(exhibit), by=officer),
        shown=lambda exhibit: offered(exhibit) is not None, tone="primary", done=_("Both hands stand on the chain."),
    ),
    Button(
        "turn_down", _("No hand-over"), "cases.take_exhibit",
        lambda exhibit, officer, said: custody.turn_down(_waiting(exhibit), by=officer),
        shown=lambda exhibit: offered(exhibit) is not None, done=_("It stays where it was."),
    ),
    Button(
        "move", _("Next step of custody"), "cases.move_exhibit", _move, form=forms.StepForm, shown=_may_move,
        tone="primary", done=_("It stands on the chain."),
    ),
    Button(
        "offer", _("Hand over"), "cases.take_exhibit", _offer, form=forms.OfferForm,
        shown=lambda exhibit: exhibit.state not in GONE and offered(exhibit) is None,
        done=_("Offered. The colleague signs for it."),
    ),
    Button(
        "due", _("Another day to be back by"), "cases.move_exhibit",
        lambda exhibit, officer, said: custody.set_due(exhibit, said["day"], by=officer), form=forms.DueForm,
        shown=lambda exhibit: exhibit.state in Exhibit.AWAY, done=_("Kept."),
    ),
    Button(
        "carry_out", _("Carried out as ordered"), "cases.end_exhibit",
        lambda exhibit, officer, said: disposals.carry_out(_planned(exhibit), by=officer),
        shown=lambda exhibit: proposed(exhibit) is not None, tone="danger", done=_("It stands on the chain."),
    ),
    Button(
        "not_carried_out", _("Not carried out"), "cases.end_exhibit",
        lambda exhibit, officer, said: disposals.refuse(_planned(exhibit), by=officer),
        shown=lambda exhibit: proposed(exhibit) is not None, done=_("It stays where it was."),
    ),
    Button(
        "dispose", _("Return or destroy"), "cases.move_exhibit",
        lambda exhibit, officer, said: disposals.propose(exhibit, Plan(**said), by=officer), form=forms.DisposalForm,
        shown=_may_end, done=_("Proposed. A second person carries it out."),
    ),
    Button(
        "check", _("Check the file"), "cases.take_exhibit",
        lambda exhibit, officer, said: custody.check(exhibit, by=officer), shown=_has_file,
        done=_("Checked: the result stands on the chain."),
    ),
    Button(
        "original", _("Save the original"), "cases.open_original",
        lambda exhibit, officer, said: exhibits.open_original(exhibit, said["purpose"], by=officer),
        form=forms.PurposeForm, shown=lambda exhibit: _has_file(exhibit) and not exhibit.is_copy,
    ),
    Button(
        "clear", _("The original may leave"), "cases.open_original",
        lambda exhibit, officer, said: exhibits.clear_original(exhibit, by=officer),
        shown=lambda exhibit: _has_file(exhibit) and not exhibit.is_copy and not exhibit.original_may_leave,
        done=_("Cleared for a prosecutor or a court."), tone="danger",
    ),
    correction_forms.BUTTON,
    *withholding_buttons.BUTTONS,
]  # fmt: skip
