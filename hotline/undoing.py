"""Taking back the step that was just taken on a tip: what stood before is read from the step's audit entry."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import triage
from hotline.models import Tip
from staff import access
from staff.models import Officer
from staff.refusals import WrongStatus

# Where a step that was just taken may lead back to. What went out of the house, or destroyed something, is not undone.
BACK: dict[str, set[str]] = {
    Tip.Status.RECEIVED: {Tip.Status.QUARANTINED, Tip.Status.IN_TRIAGE},
    Tip.Status.QUARANTINED: {Tip.Status.RECEIVED},
    Tip.Status.IN_TRIAGE: {Tip.Status.RECEIVED},
    Tip.Status.NEEDS_INFO: {Tip.Status.NEEDS_INFO},
    Tip.Status.PROMOTED: set(),
    Tip.Status.MERGED: {Tip.Status.RECEIVED, Tip.Status.IN_TRIAGE, Tip.Status.NEEDS_INFO},
    Tip.Status.DISMISSED: {Tip.Status.RECEIVED, Tip.Status.QUARANTINED, Tip.Status.IN_TRIAGE, Tip.Status.NEEDS_INFO},
    Tip.Status.WITHDRAWN: set(),
}
UNDONE = "undone"
# The page offers it for ten seconds; what is on its way by then is still taken.
UNDO_WITHIN = timedelta(seconds=15)
# Acts that can be undone, and the right that each took; of others an officer is told so.
UNDOABLE = {
    "tip.in_triage": "hotline.claim_tip", "tip.claimed": "hotline.claim_tip", "tip.received": "hotline.claim_tip",
    "tip.quarantined": "hotline.triage_tip", "tip.dismissed": "hotline.triage_tip", "tip.merged": "hotline.triage_tip",
}  # fmt: skip
# Acts after which a step can still be undone: they change nothing of the tip.
HARMLESS = ("tip.read", "tip.escalated")


@transaction.atomic
def undo(tip: Tip, *, by: Officer) -> Tip:
    """Take back one's own last step on a tip, within seconds and only where nothing happened since.

    The former status, claim and reasons are those that the step's audit entry kept. A note stays with the tip.
    Raises: NotAllowed; WrongStatus where it is too late, not one's own, or cannot be undone.
    """
    access.require(by, "hotline.claim_tip")
    fresh = triage.locked(tip)
    last = triage.acts(fresh).exclude(verb__in=HARMLESS).order_by("-pk").first()
    if last is None or last.actor != f"officer:{by.pk}" or last.details.get("reason") == UNDONE:
        raise WrongStatus(_("There is nothing of yours to undo here: something else has happened since."))
    to = last.details.get("was", "")
    if last.verb not in UNDOABLE or to not in BACK[fresh.status]:
        raise WrongStatus(_("This step cannot be undone."))
    access.require(by, UNDOABLE[last.verb])
    if timezone.now() - last.at > UNDO_WITHIN:
        raise WrongStatus(_("It is too late to undo this. The buttons of the tip say what can be done."))
    had = {name: _read_back(fresh, name, value) for name, value in last.details.get("had", {}).items()}
    return triage.move(fresh, to, by=by, reason=UNDONE, steps=BACK, **had)


def _read_back(tip: Tip, name: str, kept: Any) -> Any:
    """A column's value out of an audit entry's JSON."""
    return tip._meta.get_field(name).to_python(kept)  # type: ignore[union-attr]
