"""State: whether animals live, whether it is happening now, violence, officials, and whether it is for us at all."""

import math
from collections import Counter
from collections.abc import Collection, Sequence

from hotline.reading.found import Cue, Named, State, Term

# Weights of a logistic sum, set by eye on the half of the labelled texts that is for looking at.
BIAS = -2.2
WEIGHTS = {
    "taxon": 2.6,
    "strong": 2.4,
    "slang": 1.4,
    "term": 0.9,
    "wildlife": 1.6,
    "live": 0.3,
    "sale": 0.5,
    "offtopic": -1.9,
    "official": 0.4,
    "weapon": 0.2,
}
MOST = {
    "taxon": 2,
    "strong": 2,
    "slang": 2,
    "term": 2,
    "wildlife": 3,
    "live": 2,
    "sale": 2,
    "offtopic": 3,
    "official": 1,
    "weapon": 2,
}
CERTAIN = 0.5
# Animals that are traded alive: offered or carried without a word of parts or of death, they live.
KEPT_ALIVE = frozenset(
    ["Psittaciformes", "Pycnonotidae", "Estrildidae", "Zosteropidae", "Fringillidae", "Sturnidae", "Carduelis",
     "Kittacincla", "Copsychus", "Chloropsis", "Sporophila", "Garrulax", "Passeriformes", "Falco", "Trochilidae",
     "Ramphastidae", "Nycticebus", "Loris", "Galagidae", "Hylobatidae", "Pongo", "Lemuridae", "Callitrichidae",
     "Saimiri", "Cebidae", "Testudinidae", "Cuora", "Geoclemys", "Carettochelys", "Trachemys", "Chamaeleonidae",
     "Iguana", "Gekkonidae", "Phelsuma", "Uroplatus", "Goniurosaurus", "Dendrobatidae", "Mantella", "Ambystoma",
     "Theraphosidae", "Scorpiones", "Petaurus", "Suricata", "Erinaceidae", "Acinonyx", "Eryx",
     "Aonyx", "Lutrogale", "Vulpes zerda", "Lutrinae"]
)  # fmt: skip
ALIVE = ("LIV", "EGL", "FIG")


def assess(cues: Sequence[Cue], taxa: Sequence[Named], terms: Sequence[Term], lines: Collection[str] = ()) -> State:
    """Weigh what was found. `on_topic` is 0-1: how surely the text is about wildlife or timber crime.

    Args:
        lines: the taxa named with all that they belong to.
    """
    counted = Counter(cue.kind for cue in cues)
    on_topic = _on_topic(counted, taxa, terms)
    has_animal = bool(taxa) or counted["wildlife"] > 0
    live = has_animal and (counted["live"] > 0 or any(term.code in ("LIV", "EGL") for term in terms))
    live = live or _is_pet_trade(counted, terms, lines)
    urgent = counted["now"] > 0 and not (counted["past"] and counted["now"] < 2) and on_topic >= CERTAIN
    return State(
        live=live and on_topic >= CERTAIN,
        urgent=urgent,
        violence=counted["weapon"] > 0,
        official=counted["official"] > 0,
        on_topic=round(on_topic, 3),
        because=tuple(cue for cue in cues if cue.kind not in ("sale", "moved", "dead")),
    )


def _is_pet_trade(counted: Counter[str], terms: Sequence[Term], lines: Collection[str]) -> bool:
    """Whether animals that are traded alive are offered or carried, without a word of parts, death or the past."""
    if counted["dead"] or counted["weapon"] or any(term.code not in ALIVE for term in terms):
        return False
    return not KEPT_ALIVE.isdisjoint(lines) and any(counted[kind] for kind in ("sale", "moved"))


def _on_topic(counted: Counter[str], taxa: Sequence[Named], terms: Sequence[Term]) -> float:
    found = Counter(counted)
    found["taxon"] = len({named.name for named in taxa})
    for term in terms:
        found["slang" if term.slang else "strong" if term.points_to else "term"] += 1
    total = BIAS + sum(weight * min(found[kind], MOST[kind]) for kind, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-total))
