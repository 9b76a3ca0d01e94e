"""What an agency can do on its page: each act with its verb, what the page says then, and the step that it leads to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import letters
from cases.agency_desk import answers, told
from cases.joint import entries
from cases.models import Referral
from cases.packets import delivery
from cases.referrals import NEXT
from hotline.attachments import Upload

Verb = Callable[[Referral, Any, Sequence[Upload]], Any]


@dataclass(frozen=True)
class Act:
    """One act.

    Args:
        verb: from the referral, the checked form (None where there is none) and the files that came.
        leads_to: the status it ends in; "" where it moves nothing.
    """

    verb: Verb
    done: Any
    leads_to: str = ""


ACTS: dict[str, Act] = {
    "acknowledge": Act(
        lambda referral, form, files: answers.acknowledge(referral), _("Thank you: we see that you have it."),
        Referral.Status.ACKNOWLEDGED,
    ),
    "accept": Act(
        lambda referral, form, files: answers.accept(referral), _("Thank you: we see that you take it on."),
        Referral.Status.ACCEPTED,
    ),
    "more": Act(
        lambda referral, form, files: answers.ask_more(referral, form.cleaned_data["text"]),
        _("Your question is with our officer. The answer will stand on this page."), Referral.Status.MORE_INFO,
    ),
    "decline": Act(
        lambda referral, form, files: answers.decline(referral, **form.cleaned_data),
        _("Your answer is with our officer."), Referral.Status.DECLINED,
    ),
    "outcome": Act(
        lambda referral, form, files: answers.report_outcome(referral, form.result(), files),
        _("Thank you: it is in the case file."), Referral.Status.ACTING,
    ),
    "message": Act(
        lambda referral, form, files: letters.from_agency(referral, form.cleaned_data["text"]),
        _("Your message is with our officer. The answer will stand on this page."),
    ),
    "first_action": Act(
        lambda referral, form, files: told.first_action(referral, form.cleaned_data["on"]),
        _("Thank you: it is in the case file."),
    ),
    "feedback": Act(
        lambda referral, form, files: told.feed_back(referral, told.Opinion(**form.cleaned_data)),
        _("Thank you: we learn from it."),
    ),
    "stopped": Act(lambda referral, form, files: told.stopped(referral), _("Thank you: we see that you stopped.")),
    "share": Act(
        lambda referral, form, files: entries.share(form.member, form.cleaned_data["text"], form.chosen()),
        _("Those that you chose read it on their pages."),
    ),
}  # fmt: skip
HANDED_OUT = ("download", *delivery.STAMPS)


def possible(referral: Referral) -> set[str]:
    """The acts that follow from where a referral stands."""
    steps = NEXT[referral.status]
    moving = {
        name for name, act in ACTS.items()
        if act.leads_to and any(step in steps for step in answers.ROUTES[act.leads_to])
    }  # fmt: skip
    return moving | ({"message", "first_action", "feedback", "stopped"} if letters.may_write(referral) else set())
