"""The buttons of a listing's page: each calls one verb."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin import listing_forms as forms
from cases.listings import capturing, elsewhere, reappearing, rechecks, recording, takedown
from cases.listings.recording import NEXT, RIGHT, State
from cases.models import Listing, PlatformReport
from staff.desk_verbs import Button
from staff.refusals import WrongStatus

REPORTABLE = (State.ASSESSED, State.REPORTED, State.STILL_UP, State.REAPPEARED)


def prepared(listing: Listing) -> PlatformReport | None:
    """The text that waits to be sent."""
    return listing.platform_reports.filter(state=takedown.Sent.PREPARED).first()


def _sent(listing: Listing, officer: Any, said: dict[str, Any]) -> Any:
    waiting = prepared(listing)
    if waiting is None:
        raise WrongStatus(_("No text is prepared: prepare one first."))
    return takedown.sent(waiting, by=officer, **said)


def _is_reportable(listing: Listing) -> bool:
    return listing.state in REPORTABLE and listing.online != Listing.Online.DEAD


def _is_answerable(listing: Listing) -> bool:
    return listing.platform_reports.exclude(state__in=(takedown.Sent.PREPARED, *takedown.GONE)).exists()


BUTTONS = [
    Button(
        "look", _("Note a look"), RIGHT,
        lambda listing, officer, said: rechecks.look(listing, said["seen"], by=officer), form=forms.LookForm,
        shown=lambda listing: listing.state != State.SETTLED or listing.removed_on is not None, tone="primary",
        done=_("It stands in the listing's history."),
    ),
    Button(
        "capture", _("Point to a capture"), RIGHT,
        lambda listing, officer, said: capturing.attach(listing, said["capture"], by=officer), form=forms.OfCaptures,
        done=_("The capture stands with the listing."),
    ),
    Button(
        "assess", _("Assess"), RIGHT,
        lambda listing, officer, said: recording.assess(listing, said["ground"], by=officer), form=forms.AssessForm,
        shown=lambda listing: listing.state != State.REMOVED, done=_("Assessed."),
    ),
    Button(
        "prepare", _("Prepare a report to the platform"), RIGHT,
        lambda listing, officer, said: takedown.prepare(listing, by=officer, **said), form=forms.PrepareForm,
        shown=lambda listing: _is_reportable(listing) and bool(listing.ground),
        done=_("Prepared. Copy it, send it, and say here that you did."),
    ),
    Button(
        "sent", _("I have sent it"), RIGHT, _sent, form=forms.SentForm,
        shown=lambda listing: _is_reportable(listing) and prepared(listing) is not None, tone="primary",
        done=_("Kept. It is looked at again after 1, 7, 30 and 90 days."),
    ),
    Button(
        "answer", _("Enter the platform's answer"), RIGHT,
        lambda listing, officer, said: takedown.answered(said.pop("report"), by=officer, **said),
        form=forms.AnswerForm, shown=_is_answerable, done=_("Kept."),
    ),
    Button(
        "tie", _("Tie to another listing"), RIGHT,
        lambda listing, officer, said: reappearing.tie(listing, said.pop("other"), by=officer, **said),
        form=forms.TieForm, done=_("Tied: what was gone has reappeared."),
    ),
    Button(
        "elsewhere", _("Ask"), RIGHT, lambda listing, officer, said: elsewhere.ask(listing, by=officer),
        done=_("Asked. Whoever leads such a case is told your name and this reference."),
    ),
    Button(
        "correct", _("Complete or correct"), RIGHT,
        lambda listing, officer, said: recording.correct(listing, said["facts"], by=officer), form=forms.CorrectForm,
        done=_("Kept."),
    ),
    Button(
        "settle", _("Settle"), RIGHT,
        lambda listing, officer, said: recording.settle(listing, said["why"], by=officer), form=forms.SettleForm,
        shown=lambda listing: State.SETTLED in NEXT[listing.state], done=_("Settled. Nobody is asked to look again."),
    ),
]  # fmt: skip
PLACED = frozenset({"capture", "prepare", "sent", "answer", "tie", "elsewhere"})
