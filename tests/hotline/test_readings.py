"""What a worker reads in a tip is kept sealed with it, and only coarse codes of it in clear."""

import csv

import pytest
from django.core.management import call_command
from django.db import connection

from hotline import correspondence, open_index, readings, search, shredding
from hotline.models import Tip, TipReading
from hotline.reading.index import DATA
from hotline.taxon_groups import TaxonGroup
from tests.make import make_tip
from vault import text

pytestmark = pytest.mark.django_db


def read(tip: Tip) -> dict:
    search.mark_waiting()
    tip.refresh_from_db()
    return text.read(TipReading.objects.get(tip=tip), "found")


def test_what_a_tip_says_is_read_and_kept():
    found = read(make_tip("Cửa hàng ở chợ Lao Bảo bán 3 kg vảy tê tê, gọi 0912 345 678", language=""))
    assert [each["name"] for each in found["taxa"]] == ["Manidae"]
    assert found["taxa"][0]["group"] == "pangolins"
    assert found["lang"] == "vi"
    assert ("phone", "+84912345678") in {(each["kind"], each["value"]) for each in found["identifiers"]}
    assert (3, "kg") in {(each["value"], each["unit"]) for each in found["quantities"]}


def test_a_span_says_in_which_piece_of_the_tip_it_stands():
    tip = make_tip("They sell something here", species="pangolin")
    correspondence.add_from_source(tip, "Call +84 912 345 678")
    search.await_marks(tip)
    found = read(tip)
    message = tip.messages.get()
    assert found["taxa"][0]["spans"] == [["answer species", 0, 8]]
    assert found["identifiers"][0]["spans"] == [[f"message {message.pk}", 5, 20]]


def test_the_country_that_the_source_told_settles_what_a_name_means():
    told = read(make_tip("The number is 0712 345 678 and they sell ivory", country="KE"))
    assert [each["value"] for each in told["identifiers"]] == ["+254712345678"]


def test_the_same_words_twice_are_one_thing_with_two_spans():
    found = read(make_tip("A pangolin in a cage. The pangolin is alive."))
    assert [len(each["spans"]) for each in found["taxa"]] == [2]


def test_columns_in_clear_are_filled_with_coarse_codes_where_the_source_left_them_empty():
    tip = make_tip("Ở chợ Lao Bảo, Việt Nam, có người bán tê tê", language="")
    read(tip)
    assert (tip.language, tip.country, tip.taxon_group) == ("vi", "VN", "pangolins")


def test_what_the_source_told_is_not_overwritten():
    tip = make_tip("Ở chợ Lao Bảo, Việt Nam, có người bán tê tê", language="en", country="LA")
    read(tip)
    assert (tip.language, tip.country) == ("en", "LA")


def test_a_tip_of_no_species_has_no_group():
    tip = make_tip("Somebody parks before my door every day")
    read(tip)
    assert tip.taxon_group == ""


def test_the_group_is_that_of_the_most_protected_taxon():
    tip = make_tip("They sell snakes, and a live tiger")
    read(tip)
    assert tip.taxon_group == "cats"


def test_the_groups_of_the_queue_are_those_of_the_edition():
    with (DATA / "priority_taxa.csv").open(encoding="utf-8") as file:
        groups = {row["group"] for row in csv.DictReader(file)}
    assert groups | {"other"} == set(TaxonGroup.values)


def test_the_database_shows_nothing_of_what_was_read():
    read(make_tip("Ông Bành ở Tân Thanh bán ngà voi, gọi 0912 345 678"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text || encode(r.found, 'escape') FROM hotline_tip t, hotline_tip_reading r")
        row = cursor.fetchone()[0]
    assert not [word for word in ("912345678", "Tan Thanh", "Tân", "Elephantidae", "ngà") if word in row]


def test_a_withdrawn_tip_leaves_no_reading():
    tip = make_tip("They sell tigers")
    read(tip)
    correspondence.withdraw(tip)
    assert not TipReading.objects.filter(tip=tip).exists()


def test_a_purged_tip_leaves_no_reading():
    tip = make_tip("They sell tigers")
    read(tip)
    shredding.shred(tip, "withdrawn")
    assert not TipReading.objects.filter(tip=tip).exists()


def test_a_tip_that_does_not_open_is_not_read_and_holds_up_no_other():
    broken, sound = make_tip("They sell tigers"), make_tip("They sell bears")
    Tip.objects.filter(pk=broken.pk).update(narrative=b"not sealed by us at all, not at all")
    search.mark_waiting()
    assert list(TipReading.objects.values_list("tip", flat=True)) == [sound.pk]


def test_what_an_older_index_read_waits_to_be_read_again():
    tip = make_tip("They sell tigers")
    read(tip)
    TipReading.objects.update(version="older")
    assert readings.read_again() == 1
    read(tip)
    assert TipReading.objects.get().version == readings.version(open_index.index())
    assert readings.read_again() == 0


def test_new_tips_are_read_before_old_ones_are_read_again():
    read(make_tip("They sell tigers"))
    TipReading.objects.update(version="older")
    make_tip("They sell bears")
    assert readings.read_again() == 0


def test_all_tips_are_read_again_by_the_command(capsys):
    tip = make_tip("They sell tigers")
    read(tip)
    TipReading.objects.all().delete()
    call_command("reindex_tips", "--all")
    assert read(tip)["taxa"][0]["name"] == "Panthera tigris"


def test_a_second_reading_of_a_tip_takes_the_place_of_the_first():
    tip = make_tip("They sell tigers")
    read(tip)
    correspondence.add_from_source(tip, "And bears")
    search.await_marks(tip)
    assert {each["name"] for each in read(tip)["taxa"]} == {"Panthera tigris", "Ursidae"}
