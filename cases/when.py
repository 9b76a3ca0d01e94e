"""Times as far as they are known: to the minute, a day, a year or about then, in the zone they were told in. Pure."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

YEARS = range(1900, 2101)
ABOUT_DAYS = 15  # to each side of what is only known about
# Zones of the range, transit and market states that most cases are about; any other IANA name is taken too.
USUAL_ZONES = (
    "UTC", "Asia/Ho_Chi_Minh", "Asia/Phnom_Penh", "Asia/Vientiane", "Asia/Bangkok", "Asia/Yangon", "Asia/Kuala_Lumpur",
    "Asia/Singapore", "Asia/Jakarta", "Asia/Manila", "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Tokyo",
    "Asia/Seoul", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Dubai", "Africa/Lagos", "Africa/Kinshasa",
    "Africa/Nairobi", "Africa/Maputo", "Africa/Johannesburg", "Europe/London", "Europe/Berlin", "America/New_York",
)  # fmt: skip
_TIME = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})"
    r"(?:[ T](?P<hour>\d{1,2})(?:h|:(?P<minute>\d{2})(?::\d{2})?)(?P<offset>Z|[+-]\d{2}:\d{2}(?::\d{2})?)?)?)?)?"
)


class Precision(TextChoices):
    MINUTE = "minute", gettext_lazy("To the minute")
    HOUR = "hour", gettext_lazy("Hour")
    DAY = "day", gettext_lazy("Day")
    MONTH = "month", gettext_lazy("Month")
    YEAR = "year", gettext_lazy("Year")
    ABOUT = "about", gettext_lazy("About then")


# How many signs of `2026-11-22 04:10` are known; from fine to coarse.
SIGNS = {Precision.MINUTE: 16, Precision.HOUR: 13, Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
CLOCK = (Precision.MINUTE, Precision.HOUR)


class Unreadable(ValueError):
    """A time that cannot be taken as it was written; the text is a sentence for whoever wrote it."""


@cache
def _by_folded_name() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() if name not in ("Factory", "localtime")}


def zone_named(name: str) -> str:
    """The IANA name as it is spelt: `asia/bangkok` is `Asia/Bangkok`; nothing is UTC. Raises: Unreadable."""
    found = _by_folded_name().get(name.strip().casefold() or "utc")
    if found is None:
        raise Unreadable(_("There is no time zone of that name: write one as Asia/Ho_Chi_Minh."))
    return found


def floored(at: datetime, precision: str, zone: str) -> datetime:
    """The beginning, in UTC, of the minute, hour, day, month or year in its zone. What is about counts as a day."""
    local = at.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    if precision == Precision.HOUR:
        local = local.replace(minute=0)
    elif precision == Precision.MONTH:
        local = local.replace(day=1, hour=0, minute=0, fold=0)
    elif precision == Precision.YEAR:
        local = local.replace(month=1, day=1, hour=0, minute=0, fold=0)
    elif precision != Precision.MINUTE:
        local = local.replace(hour=0, minute=0, fold=0)
    return local.astimezone(UTC)


def over(at: datetime, precision: str, zone: str) -> datetime:
    """The first instant after it, as far as its beginning is known: a day ends a day later. UTC."""
    if precision in CLOCK:
        return at + (timedelta(hours=1) if precision == Precision.HOUR else timedelta(minutes=1))
    if precision == Precision.ABOUT:
        return at + timedelta(days=ABOUT_DAYS)
    # Some days into the next one, and back to its beginning: months and years are of several lengths.
    further = {Precision.DAY: 1.5, Precision.MONTH: 32.0, Precision.YEAR: 366.5}[Precision(precision)]
    return floored(at + timedelta(days=further), precision, zone)


def shown(at: datetime, precision: str, zone: str) -> str:
    """In its zone, as precisely as it is known: `2026-11-22 04:10`, `2026-11-22 04h`, `2026-11-22`, `2026-11`, `2026`,
    `≈ 2026-11-22`."""
    local = at.astimezone(ZoneInfo(zone)).isoformat(" ")
    if precision == Precision.ABOUT:
        return f"≈ {local[:10]}"
    return local[: SIGNS[Precision(precision)]] + ("h" if precision == Precision.HOUR else "")


def shown_in_utc(at: datetime, precision: str, zone: str) -> str:
    """The instant in UTC where the clock is known; a date is no instant and stays the date of its zone."""
    return at.astimezone(UTC).isoformat(" ")[:16] if precision in CLOCK else shown(at, precision, zone)


def written(at: datetime, precision: str, zone: str) -> str:
    """As `read` takes it back: with the offset where the clock is known, since an hour comes twice in autumn."""
    local = at.astimezone(ZoneInfo(zone))
    if precision in CLOCK:
        text = local.isoformat(" ", "minutes")
        return text.replace("+00:00", "Z") if zone == "UTC" else text
    return local.isoformat()[: SIGNS.get(Precision(precision), 10)]


def read(text: str, precision: str, zone: str) -> tuple[datetime, str]:
    """(beginning in UTC, precision) of a time as `written` gives it.

    Args:
        precision: '' takes it from how much is written. zone: an IANA name.
    Raises: Unreadable with a sentence.
    """
    told = _TIME.fullmatch(text.strip())
    if told is None:
        raise Unreadable(_("Write the time as 2026-11-22 04:10, or as much of it as is known."))
    shape = _shape(told)
    wanted = Precision(precision) if precision else shape
    if wanted != Precision.ABOUT and SIGNS[wanted] > SIGNS[shape]:
        raise Unreadable(_("The time says less than its precision: write more of it, or choose a coarser one."))
    return floored(_instant(told, zone), wanted, zone), wanted


def _shape(told: "re.Match[str]") -> Precision:
    parts = (("minute", Precision.MINUTE), ("hour", Precision.HOUR), ("day", Precision.DAY), ("month", Precision.MONTH))
    return next((precision for part, precision in parts if told[part]), Precision.YEAR)


def _instant(told: "re.Match[str]", zone: str) -> datetime:
    parts = [
        int(told[name] or least) for name, least in (("year", 0), ("month", 1), ("day", 1), ("hour", 0), ("minute", 0))
    ]
    try:
        plain = datetime(*parts, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type,misc]
    except ValueError as wrong:
        raise Unreadable(_("There is no such date or time.")) from wrong
    if plain.year not in YEARS:
        raise Unreadable(_("The year must lie between 1900 and 2100."))
    if not told["offset"]:
        return plain.astimezone(UTC)
    meant = datetime.fromisoformat(plain.isoformat()[:19] + told["offset"])
    if meant.astimezone(ZoneInfo(zone)).utcoffset() != meant.utcoffset():
        raise Unreadable(_("The offset is not the one that the time zone had then."))
    return meant.astimezone(UTC)
