"""The rows behind indicators: one query each."""

from typing import Any

from django.db.models import Count, DecimalField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cases.indicators.ground import Ground
from cases.models import Case, Charge, OutcomePerson, Proceeding, ProceedingEvent, Referral, ReferralEvent
from cases.models.trade_codes import Fate
from hotline.models import Message, Report, SpeciesLine
from intel.models.product import ProductType

Event = ReferralEvent.Kind


def had(*kinds: str) -> Q:
    """Referrals in whose log something of these kinds stands."""
    return Q(Exists(ReferralEvent.objects.filter(referral=OuterRef("pk"), kind__in=kinds)))


def _first(*kinds: str) -> Subquery:
    log = ReferralEvent.objects.filter(referral=OuterRef("pk"), kind__in=kinds).order_by().values("referral")
    return Subquery(log.annotate(first=Min("at")).values("first"))


def tips(ground: Ground) -> QuerySet[Any]:
    return ground.of_period(ground.tips(), "received_at")


def decided_tips(ground: Ground) -> QuerySet[Any]:
    return ground.of_period(ground.tips(), "decided_at")


def graded_reports(ground: Ground) -> QuerySet[Any]:
    graded = ground.reports().exclude(status=Report.Status.DRAFT).exclude(status=Report.Status.WITHDRAWN)
    return ground.of_period(graded, "written_at")


def target_reports(ground: Ground) -> QuerySet[Any]:
    listed = SpeciesLine.objects.filter(report=OuterRef("pk"), taxon__tier__isnull=False)
    return graded_reports(ground).filter(Exists(listed))


def products(ground: Ground) -> QuerySet[Any]:
    return ground.of_period(ground.products(), "approved_at")


def network_products(ground: Ground) -> QuerySet[Any]:
    return products(ground).filter(type=ProductType.NETWORK)


def answered(ground: Ground) -> QuerySet[Any]:
    """Sent referrals that were answered, with `waited`: from the first sending to the first answer."""
    timed = (
        ground.sent()
        .filter(had(*ReferralEvent.ANSWERS))
        .annotate(waited=_first(*ReferralEvent.ANSWERS) - _first(Event.SENT))
    )
    return timed.filter(waited__isnull=False)


def declined(ground: Ground) -> QuerySet[Any]:
    return ground.sent().filter(status=Referral.Status.DECLINED)


def accepted(ground: Ground) -> QuerySet[Any]:
    return ground.sent().filter(had(Event.ACCEPTED))


def persons(kind: str) -> Any:
    """Outcomes of a kind with `added`: how many they add, a named person only where first named among the rows."""

    def rows(ground: Ground) -> QuerySet[Any]:
        found = ground.outcomes(kind)
        among = OutcomePerson.objects.filter(outcome__in=found.order_by().values("pk"))
        firsts = among.order_by("person", "outcome__date", "pk").distinct("person").values("pk")
        again = OutcomePerson.objects.filter(outcome=OuterRef("pk")).exclude(pk__in=firsts).order_by()
        counted = again.values("outcome").annotate(number=Count("pk")).values("number")
        whole = DecimalField(max_digits=14, decimal_places=3)
        zero = Value(0, output_field=whole)
        doubled = Coalesce(Subquery(counted), zero, output_field=whole)
        return found.annotate(added=Coalesce("quantity", zero, output_field=whole) - doubled)

    return rows


def outcomes(*kinds: str) -> Any:
    return lambda ground: ground.outcomes(*kinds)


def concluded(ground: Ground) -> QuerySet[Any]:
    """Proceedings that are over, by the day of the log on which they came to that stage."""
    ended = ProceedingEvent.objects.filter(kind=ProceedingEvent.Kind.STAGE, code__in=Proceeding.ENDED)
    within = ground.of_period(ended, "on", is_day=True)
    return ground.proceedings().filter(stage__in=Proceeding.ENDED, pk__in=within.values("proceeding"))


def imprisoned(ground: Ground) -> QuerySet[Any]:
    return ground.sentences().filter(term_days__gt=0, is_suspended=False)


def animals(*fates: str) -> Any:
    return lambda ground: ground.animals().filter(fate__in=fates)


def removed_listings(ground: Ground) -> QuerySet[Any]:
    gone = ground.listings("reported_on").filter(removed_on__isnull=False)
    return gone.annotate(days=F("removed_on") - F("reported_on"))


def disrupted(ground: Ground) -> QuerySet[Any]:
    return ground.of_period(ground.cases().filter(ending=Case.Ending.DISRUPTED), "closed_at")


TO_SOURCE = Message.objects.filter(tip=OuterRef("pk"), direction=Message.Direction.TO_SOURCE)
LIVING = [fate for fate in Fate.values if fate not in (Fate.IN_SITU, Fate.UNKNOWN)]
CONVICTED = Charge.objects.filter(proceeding=OuterRef("pk"), verdict=Charge.Verdict.CONVICTED)
