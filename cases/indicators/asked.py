"""What figures are narrowed to: a period, a country, a group of species, a channel, a kind of source."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Asked:
    """'' and None ask for nothing. since, until: both days count. group: of `TaxonGroup`. source: a kind of source."""

    since: date | None = None
    until: date | None = None
    country: str = ""
    group: str = ""
    channel: str = ""
    source: str = ""

    @property
    def tells_of_tips(self) -> bool:
        """Whether it asks for what tips alone tell."""
        return bool(self.channel or self.source)

    def query(self) -> dict[str, str]:
        """As the parameters of an address, without what it does not ask for."""
        told = {
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "country": self.country, "group": self.group, "channel": self.channel, "source": self.source,
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}


def quarter(year: int, number: int) -> tuple[date, date]:
    """First and last day of a quarter, 1 to 4."""
    after = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    return date(year, 3 * number - 2, 1), after - timedelta(days=1)
