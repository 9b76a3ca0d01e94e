"""The front of a packet: the head of every paper, and the cover, one page to act on."""

from typing import Any

from django.conf import settings

from cases.models import Packet
from cases.packets import fields
from cases.packets.fields import pick
from cases.packets.profiles import Profile
from hotline.models import Report, Tip
from hotline.models.report import Handling

STRICTEST = list(Handling.values)  # from RED to CLEAR
CONDITIONS = (
    "For the recipient named here. Not evidence unless it says so. Pass it on only as the label allows. "
    "Do not try to find out who reported it."
)
ONE_TIP = "Intelligence only, not evidence"
ANSWER = "By the link that came with this packet"


def head(packet: Packet, reports: list[Report]) -> dict[str, Any]:
    """What every paper of a packet bears."""
    labels = [report.handling for report in reports] or [Handling.AMBER]
    tlp = min(labels, key=STRICTEST.index)
    return {
        "reference": packet.reference, "organisation": settings.ORGANISATION, "watermark": packet.watermark,
        "handling": {"tlp": tlp, "conditions": CONDITIONS},
    }  # fmt: skip


def cover(
    packet: Packet, profile: Profile, head: dict[str, Any], case: dict[str, Any], facts: list[dict[str, Any]],
    reports: list[Report], species: list[dict[str, Any]],
) -> dict[str, Any]:  # fmt: skip
    """One page to act on, picked from what the case report holds."""
    seen = [pick(fields.REPORT, profile.report, report) for report in reports]
    places = dict.fromkeys(", ".join(filter(None, (each["place"], each["country"]))) for each in seen)
    return head | {
        "title": case["title"], "ask": packet.ask or "For your information",
        "recipient": {"name": packet.agency.name if packet.agency else packet.get_profile_display(), "contact": ""},
        "deadline": {"at": f"{packet.deadline or ''}", "why": packet.deadline_why},
        "offence": ", ".join(dict.fromkeys(label for each in seen for label in each["offences"])),
        "law": case["law"], "place": "; ".join(filter(None, places)),
        "subjects": [" ".join(filter(None, (each["name"], each["specimen"], each["quantity"]))) for each in species],
        "facts": [{"text": fact["text"], "grade": fact["grade"]} for fact in facts],
        "risks": [*case["risk"], *case["risks"]],
        "contact": settings.DUTY_CONTACT or settings.ORGANISATION, "answer": {"link": ANSWER},
        "flag": _flag(packet, reports),
    }  # fmt: skip


def _flag(packet: Packet, reports: list[Report]) -> str:
    """Said where a single tip is all that a packet rests on: no second tip, nothing that an officer took in."""
    tips = Tip.objects.filter(reports__in=reports).distinct().count()
    return ONE_TIP if tips <= 1 and not packet.exhibits.filter(origin=None).exists() else ""
