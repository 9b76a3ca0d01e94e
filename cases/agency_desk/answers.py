"""What an agency does with a referral: each answer is a step of its state machine, and seen at the desk."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import agency_keys, outcome_files, outcomes, referrals, withdrawals
from cases.models import Outcome, Referral, ReferralEvent
from cases.outcomes import Result
from cases.packets import release
from cases.packets.release import Download
from hotline.attachments import Upload
from staff import audit
from staff.refusals import Invalid, WrongStatus

Status = Referral.Status
Kind = ReferralEvent.Kind
MAX_TEXT = 5_000  # characters
# An answer implies those before it: who accepts has received it.
ROUTES: dict[str, list[str]] = {
    Status.ACKNOWLEDGED: [Status.ACKNOWLEDGED],
    Status.ACCEPTED: [Status.ACKNOWLEDGED, Status.ACCEPTED],
    Status.MORE_INFO: [Status.ACKNOWLEDGED, Status.MORE_INFO],
    Status.DECLINED: [Status.ACKNOWLEDGED, Status.DECLINED],
    Status.ACTING: [Status.ACKNOWLEDGED, Status.ACCEPTED, Status.ACTING],
}
# A page that is sent again, by a slow line or the 'reload' button, tells nothing new.
SAME_WITHIN = timedelta(hours=1)


def _actor(referral: Referral) -> str:
    return f"agency:{referral.agency_id}"


def _open(referral: Referral) -> Referral:
    fresh = referrals.locked(referral.pk)
    if not agency_keys.is_live(fresh):
        raise WrongStatus(_("This link is not open any more."))
    return fresh


def _walk(fresh: Referral, to: str, **changes: object) -> Referral:
    route = ROUTES[to]
    for start in range(len(route) - 1, -1, -1):
        if route[start] in referrals.NEXT[fresh.status]:
            for step in route[start:]:
                referrals.move(fresh, step, by=_actor(fresh), **(changes if step == to else {}))
            return fresh
    raise WrongStatus(_("You answered this already."))


def _text(text: str, *, is_needed: bool) -> str:
    if (is_needed and not text.strip()) or len(text) > MAX_TEXT:
        raise Invalid(_("Write up to 5,000 characters."), text=_("Write up to 5,000 characters."))
    return text.strip()


@transaction.atomic
def opened(referral: Referral) -> str:
    """The code was right: on record, and a visit begins. Returns: the pass that the page's forms carry."""
    fresh = _open(referral)
    if fresh.opened_at is None:
        fresh.opened_at = timezone.now()
        fresh.save(update_fields=["opened_at"])
    audit.record(_actor(fresh), "referral.opened", fresh)
    referrals.log(fresh, Kind.OPENED)
    return agency_keys.open_visit(fresh)


@transaction.atomic
def acknowledge(referral: Referral) -> Referral:
    """The agency has received it."""
    fresh = _walk(_open(referral), Status.ACKNOWLEDGED)
    referrals.log(fresh, Kind.ACKNOWLEDGED)
    return fresh


@transaction.atomic
def accept(referral: Referral) -> Referral:
    """The agency takes it on."""
    fresh = _walk(_open(referral), Status.ACCEPTED)
    referrals.log(fresh, Kind.ACCEPTED)
    return fresh


@transaction.atomic
def ask_more(referral: Referral, text: str) -> Referral:
    """The agency needs to know more before it can act."""
    said = _text(text, is_needed=True)
    fresh = _walk(_open(referral), Status.MORE_INFO)
    referrals.log(fresh, Kind.MORE_INFO, text=said)
    return fresh


@transaction.atomic
def decline(referral: Referral, reason: str, text: str = "") -> Referral:
    """The agency will not act, for a reason with a code (`Referral.DeclineReason`)."""
    if reason not in Referral.DeclineReason.values:
        raise Invalid(_("Choose a reason."), reason=_("Choose a reason."))
    said = _text(text, is_needed=False)
    fresh = _walk(_open(referral), Status.DECLINED, decline_reason=reason)
    referrals.log(fresh, Kind.DECLINED, text=said)
    return fresh


@transaction.atomic
def report_outcome(referral: Referral, result: Result, uploads: Sequence[Upload] = ()) -> Outcome:
    """The agency tells what came of it; the case has it at once. Told again within the hour it is one outcome.

    Args:
        uploads: papers and photographs that prove it; of one told again they are taken where it has none yet.
    Raises: Invalid, also for a file of another kind; WrongStatus. Nothing is taken from `uploads` then.
    """
    fresh = _open(referral)
    same = fresh.outcomes.filter(
        kind=result.kind, date=result.date, quantity=result.quantity, text=result.text.strip(),
        by_agency=fresh.agency_id, reported_at__gt=timezone.now() - SAME_WITHIN,
    ).first()  # fmt: skip
    if same:
        outcome_files.keep(same, uploads if not same.files.exists() else ())
        return same
    _walk(fresh, Status.ACTING)
    outcome = outcomes.told_by_agency(fresh, result)
    outcome_files.keep(outcome, uploads)
    referrals.log(fresh, Kind.OUTCOME, text=str(outcome.pk))
    return outcome


@transaction.atomic
def take_packet(referral: Referral) -> Download:
    """Hand the packet over, on record. Raises: WrongStatus where there is none, or it holds a withdrawn report."""
    fresh = _open(referral)
    if fresh.packet is None:
        raise WrongStatus(_("No packet belongs to this request."))
    if withdrawals.in_packet(fresh.packet):
        raise WrongStatus(_("A report in this packet was withdrawn: do not use it further. Ask us for a new one."))
    referrals.log(fresh, Kind.DOWNLOADED)
    return release.hand_out(fresh.packet, to=_actor(fresh))
