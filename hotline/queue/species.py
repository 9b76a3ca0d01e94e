"""What is typed into the search as a name of a taxon: the groups of species that the queue can be narrowed to.

The names are the database's own: the index that tips are read with takes 200 MB, and no page opens it.
"""

from collections.abc import Iterable

from hotline.taxon_groups import TaxonGroup
from reference import search
from reference.appendix import rungs
from reference.models import Taxon

MOST_TAXA = 20
MOST_GROUPS = 4
FEWEST_SIGNS = 3  # of a name without spaces between words, two
VALUES = frozenset(TaxonGroup.values)


def named(words: str) -> list[TaxonGroup]:
    """The groups of the taxa that bear such a name in any language, whole or as its beginning; best first.

    A taxon of no group of its own belongs to that of what stands above it. Three queries at most, none for what
    cannot be a name.
    """
    said = words.strip().strip('"“”„«»').strip()
    if any(sign.isdigit() for sign in said) or len(said) < (FEWEST_SIGNS if said.isascii() else 2):
        return []
    found = search.taxa_named(said, MOST_TAXA)
    exact = [each.thing for each in found if each.how == "exact"]
    groups = _groups(exact or [each.thing for each in found])
    # Of what only begins so, a species of no group says too little.
    if not exact:
        groups = [group for group in groups if group != TaxonGroup.OTHER]
    return groups[:MOST_GROUPS]


def _groups(taxa: Iterable[Taxon]) -> list[TaxonGroup]:
    """The group of each, once, as a tip's reading would name it."""
    taxa = list(taxa)
    above = {name for taxon in taxa if taxon.group not in VALUES for _rank, name in rungs(taxon)}
    asked = Taxon.objects.filter(scientific_name__in=above, group__in=VALUES) if above else Taxon.objects.none()
    known = {(one.rank, one.scientific_name): one.group for one in asked.only("rank", "scientific_name", "group")}
    return list(dict.fromkeys(TaxonGroup(_group(taxon, known)) for taxon in taxa))


def _group(taxon: Taxon, known: dict[tuple[str, str], str]) -> str:
    if taxon.group in VALUES:
        return taxon.group
    return next((known[rung] for rung in rungs(taxon) if rung in known), TaxonGroup.OTHER.value)
