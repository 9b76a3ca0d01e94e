"""What an agency does with a referral: each answer is a step of its state machine, and seen at the desk."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import agency_keys, outcomes, referrals, withdrawals
from cases.models import Outcome, Referral, ReferralEvent
from cases.outcomes import Result
from cases.packets import release
from cases.packets.release import Download
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
CODE_WANTED_EVERY = timedelta(hours=1)


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
def report_outcome(referral: Referral, result: Result) -> Outcome:
    """The agency tells what came of it; the case has it at once. Told again within the hour it is one outcome."""
    fresh = _open(referral)
    same = fresh.outcomes.filter(
        kind=result.kind, date=result.date, quantity=result.quantity, text=result.text.strip(),
        by_agency=fresh.agency_id, reported_at__gt=timezone.now() - SAME_WITHIN,
    ).first()  # fmt: skip
    if same:
        return same
    _walk(fresh, Status.ACTING)
    outcome = outcomes.told_by_agency(fresh, result)
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


@transaction.atomic
def wants_code(referral: Referral | None) -> None:
    """Tell the desk that an agency wants a new code, once an hour at most. A link that is not open tells nobody."""
    if referral is None:
        return
    fresh = _open(referral)
    lately = fresh.events.filter(kind=Kind.CODE_WANTED, at__gt=timezone.now() - CODE_WANTED_EVERY)
    if not lately.exists():
        referrals.log(fresh, Kind.CODE_WANTED)


@transaction.atomic
def wrong_code(referral: Referral | None) -> None:
    """Note the moment a code locks itself, so that the desk sees why the agency calls."""
    if referral is None:
        return
    fresh = referrals.locked(referral.pk)
    is_locked = fresh.code_used_at is None and fresh.code_tries >= agency_keys.CODE_TRIES
    if is_locked and not fresh.events.filter(kind=Kind.LOCKED, at__gt=_given_at(fresh)).exists():
        referrals.log(fresh, Kind.LOCKED)


def _given_at(referral: Referral) -> datetime:
    assert referral.code_expires_at is not None
    return referral.code_expires_at - agency_keys.CODE_GOOD_FOR
