"""Once a day: which referrals wait, told to the officers in charge of them, by reference."""

from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from cases import referral_clocks
from cases.models import Referral, ReferralDigest
from staff.models import Officer

MAX_NAMED = 50  # references in one mail


def lay_down(now: datetime | None = None) -> int:
    """A reminder for each officer in charge who has an address, once a day. Returns: how many were laid down.

    In charge: who leads the case, and who sent the referral; each is told of what they see, and of nothing else.
    """
    at = now or timezone.now()
    if not settings.EMAIL_URL:
        return 0
    digests = [
        ReferralDigest(
            officer=officer, day=timezone.localdate(at), references=references[:MAX_NAMED], total=len(references),
            not_before=at, made_at=at,
        )
        for officer, references in _by_officer(at) if references
    ]  # fmt: skip
    before = ReferralDigest.objects.filter(day=timezone.localdate(at)).count()
    ReferralDigest.objects.bulk_create(digests, ignore_conflicts=True)
    return ReferralDigest.objects.filter(day=timezone.localdate(at)).count() - before


def _by_officer(at: datetime) -> list[tuple[Officer, list[str]]]:
    rows = Referral.objects.filter(referral_clocks.waiting(at)).select_related("case").order_by("answer_due_at", "pk")
    mine: dict[int, list[Referral]] = defaultdict(list)
    for referral in rows:
        for officer_id in {referral.case.lead_id, referral.sent_by_id}:
            if officer_id is not None:
                mine[officer_id].append(referral)
    officers = Officer.objects.filter(pk__in=mine, is_active=True).exclude(email="")
    return [(officer, _seen(mine[officer.pk], officer)) for officer in officers]


def _seen(referrals: list[Referral], officer: Officer) -> list[str]:
    seen = Referral.objects.visible_to(officer).filter(pk__in=[each.pk for each in referrals])
    keys = set(seen.values_list("pk", flat=True))
    return [each.reference for each in referrals if each.pk in keys]
