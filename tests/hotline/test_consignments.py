"""tests hotline/consignments/, hotline/api/consignments.py: red flags with their reasons, and what they weigh."""

import json

import pytest

from hotline import search
from hotline.consignments import filing, flags, table
from hotline.models import Consignment, Tip
from tests.hotline.calling import a_machine, refused
from vault import text

CONSIGNMENTS = "/api/v1/consignments/"
FINE = {
    "goods": "Coffee, roasted", "containers": ["CSQU 305438-3"], "imo": "IMO 9074729", "awb": "020-1234 5675",
    "postal": "RR 123 456 785 GB", "origin": "BR", "destination": "DE", "weight_kg": 20.0, "pieces": 2,
}  # fmt: skip


def codes(**told) -> list[str]:
    return [flag.code for flag in flags.look_over({"goods": "tea"} | told)]


def test_a_consignment_that_fits_has_no_flag():
    assert flags.look_over(FINE) == []


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"containers": ["CSQU3054384"]}, "container_check"), ({"containers": ["CSQ30543"]}, "container_form"),
        ({"imo": "9074728"}, "imo_check"), ({"imo": "12"}, "imo_check"),
        ({"awb": "020-12345674"}, "awb_check"), ({"awb": "020"}, "awb_form"),
        ({"postal": "RR123456784GB"}, "postal_check"), ({"postal": "123"}, "postal_form"),
        ({"goods": "SAWN  wood", "origin": "NG"}, "cover_goods"),
        ({"origin": "NG", "destination": "VN"}, "known_route"),
        ({"origin": "NG", "transit": ["MY"]}, "known_transit"),
        ({"origin": "DE", "transit": ["PL", "DE"], "destination": "FR"}, "turns_back"),
        ({"weight_kg": 100.0, "weighed_kg": 120.0}, "weight_differs"),
        ({"pieces": 2, "counted_pieces": 3}, "pieces_differ"),
        ({"containers": ["CSQU3054383"], "weight_kg": 36_001.0}, "too_heavy_container"),
        ({"postal": "RR123456785GB", "weight_kg": 31.0}, "too_heavy_postal"),
        ({"pieces": 1000, "weight_kg": 1.0}, "too_light"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_flagged_alone(told, code):
    assert codes(**told) == [code]


@pytest.mark.parametrize(
    "told",
    [
        {"weight_kg": 0.0, "weighed_kg": 0.0}, {"pieces": 0, "weight_kg": 1.0},
        {"weight_kg": 100.0, "weighed_kg": 91.0},
        {"origin": "NG"}, {"goods": "sawn wood", "origin": "SE"}, {"destination": "VN"}, {"imo": " "},
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_not_flagged(told):
    assert codes(**told) == []


def test_every_flag_has_a_reason_a_source_and_a_weight():
    assert all(rule.label and rule.source and 0 < rule.points <= table.MOST for rule in table.FLAGS.values())


def test_a_flag_met_twice_counts_once_and_the_sum_has_an_end():
    assert flags.points([flags.Flag("imo_check"), flags.Flag("imo_check")]) == table.FLAGS["imo_check"].points
    assert flags.points([flags.Flag(code) for code in table.FLAGS]) == table.MOST


def send(machine, idempotency="", **told):
    return machine.send(json.dumps(FINE | told).encode(), idempotency, where=CONSIGNMENTS)


@pytest.fixture
def machine():
    return a_machine(None, "consignments:write", "tips:read")


@pytest.mark.django_db
def test_a_consignment_is_a_tip_with_its_flags_and_their_sum_raises_its_priority(machine):
    quiet = send(machine).json()
    loud = send(machine, imo="9074728", origin="NG", destination="VN").json()
    assert quiet["flags"] == []
    assert [(each["code"], bool(each["reason"] and each["source"])) for each in loud["flags"]] == [
        ("imo_check", True), ("known_route", True),
    ]  # fmt: skip
    tips = {str(tip.pk): tip for tip in Tip.objects.all()}
    assert tips[loud["id"]].priority == tips[quiet["id"]].priority + 10
    assert Consignment.objects.get(pk=loud["id"]).points == 10


@pytest.mark.django_db
def test_the_same_call_again_is_the_same_consignment(machine):
    first, again = send(machine, "k", imo="9074728"), send(machine, "k", imo="9074728")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert Consignment.objects.count() == 1


@pytest.mark.django_db
def test_what_a_worker_reads_in_the_goods_is_flagged_too(machine):
    send(machine, goods="frozen pangolin scales")
    before = Tip.objects.get().priority
    search.mark_waiting()
    tip = Tip.objects.get()
    found = text.read(tip.reading, "found")
    assert "cites_taxon" in {flag.code for flag in filing.flags_of(tip, found)}
    assert tip.priority > before


@pytest.mark.django_db
def test_the_page_of_the_tip_tells_each_flag_with_its_source(machine, signed_in_analyst):
    send(machine, imo="9074728")
    page = signed_in_analyst.get(f"/desk/hotline/tip/{Tip.objects.get().pk}/change/").content.decode()
    assert str(table.FLAGS["imo_check"].label).split("'")[0] in page
    assert "A.1117(30)" in page


@pytest.fixture
def signed_in_analyst(analyst, client):
    from tests.people import signed_in

    return signed_in(client, analyst)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"goods": " "}, "goods"), ({"containers": "MSKU"}, "containers"), ({"containers": ["x" * 41]}, "containers"),
        ({"origin": "Nigeria"}, "origin"), ({"transit": ["MY"] * 11}, "transit"), ({"weight_kg": -1}, "weight_kg"),
        ({"weight_kg": 1e400}, "body"), ({"pieces": 1.5}, "pieces"), ({"pieces": True}, "pieces"),
        ({"pieces": 10**30}, "pieces"), ({"odd": 1}, "odd"), ({"awb": None}, "awb"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_consignment_is_told_by_field(machine, told, field):
    answer = send(machine, **told)
    assert answer.status_code == 400
    assert field == "body" or field in refused(answer, 400, "invalid")
    assert not Tip.objects.exists()
