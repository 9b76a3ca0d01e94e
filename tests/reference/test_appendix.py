"""Tests of `reference.appendix`: the ladder, and what the amendments do to the index."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reference import appendix
from reference.editions.loading import load_edition
from reference.models import Taxon
from tests.reference.loading import edit, load_small

pytestmark = pytest.mark.django_db


def taxon(name: str, rank: str = "species", **lineage: str) -> Taxon:
    return Taxon.objects.create(scientific_name=name, rank=rank, **lineage)


@pytest.fixture(autouse=True)
def _loaded(small_reference):
    """The small edition."""


def test_a_listed_species_is_told_at_its_own_rank():
    listed = Taxon.objects.get(scientific_name="Panthera tigris").appendix_as_listed()
    assert (listed.appendix, listed.rank, listed.is_own) == ("I", "species", True)


@pytest.mark.parametrize(
    ("lineage", "found"),
    [
        ({"genus": "Manis"}, ("I/II", "genus", "Manis")),
        ({"genus": "Aquila", "family": "Accipitridae", "order": "Antipatharia"}, ("I/II", "family", "Accipitridae")),
        ({"genus": "Cirrhipathes", "family": "Antipathidae", "order": "Antipatharia"}, ("II", "order", "Antipatharia")),
        ({"order": "Nowhere", "class_name": "Testclass"}, ("III", "class", "Testclass")),
    ],
)
def test_the_ladder_goes_genus_family_order_class(lineage, found):
    taxon("Testclass", "class", appendix="III")
    listed = taxon("Nova species", **lineage).appendix_as_listed()
    assert (listed.appendix, listed.rank, listed.name) == found
    assert not listed.is_own


def test_a_subspecies_takes_the_listing_of_its_species_before_its_genus():
    listed = taxon("Manis javanica nova", "subspecies", genus="Manis").appendix_as_listed()
    assert (listed.appendix, listed.rank, listed.name) == ("I", "species", "Manis javanica")


def test_a_species_named_as_left_out_does_not_climb():
    listed = taxon("Manis excepta", genus="Manis", appendix="NC").appendix_as_listed()
    assert listed.appendix == "NC"
    assert "left out" in str(listed)


def test_nothing_found_is_not_called_unprotected_and_asks_to_check():
    said = str(taxon("Rattus rattus", genus="Rattus", family="Muridae").appendix_as_listed())
    assert said == "not found as listed · check Species+"


def test_a_retired_listing_counts_no_more():
    Taxon.objects.filter(scientific_name="Manis").update(retired=True)
    assert not taxon("Manis nova", genus="Manis").appendix_as_listed().is_found


def test_a_family_that_is_not_listed_itself_tells_of_its_members():
    family = Taxon.objects.get(scientific_name="Manidae").appendix_as_listed()
    assert family.members == "I/II"
    assert not family.is_found
    assert "members are in Appendix I/II" in str(family)


def test_every_finding_asks_to_check():
    for listed in appendix.of_many(Taxon.objects.all()).values():
        assert str(listed).endswith("check Species+")


def test_a_page_of_taxa_costs_one_query():
    rows = [taxon(f"Nova {number}", genus="Manis") for number in range(30)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert {found.appendix for found in appendix.of_many(rows).values()} == {"I/II"}
    assert len(queries) == 1


def test_the_parent_is_the_nearest_rank_with_a_row():
    species = Taxon.objects.get(scientific_name="Manis javanica")
    assert species.parent().scientific_name == "Manis"
    assert species.parent().parent().scientific_name == "Manidae"


AMENDMENTS = "cites_amendments_2019_2026.csv"


def amended(edition, *changes: dict[str, str]) -> Taxon:
    blank = {"cop": "CoP", "rank": "SPECIES", "note": "", "evidence": "the test", "scientific_name": "Elephas maximus"}
    edit(edition / AMENDMENTS, lambda rows: rows.extend({**blank, **change} for change in changes))
    load_edition(edition)
    return Taxon.objects.get(scientific_name="Elephas maximus")


def test_of_two_amendments_the_later_wins_whatever_their_order(edition):
    late = {"effective_date": "2023-02-23", "new_appendix": "III"}
    early = {"effective_date": "2019-11-26", "new_appendix": "II"}
    elephant = amended(edition, late, early)
    assert (elephant.appendix, elephant.changed_on.year) == ("III", 2023)


def test_an_amendment_keeps_the_basis_beside_its_own(edition):
    before = Taxon.objects.get(scientific_name="Elephas maximus").basis
    elephant = amended(edition, {"effective_date": "2023-02-23", "new_appendix": "II"})
    assert before in elephant.basis
    assert "the test" in elephant.basis


def test_an_amendment_older_than_the_index_row_changes_nothing(edition):
    edit(
        edition / "cites_taxa.csv",
        lambda rows: [row.update(first_listed_or_changed="2025-01-01") for row in rows if row["genus"] == "Elephas"],
    )
    assert amended(edition, {"effective_date": "2019-11-26", "new_appendix": "III"}).appendix == "I"


def test_an_amendment_that_lies_ahead_is_told_and_not_applied(edition):
    elephant = amended(edition, {"effective_date": "2999-01-01", "new_appendix": "II"})
    assert elephant.appendix == "I"
    assert "Appendix II from 2999-01-01" in elephant.status_note


def test_an_amendment_can_list_what_the_index_lacks(edition):
    change = {"effective_date": "2026-03-05", "new_appendix": "II", "scientific_name": "Manis culionensis"}
    amended(edition, change)
    pangolin = Taxon.objects.get(scientific_name="Manis culionensis")
    assert (pangolin.appendix, pangolin.genus, pangolin.family) == ("II", "Manis", "Manidae")


def test_a_modern_name_on_the_priority_list_is_put_on_the_listed_taxon():
    load_small()
    assert not Taxon.objects.filter(scientific_name="Smutsia temminckii").exists()
    assert Taxon.objects.get(scientific_name="Manis temminckii").english == "Temminck's ground pangolin"
