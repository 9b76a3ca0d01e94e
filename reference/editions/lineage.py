"""Taxa while an edition is read: records by name, and what can be told of a name that no list explains."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

RANKS = ("kingdom", "phylum", "class", "order", "family", "genus")
# International codes of nomenclature: how names of these ranks end.
ENDINGS = (("formes", "order"), ("ales", "order"), ("idae", "family"), ("aceae", "family"), ("inae", "subfamily"))


@dataclass(slots=True)
class Record:
    """What is to be known of one taxon. `lineage` holds kingdom, phylum, class, order, family, genus, '' where
    unknown."""

    name: str
    rank: str
    lineage: tuple[str, ...]
    origin: str
    author: str = ""
    appendix: str = ""
    members_appendix: str = ""
    annotation: str = ""
    status_note: str = ""
    changed_on: date | None = None
    basis: str = ""
    cites_taxon_id: int | None = None
    english: str = ""
    group: str = ""
    tier: int | None = None

    def row(self) -> tuple[object, ...]:
        """The record in the order of `reference.editions.taxa.COLUMNS`."""
        return (
            self.name,
            self.rank,
            *self.lineage,
            self.author,
            self.appendix,
            self.members_appendix,
            self.annotation,
            self.status_note,
            self.changed_on,
            self.basis,
            self.cites_taxon_id,
            self.english,
            self.group,
            self.tier,
            self.origin,
        )


@dataclass
class Lineages:
    """The records by scientific name, the synonyms, and which taxa stand above which."""

    records: dict[str, Record] = field(default_factory=dict)
    accepted: dict[str, str] = field(default_factory=dict)
    above: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        self.records[record.name] = record
        for depth, name in enumerate(record.lineage):
            if name and name not in self.above:
                self.above[name] = (RANKS[depth], record.lineage[: depth + 1] + ("",) * (5 - depth))

    def find(self, name: str) -> Record | None:
        """The record of an accepted name or of a synonym; 'Anguilla spp' is the genus."""
        name = name.removesuffix(" spp")
        return self.records.get(name) or self.records.get(self.accepted.get(name, ""))

    def find_or_make(self, name: str, *, rank: str, origin: str) -> Record:
        """The record, made without an appendix where no list has it: people's names need something to hang on.

        Args:
            rank: what the file says, '' where it says nothing; the lineages of others and the name's ending count
            for more.
        """
        found = self.find(name)
        if found is None:
            name = name.removesuffix(" spp")
            found = Record(name, *self._place(name, rank), origin=origin)
            self.add(found)
        return found

    def tell_members(self) -> None:
        """Note on each higher taxon that is not listed itself in which appendices its members are: 'I/II', '' for
        none."""
        below: dict[str, set[str]] = {}
        for record in self.records.values():
            for name in record.lineage if record.appendix else ():
                below.setdefault(name, set()).update(record.appendix.split("/"))
        for record in self.records.values():
            members = below.get(record.name, set()) - {"NC"} if not record.appendix else set()
            record.members_appendix = "/".join(sorted(members))

    def _place(self, name: str, rank: str) -> tuple[str, tuple[str, ...]]:
        words = name.split()
        if len(words) > 1:
            genus = self.above.get(words[0], ("genus", ("", "", "", "", "", words[0])))
            return ("species" if len(words) == 2 else "subspecies"), genus[1]
        if name in self.above:
            return self.above[name]
        return _rank_by_ending(name) or rank or "group", ("",) * 6


def _rank_by_ending(name: str) -> str:
    return next((rank for ending, rank in ENDINGS if name.endswith(ending)), "")


def in_force(rows: Iterable[tuple[date, Record]], today: date) -> dict[str, tuple[date, Record]]:
    """Of several changes of one taxon the latest that is in force; what lies ahead is left out."""
    latest: dict[str, tuple[date, Record]] = {}
    for day, record in rows:
        if day <= today and (record.name not in latest or latest[record.name][0] <= day):
            latest[record.name] = (day, record)
    return latest
