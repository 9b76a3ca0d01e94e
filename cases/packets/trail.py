"""A packet's trail: who drafted, approved, opened and took which copy, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Packet, ReferralEvent
from reference.models import Agency
from staff.models import AuditEntry, Officer

STEPS: dict[str, Any] = {
    "packet.drafted": _("drafted"), "packet.disclosure_given": _("gave the reasons of what is not enclosed"),
    "packet.approved": _("approved"), "packet.building": _("began to build it"), "packet.ready": _("ready"),
    "packet.failed": _("not built"), "packet.downloaded": _("took this copy"),
    "packet.phrase_shown": _("was shown the pass phrase"), "packet.stamped": _("time stamp came"),
    "referral.opened": _("opened the referral that this packet goes with"),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    at: datetime
    who: str
    what: Any


def of(packet: Packet) -> list[Step]:
    """What the audit ledger and the referrals tell, latest first; three statements and one for agencies."""
    entries = AuditEntry.objects.filter(subject=packet._meta.label_lower, subject_id=str(packet.pk), verb__in=STEPS)
    rows = [(each.at, each.actor, each.verb) for each in entries]
    opened = ReferralEvent.objects.filter(referral__packet=packet, kind=ReferralEvent.Kind.OPENED)
    rows += [
        (at, f"agency:{agency}", "referral.opened") for at, agency in opened.values_list("at", "referral__agency_id")
    ]
    names = _names({actor for _at, actor, _verb in rows})
    return [Step(at, names.get(actor, actor), STEPS[verb]) for at, actor, verb in sorted(rows, reverse=True)]


def _names(actors: set[str]) -> dict[str, str]:
    officers = Officer.objects.in_bulk([each.partition(":")[2] for each in actors if each.startswith("officer:")])
    agencies = Agency.objects.in_bulk([each.partition(":")[2] for each in actors if each.startswith("agency:")])
    return (
        {"system": gettext("the system")}
        | {f"officer:{pk}": str(officer) for pk, officer in officers.items()}
        | {f"agency:{pk}": agency.name for pk, agency in agencies.items()}
    )
