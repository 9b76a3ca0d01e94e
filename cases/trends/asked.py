"""What trends are narrowed to: one filter for table, chart and map, and for each list behind a number."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from reference.models import Place, Taxon

# The column in which a taxon below names the one above, by its rank.
COLUMNS = {
    Taxon.Rank.GENUS: "genus", Taxon.Rank.FAMILY: "family", Taxon.Rank.ORDER: "order", Taxon.Rank.CLASS: "class_name",
    Taxon.Rank.PHYLUM: "phylum", Taxon.Rank.KINGDOM: "kingdom",
}  # fmt: skip
FEW = 500  # taxa; a class of animals has thousands


@dataclass(frozen=True)
class Asked:
    """'' and None ask for nothing.

    since, until: both days count. taxon: with all that lies below it. country: ISO 3166-1. route: countries in the
    order in which the goods passed them, others may lie between. port, concealment: words of it. platform: in one
    spelling. grade: the worst that counts, `B2`.
    """

    since: date | None = None
    until: date | None = None
    taxon: Taxon | None = None
    country: str = ""
    province: Place | None = None
    route: tuple[str, ...] = ()
    port: str = ""
    concealment: str = ""
    platform: str = ""
    grade: str = ""

    @property
    def tells_of_goods(self) -> bool:
        """Whether it asks for what seizures alone tell."""
        return bool(self.route or self.port or self.concealment)

    @property
    def tells_of_reports(self) -> bool:
        """Whether it asks for what reports alone tell."""
        return bool(self.platform or self.grade)

    @property
    def is_narrowed(self) -> bool:
        """By more than time."""
        return self.always() != Asked()

    def always(self) -> "Asked":
        return replace(self, since=None, until=None)

    def query(self) -> dict[str, str]:
        """The filter as the parameters of an address, without what it does not ask for."""
        told = {
            "since": self.since and self.since.isoformat(), "until": self.until and self.until.isoformat(),
            "taxon": self.taxon and self.taxon.scientific_name, "country": self.country,
            "province": self.province and self.province.name, "route": " > ".join(self.route), "port": self.port,
            "concealment": self.concealment, "platform": self.platform, "grade": self.grade,
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}


def below(taxon: Taxon) -> "QuerySet[Taxon, Any] | list[int]":
    """A taxon and all below it, for `__in`: their ids where they are few, else a query that finds them."""
    name = taxon.scientific_name
    among = Q(pk=taxon.pk)
    if column := COLUMNS.get(Taxon.Rank(taxon.rank)):
        among |= Q(**{column: name})
    elif taxon.rank == Taxon.Rank.SPECIES:
        among |= Q(scientific_name__startswith=f"{name} ")
    found = Taxon.objects.filter(among).order_by().values_list("pk", flat=True)
    ids = list(found[: FEW + 1])
    return ids if len(ids) <= FEW else found


def no_worse(grade: str) -> Q:
    """Reports of this grade or a better one on both scales; F and 6 say that nobody could judge, which is no grade."""
    return Q(reliability__in="ABCDE"[: "ABCDE".index(grade[0]) + 1], credibility__in="12345"[: int(grade[1])])
