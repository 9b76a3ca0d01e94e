"""The one rule for 'which CITES appendix?': climb species, genus, family, order, class until a listing is found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from reference.models import Taxon

NOT_LISTED_CODE = "NC"


@dataclass(frozen=True)
class AsListed:
    """What the loaded edition says of a taxon's appendix. Good to triage by, not to charge by.

    Args:
        appendix: 'I', 'II', 'III', several as 'I/II' (populations or members differ), 'NC' (the source names it as left
            out of a listing), or '' where nothing was found. '' never means 'not protected'.
        rank: at which rank the listing stands, '' where none was found.
        name: the scientific name that is listed there.
        is_own: whether that is the taxon itself.
        members: where nothing was found for a higher taxon, the appendices that its members are in ('I/II').
    """

    appendix: str = ""
    rank: str = ""
    name: str = ""
    is_own: bool = False
    members: str = ""

    @property
    def is_found(self) -> bool:
        return bool(self.appendix)

    def __str__(self) -> str:
        return f"{self.statement} · {_('check Species+')}"

    @property
    def statement(self) -> str:
        """The finding in words, without the advice to check it."""
        if not self.is_found and self.members:
            return _("not found as listed itself; members are in Appendix %(appendix)s") % {"appendix": self.members}
        if not self.is_found:
            return _("not found as listed")
        if self.appendix == NOT_LISTED_CODE:
            return _("named as left out of the listing")
        if self.is_own:
            return _("Appendix %(appendix)s") % {"appendix": self.appendix}
        return _("Appendix %(appendix)s, listed as %(rank)s %(name)s") % {
            "appendix": self.appendix,
            "rank": _(self.rank),  # Taxon.Rank lists the words
            "name": self.name,
        }


def rungs(taxon: "Taxon") -> Iterator[tuple[str, str]]:
    """Where to look, nearest first: (rank, name) pairs from the taxon itself up to its class."""
    yield taxon.rank, taxon.scientific_name
    if taxon.rank in {"subspecies", "variety"}:
        yield "species", " ".join(taxon.scientific_name.split()[:2])
    ladder = [("genus", taxon.genus), ("family", taxon.family), ("order", taxon.order), ("class", taxon.class_name)]
    yield from ((rank, name) for rank, name in ladder if name and name != taxon.scientific_name)


def of_many(taxa: Iterable["Taxon"]) -> dict[int, AsListed]:
    """The finding for each taxon by its primary key, with one query at most for them all."""
    taxa = list(taxa)
    wanted = {name for taxon in taxa if not taxon.appendix for _rank, name in rungs(taxon)}
    listed = _listed_among(wanted) if wanted else {}
    return {taxon.pk: _climb(taxon, listed) for taxon in taxa}


def _climb(taxon: "Taxon", listed: dict[tuple[str, str], str]) -> AsListed:
    if taxon.appendix:
        return AsListed(taxon.appendix, taxon.rank, taxon.scientific_name, is_own=True)
    found = ((rank, name) for rank, name in rungs(taxon) if (rank, name) in listed)
    rung = next(found, None)
    return AsListed(listed[rung], *rung) if rung else AsListed(members=taxon.members_appendix)


def _listed_among(names: set[str]) -> dict[tuple[str, str], str]:
    from reference.models import Taxon

    rows = Taxon.objects.filter(scientific_name__in=names, retired=False).exclude(appendix="")
    return {(rank, name): found for rank, name, found in rows.values_list("rank", "scientific_name", "appendix")}
