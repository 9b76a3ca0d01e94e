"""The way of the goods: places in order, and how they went from one to the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import RouteStop, Seizure
from cases.models.trade_codes import RouteRole, Transport
from cases.seizing import countries
from cases.seizing.seizures import locked, not_in_list
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid

MAX_STOPS = 12


@dataclass(frozen=True)
class Stop:
    """A place on the way. `mode`: how the goods came here from the stop before, '' where unknown or the first."""

    role: str
    country: str
    place: str = ""
    mode: str = ""


@transaction.atomic
def lay(seizure: Seizure, stops: Sequence[Stop], *, by: Officer) -> list[RouteStop]:
    """Write the route, in the order given; what stood there before is replaced.

    Raises: NotAllowed; Invalid, with a sentence that names the list for a code that is in none.
    """
    fresh = locked(seizure, by=by)
    _check(stops)
    fresh.route.all().delete()
    rows = [
        RouteStop(seizure=fresh, position=number, role=stop.role, country=stop.country, place=stop.place.strip()[:120],
                  mode=stop.mode if number > 1 else "")
        for number, stop in enumerate(stops, start=1)
    ]  # fmt: skip
    RouteStop.objects.bulk_create(rows)
    audit.record(by, "seizure.route_laid", fresh, stops=[f"{stop.role}:{stop.country}" for stop in stops])
    return rows


def _check(stops: Sequence[Stop]) -> None:
    if len(stops) > MAX_STOPS:
        raise Invalid(_("At most twelve places on a route."))
    wrong: dict[str, str] = {}
    for number, stop in enumerate(stops):
        if stop.role not in RouteRole.values:
            wrong[f"role_{number}"] = not_in_list(stop.role, RouteRole, "role of a place")
        if sentence := countries.refusal(stop.country):
            wrong[f"country_{number}"] = sentence
        if stop.mode and stop.mode not in Transport.values:
            wrong[f"mode_{number}"] = not_in_list(stop.mode, Transport, "mode of transport")
    if wrong:
        raise Invalid(next(iter(wrong.values())), **wrong)


def of_role(stops: Iterable[RouteStop], *roles: str) -> list[str]:
    """Country codes of the stops of these roles, in the order of the way, each once."""
    return list(dict.fromkeys(stop.country for stop in stops if stop.role in roles))


def transit(stops: Iterable[RouteStop]) -> list[str]:
    """Countries between origin and destination, in order; a port of export at home, or of import there, is none."""
    stops = list(stops)
    ends = of_role(stops, RouteRole.ORIGIN, RouteRole.DESTINATION)
    between = of_role(stops, RouteRole.EXPORT, RouteRole.TRANSIT, RouteRole.IMPORT)
    return [code for code in between if code not in ends]
