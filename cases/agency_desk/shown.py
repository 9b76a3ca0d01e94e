"""What an agency reads on its page, once its code was right."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from cases import withdrawals
from cases.agency_desk import acts, forms
from cases.joint import entries, telling
from cases.models import JointMember, Referral, ReferralEvent

Kind = ReferralEvent.Kind
TOLD = (
    Kind.MORE_INFO, Kind.ANSWERED, Kind.DECLINED, Kind.RECALLED, Kind.MESSAGE, Kind.FIRST_ACTION, Kind.STOPPED,
)  # fmt: skip
# Of the others the kind alone says nothing.
WORDLESS = Q(text="") & ~Q(kind__in=(Kind.RECALLED, Kind.STOPPED))


def page(referral_id: UUID, bound: dict[str, Any]) -> dict[str, Any]:
    """The page's context. `bound`: forms that were sent and refused, by act."""
    fresh = Referral.objects.select_related("agency", "packet").get(pk=referral_id)
    gone = withdrawals.in_referral(fresh)
    return {
        "referral": fresh, "may": acts.possible(fresh), "bound": set(bound),
        "forms": {act: forms.blank(act, fresh) for act in forms.FORMS if act not in bound} | bound,
        "told": fresh.events.filter(kind__in=TOLD).exclude(WORDLESS),
        "withdrawn": gone, "has_stopped": bool(gone) and _has_stopped(fresh, gone),
        "facts": withdrawals.facts_shown(fresh),
        "packet_is_withdrawn": fresh.packet and withdrawals.in_packet(fresh.packet),
        "outcomes": fresh.outcomes.filter(by_agency=fresh.agency_id).prefetch_related("files"),
        "feedback": fresh.feedback.first(), **_joint(fresh),
    }  # fmt: skip


def _has_stopped(referral: Referral, gone: list[Any]) -> bool:
    return referral.events.filter(kind=Kind.STOPPED, at__gt=gone[-1].withdrawn_at).exists()


def _joint(referral: Referral) -> dict[str, Any]:
    """Whom it knows of, and the lines it may read; nothing, not even the operation's name, where there is neither."""
    member = JointMember.objects.select_related("joint").filter(referral=referral).first()
    if member is None:
        return {"known": [], "entries": []}
    return {"known": list(telling.known_to(member)), "entries": list(entries.shown_to(member)), "member": member}
