"""What an address of the network chart asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.dateparse import parse_date

from cases.models import Case
from intel.models import Entity, LinkKind, Schema
from intel.network import near, of_case
from intel.network.narrowing import EVERY_STRENGTH, Narrowing
from intel.network.picture import Strength
from staff.ids import id_of, ids_of

ROOMS = (100, near.ROOM, 500, near.MOST_ROOM)
MOST_STARTS = 40  # named in one address


@dataclass
class Asked:
    """`starts`: rows at which it begins; `case`: a case whose rows it begins with; `to`: the far end of a way."""

    starts: list[UUID] = field(default_factory=list)
    case: Case | None = None
    to: UUID | None = None
    hops: int = 1
    room: int = near.ROOM
    narrowing: Narrowing = field(default_factory=Narrowing)

    @classmethod
    def by(cls, given: Any, officer: Any) -> "Asked":
        """Of a query. What makes no sense counts as not said, and so does a case that the officer does not see."""
        case = Case.objects.visible_to(officer).filter(pk__in=ids_of([given.get("case", "")])).first()
        return cls(
            ids_of(given.getlist("start"))[:MOST_STARTS], case, id_of(given.get("to", "")),
            _number(given.get("hops"), range(1, near.MOST_HOPS + 1), 1), _number(given.get("room"), ROOMS, near.ROOM),
            _narrowing(given),
        )  # fmt: skip

    @property
    def is_empty(self) -> bool:
        return not self.starts and self.case is None

    @property
    def query(self) -> str:
        """The address again, with nothing in it but ids, codes and days."""
        narrowing = self.narrowing
        said: list[tuple[str, Any]] = [("start", each) for each in self.starts]
        said += [(name, value) for name, value in (("case", self.case and self.case.pk), ("to", self.to)) if value]
        said += [("hops", self.hops), ("room", self.room)]
        if narrowing.strengths != EVERY_STRENGTH:
            said += [("show", each) for each in sorted(narrowing.strengths)]
        said += [("kind", each) for each in sorted(narrowing.kinds)]
        said += [("schema", each) for each in sorted(narrowing.schemas)]
        said += [(name, value) for name, value in (("since", narrowing.since), ("until", narrowing.until)) if value]
        return urlencode([*said, *([("dated", "1")] if narrowing.is_dated else [])])

    def rows(self, officer: Any) -> list[UUID]:
        """Where the chart begins: the rows that are named, then those of the case."""
        in_case = of_case.entities(self.case.pk, officer).values_list("pk", flat=True) if self.case else ()
        return list(dict.fromkeys([*self.starts, *in_case]))


def _number(word: str | None, allowed: Any, usual: int) -> int:
    return int(word) if word and word.isdecimal() and len(word) < 6 and int(word) in allowed else usual


def _narrowing(given: Any) -> Narrowing:
    strengths = frozenset(given.getlist("show")) & EVERY_STRENGTH
    since, until = _day(given.get("since")), _day(given.get("until"))
    if since and until and since > until:
        since, until = until, since
    return Narrowing(
        strengths or EVERY_STRENGTH, frozenset(given.getlist("kind")) & frozenset(LinkKind.values),
        frozenset(given.getlist("schema")) & frozenset(Schema.values), since, until, given.get("dated") == "1",
    )  # fmt: skip


def _day(word: str | None) -> date | None:
    try:
        return parse_date(word or "")
    except ValueError:
        return None


def choices(narrowing: Narrowing) -> Mapping[str, list[tuple[Any, bool]]]:
    """For the form: every grade, kind and schema, and whether it is shown."""
    return {
        "strengths": [(each, each.value in narrowing.strengths) for each in Strength],
        "kinds": [(each, each.value in narrowing.kinds) for each in LinkKind],
        "schemas": [(each, each.value in narrowing.schemas) for each in Schema],
    }


def newest(officer: Any, most: int = 12) -> list[Entity]:
    """What an officer sees and was recorded last: somewhere to begin."""
    seen = Entity.objects.visible_to(officer).filter(taken_out_at=None, purged_at=None)
    return list(seen.order_by("-recorded_at", "pk")[:most])


def sought(words: str, officer: Any, most: int = 12) -> list[Entity]:
    """Persons and things that an officer sees, by reference or a part of a name."""
    seen = Entity.objects.visible_to(officer).filter(taken_out_at=None, purged_at=None)
    words = words.strip()[:100]
    if len(words) < 2:
        return []
    exact = list(seen.filter(reference=words.upper())[:1])
    return exact or list(seen.filter(name__icontains=words).order_by("name", "reference")[:most])
