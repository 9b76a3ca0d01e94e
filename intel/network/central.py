"""Who stands where in a large graph: brokers on the ways between others, the well connected, the central. No database.

numpy and scipy are fetched by whoever calls.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

SEED = 20
EXACT = 1_500  # nodes up to which every one is a starting point
SAMPLED = 192  # starting points drawn by lot of a larger graph
AT_ONCE = 16
DAMPING = 0.85
TURNS = 60


class Brokers(NamedTuple):
    """`score` of each node: on which share of the shortest ways between two others it lies. `sources`: from how many
    starting points it was counted; it is exact where they are all nodes, else an estimate."""

    score: Any
    sources: int


def brokers(matrix: Any, *, tell: Callable[[float], None] = lambda share: None) -> Brokers:
    """Betweenness (Brandes, 2001; sampled as Brandes and Pich, 2007), every link one step.

    Args:
        matrix: symmetric scipy CSR matrix (n, n).
        tell: is told how much is done, from 0 to 1.
    """
    import numpy as np

    linked = np.flatnonzero(np.diff(matrix.indptr))
    drawn = linked
    if len(linked) > EXACT:
        drawn = np.sort(np.random.default_rng(SEED).choice(linked, SAMPLED, replace=False))
    score = np.zeros(matrix.shape[0])
    for done, source in enumerate(drawn, start=1):
        score += _leaning(matrix, source)
        if done % AT_ONCE == 0:
            tell(done / len(drawn))
    pairs = max(1, (len(linked) - 1) * (len(linked) - 2))
    return Brokers(score * (len(linked) / max(1, len(drawn))) / pairs, len(drawn))


def _leaning(matrix: Any, source: Any) -> Any:
    """How much the shortest ways from one node to all others lean on each node."""
    import numpy as np

    size, start, ends = matrix.shape[0], matrix.indptr, matrix.indices
    ways, level = np.zeros(size), np.full(size, -1, np.int32)
    ways[source], level[source] = 1, 0
    rim, passed = np.array([source]), list[tuple[Any, Any]]()
    while len(rim):
        many = start[rim + 1] - start[rim]
        # The neighbours of all of the rim, one after another.
        place = np.arange(many.sum()) + np.repeat(start[rim] - (np.cumsum(many) - many), many)
        near, far = np.repeat(rim, many), ends[place]
        fresh = level[far] < 0
        near, far = near[fresh], far[fresh]
        level[far] = len(passed) + 1
        ways += np.bincount(far, weights=ways[near], minlength=size)
        passed.append((near, far))
        rim = np.flatnonzero(level == len(passed))
    leaning = np.zeros(size)
    for near, far in reversed(passed):
        leaning += np.bincount(near, weights=ways[near] / ways[far] * (1 + leaning[far]), minlength=size)
    leaning[source] = 0
    return leaning


def rank(matrix: Any) -> Any:
    """How central each node is: linked to those that are central themselves (PageRank, Brin and Page, 1998)."""
    import numpy as np
    from scipy import sparse

    size = matrix.shape[0]
    degree = np.asarray(matrix.sum(axis=1)).ravel()
    spread = sparse.diags(1 / np.where(degree > 0, degree, 1)) @ matrix
    score = np.full(size, 1 / max(1, size))
    for _turn in range(TURNS):
        alone = score[degree == 0].sum() / max(1, size)
        after = DAMPING * (spread.T @ score + alone) + (1 - DAMPING) / max(1, size)
        if np.abs(after - score).sum() < 1e-8:
            return after
        score = after
    return score
