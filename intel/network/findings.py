"""What can be worked out of a whole network: sizes, communities, brokers, who is best connected. No database."""

from collections.abc import Callable
from typing import Any

from intel.network.whole import Whole

BEST = 30  # of each ranking that are kept
COMMUNITIES = 40
MEMBERS = 12  # of a community, the best connected within it
SMALLEST = 3  # a community of fewer is none


def of(whole: Whole, *, tell: Callable[[float], None] = lambda share: None) -> dict[str, Any]:
    """Everything at once, as JSON: nodes by their ids, no name.

    Args:
        tell: is told how much is done, from 0 to 1.
    """
    import numpy as np
    from scipy.sparse import csgraph

    from intel.network import central, communities

    found: dict[str, Any] = {"nodes": len(whole.ids), "links": whole.links}
    if not whole.ids:
        return found
    neighbours = np.diff(whole.matrix.indptr)
    _number, part = csgraph.connected_components(whole.matrix, directed=False)
    sizes = np.bincount(part)
    grouped = communities.found(whole.matrix)
    tell(0.35)
    brokers = central.brokers(whole.matrix, tell=lambda share: tell(0.35 + 0.6 * share))
    return found | {
        "parts": int((sizes > 1).sum()), "alone": int((sizes == 1).sum()), "largest": int(sizes.max()),
        "modularity": round(grouped.modularity, 3), "sources": brokers.sources,
        "linked": int((neighbours > 0).sum()),
        "degree": _best(whole.ids, neighbours, 0), "brokers": _best(whole.ids, brokers.score, 5),
        "central": _best(whole.ids, central.rank(whole.matrix), 6),
        **_communities(whole, grouped.label),
    }  # fmt: skip


def _best(ids: list[Any], score: Any, digits: int) -> list[tuple[str, float]]:
    """The highest first, none that has nothing; of equals the one that comes first."""
    import numpy as np

    order = np.argsort(-score, kind="stable")[:BEST]
    told = np.round(score[order], digits)
    return [(str(ids[at]), each.item()) for at, each in zip(order, told, strict=True) if each > 0]


def _communities(whole: Whole, label: Any) -> dict[str, Any]:
    """The largest with who is best connected within each, and how many there are."""
    import numpy as np

    matrix = whole.matrix
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    within = label[rows] == label[matrix.indices]
    inside = np.bincount(rows[within], weights=matrix.data[within], minlength=matrix.shape[0])
    sizes = np.bincount(label)
    largest = [at for at in np.argsort(-sizes, kind="stable")[:COMMUNITIES] if sizes[at] >= SMALLEST]
    told = []
    for at in largest:
        members = np.flatnonzero(label == at)
        best = members[np.argsort(-inside[members], kind="stable")[:MEMBERS]]
        told.append(
            {"size": len(members), "links": int(inside[members].sum() / 2), "best": [str(whole.ids[m]) for m in best]}
        )
    return {"communities": told, "communities_in_all": int((sizes >= SMALLEST).sum())}
