"""What an agency tells beside its answers: its first action, what it made of us, that it no longer uses a report."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import letters, referrals, withdrawals
from cases.models import PortalAct, Referral, ReferralEvent, ReferralFeedback
from staff import audit
from staff.refusals import Invalid, WrongStatus

Kind = ReferralEvent.Kind
MAX_TEXT = 2_000  # characters
RATINGS = (1, 2, 3, 4, 5)


def note(referral: Referral, act: str) -> PortalAct:
    """Put one use of the page on record: when and what, not from where."""
    return PortalAct.objects.create(referral=referral, act=act)


@transaction.atomic
def first_action(referral: Referral, on: date) -> Referral:
    """The day on which the agency first did something; told again, the later word holds.

    Raises: Invalid for a day to come, or one before the referral was sent; WrongStatus.
    """
    fresh = letters.locked(referral)
    sent = timezone.localdate(fresh.sent_at)
    if on > timezone.localdate() or on < sent:
        said = _("Give a day from %(sent)s until today.") % {"sent": sent.isoformat()}
        raise Invalid(said, on=said)
    if fresh.first_action_on == on:
        return fresh
    fresh.first_action_on = on
    fresh.save(update_fields=["first_action_on"])
    audit.record(f"agency:{fresh.agency_id}", "referral.first_action", fresh)
    referrals.log(fresh, Kind.FIRST_ACTION, text=on.isoformat())
    return fresh


@dataclass(frozen=True)
class Opinion:
    """What an agency made of a referral. `useful`, `timely`: ReferralFeedback.Degree; `rating`: 1 to 5, 5 best."""

    useful: str
    timely: str
    rating: int
    text: str = ""


@transaction.atomic
def feed_back(referral: Referral, opinion: Opinion) -> ReferralFeedback:
    """What the agency made of the referral; the latest word counts, the earlier stay. Raises: Invalid; WrongStatus."""
    wrong = {
        name: _("Choose an answer.")
        for name in ("useful", "timely")
        if getattr(opinion, name) not in ReferralFeedback.Degree.values
    }
    if opinion.rating not in RATINGS:
        wrong["rating"] = _("Choose an answer.")
    if len(opinion.text) > MAX_TEXT:
        wrong["text"] = _("Write up to 2,000 characters.")
    if wrong:
        raise Invalid(_("Something is missing. See below."), **wrong)
    fresh = letters.locked(referral)
    given = {"useful": opinion.useful, "timely": opinion.timely, "rating": opinion.rating, "text": opinion.text.strip()}
    last = fresh.feedback.first()
    if last and {name: getattr(last, name) for name in given} == given:
        return last
    row = ReferralFeedback.objects.create(referral=fresh, **given)
    audit.record(f"agency:{fresh.agency_id}", "referral.feedback_given", fresh)
    referrals.log(fresh, Kind.FEEDBACK)
    return row


@transaction.atomic
def stopped(referral: Referral) -> Referral:
    """The agency has read that a report was withdrawn, and uses it no more. Raises: WrongStatus where none was."""
    fresh = letters.locked(referral)
    held = withdrawals.in_referral(fresh)
    if not held:
        raise WrongStatus(_("No report behind this request was withdrawn."))
    if not fresh.events.filter(kind=Kind.STOPPED, at__gt=held[-1].withdrawn_at).exists():
        audit.record(f"agency:{fresh.agency_id}", "referral.report_stopped", fresh)
        referrals.log(fresh, Kind.STOPPED)
    return fresh
