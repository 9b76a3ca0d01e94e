"""What is typed into the search as a name of a taxon: the groups of species that the queue can be narrowed to.

The names are the database's own: the index that tips are read with takes 200 MB, and no page opens it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import Q

from hotline.taxon_groups import TaxonGroup
from reference import search
from reference.appendix import rungs
from reference.models import Taxon

MOST_TAXA = 20
MOST_GROUPS = 4
FEWEST_LETTERS = 3  # of a name in ASCII; one Han sign may be a name
RANKS = {"genus": "genus", "family": "family", "order": "order", "class": "class_name"}  # each with its column
VALUES = frozenset(TaxonGroup.values)


def named(words: str) -> list[TaxonGroup]:
    """The groups of the taxa that bear such a name in any language; best first.

    A beginning of names counts where all that begin so are of one group. Four queries at most, none for what cannot be
    a name.
    """
    said = words.strip().strip('"“”„«»').strip()
    if any(sign.isdigit() for sign in said) or len(said) < (FEWEST_LETTERS if said.isascii() else 1):
        return []
    found = search.taxa_named(said, MOST_TAXA)
    exact = [each.thing for each in found if each.how == "exact"]
    groups = _groups(exact or [each.thing for each in found])
    if not exact and (len(groups) > 1 or TaxonGroup.OTHER in groups):
        return []
    return groups[:MOST_GROUPS]


def _groups(taxa: Sequence[Taxon]) -> list[TaxonGroup]:
    """The group of each, once, as a tip's reading names it: its own, that of what is above it, else of its kinds."""
    alone = [taxon for taxon in taxa if taxon.group not in VALUES]
    above = _above(alone) if alone else {}
    kinds = _kinds([taxon for taxon in alone if taxon.pk not in above])
    told = {taxon.pk: taxon.group for taxon in taxa if taxon.group in VALUES} | above | kinds
    return list(dict.fromkeys(TaxonGroup(told.get(taxon.pk, TaxonGroup.OTHER)) for taxon in taxa))


def _above(taxa: Sequence[Taxon]) -> dict[int, str]:
    """By primary key the group of the nearest taxon above that has one."""
    names = {name for taxon in taxa for _rank, name in rungs(taxon)}
    rows = Taxon.objects.filter(scientific_name__in=names, group__in=VALUES, retired=False)
    known = {(rank, name): group for rank, name, group in rows.values_list("rank", "scientific_name", "group")}
    found = {taxon.pk: next((known[rung] for rung in rungs(taxon) if rung in known), "") for taxon in taxa}
    return {pk: group for pk, group in found.items() if group}


def _kinds(taxa: Sequence[Taxon]) -> dict[int, str]:
    """By primary key the group to which most of the trafficked kinds of a genus, family, order or class belong."""
    names = {taxon.scientific_name: taxon.pk for taxon in taxa if taxon.rank in RANKS}
    if not names:
        return {}
    within = Q()
    for column in RANKS.values():
        within |= Q(**{f"{column}__in": names})
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for group, *line in Taxon.objects.filter(within, group__in=VALUES, retired=False).values_list(
        "group", *RANKS.values()
    ):
        for name in names.keys() & set(line):
            counted[names[name]][group] += 1
    return {pk: groups.most_common(1)[0][0] for pk, groups in counted.items()}
