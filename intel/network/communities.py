"""Communities of a large graph: the Louvain method (Blondel and others, 2008) over arrays.

numpy and scipy are fetched by whoever calls. No database.
"""

from typing import Any, NamedTuple

SEED = 20
ROUNDS = 24  # of moving nodes on one level
LEVELS = 12
ENOUGH = 0.005  # of the nodes: a round in which fewer want to move ends a level


class Communities(NamedTuple):
    """`label` of each node, from 0; `modularity`: how much denser they are inside than chance would make them."""

    label: Any
    modularity: float


def found(matrix: Any) -> Communities:
    """Communities of an undirected graph.

    Args:
        matrix: symmetric scipy CSR matrix (n, n) of weights, nothing on its diagonal.
    Returns: the same for the same matrix.
    """
    import numpy as np

    chance = np.random.default_rng(SEED)
    label = np.arange(matrix.shape[0])
    level, best = matrix, -1.0
    for _level in range(LEVELS):
        moved = _moved(level, chance)
        _names, moved = np.unique(moved, return_inverse=True)
        now = modularity(matrix, moved[label])
        if now <= best + 1e-6:
            break
        label, best = moved[label], now
        if len(_names) == level.shape[0]:
            break
        level = _folded(level, moved)
    return Communities(label, max(best, 0.0))


def modularity(matrix: Any, label: Any) -> float:
    """Newman's Q, between -0.5 and 1; 0 of a graph without links."""
    import numpy as np

    total = matrix.sum()
    if not total:
        return 0.0
    degree = np.asarray(matrix.sum(axis=1)).ravel()
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    inside = matrix.data[label[rows] == label[matrix.indices]].sum()
    return float(inside / total - (np.bincount(label, weights=degree) ** 2).sum() / total**2)


def _folded(matrix: Any, label: Any) -> Any:
    """One node for each community, with the links within it on the diagonal."""
    import numpy as np
    from scipy import sparse

    size = int(label.max()) + 1
    onto = sparse.csr_matrix((np.ones(len(label)), (np.arange(len(label)), label)), shape=(len(label), size))
    return (onto.T @ matrix @ onto).tocsr()


def _moved(matrix: Any, chance: Any) -> Any:
    """Labels after every node has moved to the neighbouring community that gains the most, until few do.

    Half of the nodes, drawn by lot, move in a round: two that want to join each other would change places for ever.
    """
    import numpy as np

    size = matrix.shape[0]
    degree = np.asarray(matrix.sum(axis=1)).ravel()
    label = np.arange(size)
    loops = matrix.diagonal()
    for _round in range(ROUNDS if degree.any() else 0):
        wish = _wish(matrix, loops, degree, label)
        wants = wish != label
        label = np.where(wants & (chance.random(size) < 0.5), wish, label)
        if np.count_nonzero(wants) <= ENOUGH * size:
            break
    return label


def _wish(matrix: Any, loops: Any, degree: Any, label: Any) -> Any:
    """The community that each node gains the most by joining; its own where it gains nothing."""
    import numpy as np
    from scipy import sparse

    size, total = len(label), degree.sum()
    onto = sparse.csr_matrix((np.ones(size), label, np.arange(size + 1)), shape=(size, size))
    # Every (node, neighbouring community) once, row by row, with the weight of the links between them.
    tied = matrix @ onto
    many = np.diff(tied.indptr)
    node, community = np.repeat(np.arange(size), many), tied.indices
    own = community == label[node]
    mass = np.bincount(label, weights=degree, minlength=size)
    # What a node has of itself goes wherever it goes: neither its own links nor its own weight counts.
    gain = tied.data - np.where(own, loops[node], 0)
    gain -= degree[node] * (mass[community] - np.where(own, degree[node], 0)) / total
    stays = -degree * (mass[label] - degree) / total
    stays[node[own]] = gain[own]
    linked = np.flatnonzero(many)
    best = np.full(size, -np.inf)
    best[linked] = np.maximum.reduceat(gain, tied.indptr[:-1][linked]) if len(linked) else best[linked]
    is_best = gain >= best[node] - 1e-12
    chosen = label.copy()
    chosen[node[is_best]] = community[is_best]
    return np.where(best > stays + 1e-9, chosen, label)
