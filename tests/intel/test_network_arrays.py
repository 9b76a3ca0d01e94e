"""Communities, brokers and centres over arrays: as the slower library has them, and known groups are found."""

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from intel.network import central, communities, findings
from intel.network.whole import Whole


def matrix(graph):
    return sparse.csr_matrix(nx.to_scipy_sparse_array(graph, weight=None, dtype=float))


@pytest.fixture(scope="module")
def club():
    """Zachary's karate club (1977)."""
    return nx.karate_club_graph()


def test_brokers_are_those_of_brandes(club):
    expected = nx.betweenness_centrality(club)
    found = central.brokers(matrix(club))
    assert found.sources == 34
    assert found.score == pytest.approx([expected[node] for node in club])


def test_a_large_graph_is_sampled_and_its_brokers_are_found(monkeypatch):
    monkeypatch.setattr(central, "EXACT", 100)
    monkeypatch.setattr(central, "SAMPLED", 80)
    graph = nx.disjoint_union(nx.gnm_random_graph(150, 400, seed=1), nx.gnm_random_graph(150, 400, seed=2))
    graph.add_edges_from([(300, 3), (300, 170)])
    found = central.brokers(matrix(graph))
    assert found.sources == 80
    # The one between, and the two through which it is reached.
    assert set(np.argsort(-found.score)[:3]) == {3, 170, 300}


def test_the_central_are_those_of_pagerank(club):
    expected = nx.pagerank(club, weight=None)
    assert central.rank(matrix(club)) == pytest.approx([expected[node] for node in club], abs=1e-4)


def test_communities_are_as_dense_as_the_librarys(club):
    theirs = nx.community.modularity(club, nx.community.louvain_communities(club, weight=None, seed=1), weight=None)
    assert communities.found(matrix(club)).modularity > theirs - 0.02


def test_planted_groups_are_found_and_the_same_each_time():
    graph = nx.planted_partition_graph(12, 25, 0.4, 0.004, seed=3)
    found = communities.found(matrix(graph))
    assert len({tuple(sorted(set(found.label[at * 25 : at * 25 + 25]))) for at in range(12)}) == 12
    assert all(len(set(found.label[at * 25 : at * 25 + 25])) == 1 for at in range(12))
    assert (communities.found(matrix(graph)).label == found.label).all()


def test_a_graph_without_links_has_no_community_and_no_broker():
    found = findings.of(Whole([f"id {number}" for number in range(4)], sparse.csr_matrix((4, 4)), 0))
    assert (found["communities"], found["brokers"], found["degree"], found["alone"]) == ([], [], [], 4)
    assert findings.of(Whole([], sparse.csr_matrix((0, 0)), 0)) == {"nodes": 0, "links": 0}
