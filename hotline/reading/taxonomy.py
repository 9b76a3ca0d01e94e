"""Taxa as the reference data lists them: rank, what they belong to, and the nearest that several have in common."""

from collections.abc import Iterable
from dataclasses import dataclass

RANKS = ("class", "order", "family", "genus", "species")
ABOVE = ("class", "order", "family", "genus")
# Ranks between the five are told as the one above them; an informal group as the order it comes nearest to.
TOLD_AS = {
    "subfamily": "family",
    "subspecies": "species",
    "variety": "species",
    "group": "order",
    "suborder": "order",
    "phylum": "class",
    "kingdom": "class",
    "sf": "family",
    "c": "class",
}
# Groups that people name and that stand in no column of the lists; ranks after the Catalogue of Life.
KNOWN: dict[str, tuple[str, tuple[str, str, str, str]]] = {
    "Serpentes": ("order", ("Reptilia", "", "", "")),
    "Sauria": ("order", ("Reptilia", "", "", "")),
    "Testudines": ("order", ("Reptilia", "", "", "")),
    "Elasmobranchii": ("class", ("", "", "", "")),
    "Holothuroidea": ("class", ("", "", "", "")),
    "Ratites": ("order", ("Aves", "", "", "")),
    "Batoidea": ("order", ("Elasmobranchii", "", "", "")),
    "Lutrinae": ("family", ("Mammalia", "Carnivora", "Mustelidae", "")),
    "Antilopinae": ("family", ("Mammalia", "Artiodactyla", "Bovidae", "")),
    "Tridacninae": ("family", ("Bivalvia", "Veneroida", "Tridacnidae", "")),
    "Anura": ("order", ("Amphibia", "", "", "")),
    "Chiroptera": ("order", ("Mammalia", "", "", "")),
    "Accipitriformes": ("order", ("Aves", "", "", "")),
    "Cycadales": ("order", ("", "", "", "")),
    "Proboscidea": ("order", ("Mammalia", "", "", "")),
    "Scorpiones": ("order", ("Arachnida", "", "", "")),
    "Insecta": ("class", ("", "", "", "")),
    "Gastropoda": ("class", ("", "", "", "")),
    "Vulturidae": ("family", ("Aves", "", "", "")),
}


@dataclass(frozen=True, slots=True)
class Kin:
    """A taxon: accepted scientific name, rank, (class, order, family, genus) above it ('' where unknown), tier 1-3 of
    the most trafficked or 0, and its appendix as listed at its own rank."""

    name: str
    rank: str
    above: tuple[str, str, str, str]
    tier: int = 0
    appendix: str = ""

    @property
    def told_rank(self) -> str:
        """One of class, order, family, genus, species."""
        return self.rank if self.rank in RANKS else TOLD_AS.get(self.rank, "order")

    def chain(self) -> tuple[str, ...]:
        """Its name and those above it, narrowest first, without the unknown."""
        return tuple(dict.fromkeys(name for name in (self.name, *reversed(self.above)) if name))


def in_common(taxa: Iterable[Kin]) -> str | None:
    """The name of the narrowest taxon, a class at the widest, that holds all of these; None where there is none."""
    chains = [kin.chain() for kin in taxa]
    for name in chains[0]:
        if all(name in chain for chain in chains[1:]):
            return name
    return None


def guessed_rank(name: str) -> str:
    """The rank that the form of a scientific name tells."""
    words = name.split()
    if len(words) > 1:
        return "species"
    for ending, rank in (("idae", "family"), ("aceae", "family"), ("inae", "family"), ("formes", "order")):
        if name.endswith(ending):
            return rank
    return "genus"
