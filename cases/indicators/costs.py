"""What the work cost: entered by its span, struck where it was wrong."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Cost
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

RIGHT = "cases.enter_costs"
EARLIEST, LATEST = date(1975, 1, 1), date(2200, 12, 31)


@dataclass(frozen=True)
class Spent:
    """amount: with two decimals at most. currency: ISO 4217. since, until: both days count."""

    since: date
    until: date
    amount: Decimal
    currency: str
    what: str


@transaction.atomic
def enter(spent: Spent, *, by: Officer) -> Cost:
    """Enter a cost. Raises: NotAllowed; Invalid."""
    access.require(by, RIGHT)
    if refused := _refused(spent):
        raise Invalid(_("The cost was not entered."), **refused)
    cost = Cost.objects.create(
        since=spent.since, until=spent.until, amount=spent.amount, currency=spent.currency, what=spent.what,
        entered_by=by,
    )  # fmt: skip
    audit.record(by, "cost.entered", cost, since=spent.since, until=spent.until)
    return cost


def _refused(spent: Spent) -> dict[str, str]:
    refused = {}
    if not EARLIEST <= spent.since <= LATEST:
        refused["since"] = _("This year lies too far away.")
    if not spent.since <= spent.until <= LATEST:
        refused["until"] = _("The span ends before it begins, or too far away.")
    if not 0 < spent.amount < Decimal("1e12"):
        refused["amount"] = _("An amount above nothing, please.")
    if not (len(spent.currency) == 3 and spent.currency.isascii() and spent.currency.isupper()):
        refused["currency"] = _("Three letters, as USD.")
    return refused


@transaction.atomic
def strike(cost: Cost, *, by: Officer) -> Cost:
    """Say that an entry was wrong: it counts no more, and stays. Raises: NotAllowed; WrongStatus."""
    access.require(by, RIGHT)
    fresh = Cost.objects.select_for_update().get(pk=cost.pk)
    if fresh.struck_at:
        raise WrongStatus(_("This cost is struck already."))
    fresh.struck_at, fresh.struck_by = timezone.now(), by
    fresh.save(update_fields=["struck_at", "struck_by"])
    audit.record(by, "cost.struck", fresh)
    return fresh
