"""Names of species typed into the queue's search: a link to what was read stands beside what was found."""

import pytest

from hotline.models import Tip
from hotline.queue import species
from reference.models import Taxon, TaxonName
from reference.spelling import plain
from tests.make import make_taxon, make_tip

pytestmark = pytest.mark.django_db
QUEUE = "/desk/hotline/tip/"


@pytest.fixture
def pangolin() -> Taxon:
    """A species without a group of its own, of a family that has one."""
    family = make_taxon("Manidae", "Pangolins")
    Taxon.objects.filter(pk=family.pk).update(rank="family", group="pangolins")
    taxon = make_taxon("Manis javanica", "Sunda pangolin")
    Taxon.objects.filter(pk=taxon.pk).update(family="Manidae")
    for lang, name in (("vi", "Tê tê Java"), ("zh", "穿山甲")):
        TaxonName.objects.create(taxon=taxon, kind="vernacular", lang=lang, name=name, normalised=plain(name))
    return taxon


@pytest.mark.parametrize("typed", ["Manis javanica", "sunda PANGOLIN", "te te java", "Tê tê", "穿山甲", '"tê tê java"'])
def test_a_name_in_any_language_names_the_group_of_its_taxon(pangolin, typed):
    assert species.named(typed) == ["pangolins"]


@pytest.mark.parametrize("typed", ["", "x", "ma", "0912 345 678", "51H-123.45", "boat", "java", "%", "\\", "虎"])
def test_what_is_no_name_of_a_species_names_no_group(pangolin, typed):
    assert species.named(typed) == []


def test_a_taxon_of_no_group_is_another_species_by_its_whole_name_only(pangolin):
    make_taxon("Struthio camelus", "Ostrich")
    assert species.named("ostrich") == ["other"]
    assert species.named("ostr") == []


def test_a_name_of_many_kinds_has_the_group_of_most_of_them(pangolin):
    order = make_taxon("Testudines", "Turtle")
    Taxon.objects.filter(pk=order.pk).update(rank="order")
    assert species.named("turtle") == ["other"]
    for name, group in (("Cuora amboinensis", "turtles"), ("Cuora mouhotii", "turtles"), ("Odd one", "birds")):
        kind = make_taxon(name, name)
        Taxon.objects.filter(pk=kind.pk).update(order="Testudines", group=group)
    assert species.named("turtle") == ["turtles"]


def test_a_beginning_of_names_of_several_groups_names_none(pangolin):
    assert species.named("sund") == ["pangolins"]
    cat = make_taxon("Neofelis diardi", "Sunda clouded leopard")
    Taxon.objects.filter(pk=cat.pk).update(group="cats")
    assert species.named("sund") == []
    assert species.named("sunda clouded leopard") == ["cats"]


def test_a_retired_taxon_names_nothing(pangolin):
    Taxon.objects.filter(pk=pangolin.pk).update(retired=True)
    assert species.named("sunda pangolin") == []


def test_the_link_leads_to_tips_in_which_the_species_was_read_and_keeps_the_filters(client, sign_in, analyst, pangolin):
    read, _other = make_tip("Bán vảy", country="VN"), make_tip("A heron", country="VN")
    Tip.objects.filter(pk=read.pk).update(taxon_group="pangolins")
    address = sign_in(client, analyst).post(QUEUE, {"q": "tê tê java", "country": "VN"}).url
    page = client.get(address)
    assert page.context["lines"] == []
    assert page.context["species"] == [("Pangolins", "status=all&country=VN&taxon=pangolins")]
    assert "Species: Pangolins" in page.content.decode()
    lines = client.get(f"{QUEUE}?{page.context['species'][0][1]}").context["lines"]
    assert [line.reference for line in lines] == [read.reference]


def test_no_species_is_looked_up_without_a_search_or_for_a_reference(
    client, sign_in, analyst, django_assert_num_queries
):
    tip = make_tip()
    sign_in(client, analyst)
    assert client.get(QUEUE).context["species"] == []
    assert client.get(QUEUE, {"q": tip.reference}).context["species"] == []


def test_a_name_costs_few_queries_and_a_number_none(pangolin, django_assert_num_queries):
    with django_assert_num_queries(3):
        species.named("Sunda pangolin")
    with django_assert_num_queries(0):
        species.named("0912 345 678")
