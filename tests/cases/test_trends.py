"""Trends: counted of what one officer sees, each number opening the rows behind it."""

import re
from datetime import date
from html import unescape

import pytest

from cases.trends import dimensions, indicators, sellers, spots
from cases.trends.asked import Asked
from cases.trends.ground import KINDS, Ground
from intel import identity
from reference.gazetteer import Point
from reference.models import Place, Taxon
from staff import compartments
from tests.cases import trended
from tests.cases.listed import make_listing, make_platform
from tests.cases.making import colleague, make_released
from tests.cases.seized import lay, make_seizure
from tests.cases.trended import counted, get_page
from tests.intel.making import make_entity, make_link
from tests.make import make_taxon
from tests.people import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def house(django_db_setup, django_db_blocker):
    with trended.laid(django_db_blocker):
        yield


@pytest.fixture
def ground(db):
    return trended.seen_by_lead()


@pytest.fixture
def province(db):
    return Place.objects.get(kind="province")


# --- Counting -----------------------------------------------------------------------------------------------------
def test_rows_are_counted_by_month_and_a_case_by_the_month_it_was_opened(ground):
    counts = counted(ground, "month")
    assert counts["2026-03"] == {"report": 2, "seizure": 1}
    assert counts["2026-04"] == {"seizure": 2}
    assert sum(numbers.get("case", 0) for numbers in counts.values()) == 2


def test_a_case_counts_under_what_its_reports_and_its_seizures_say(ground):
    assert counted(ground, "group")["pangolins"] == {"report": 2, "case": 1, "seizure": 2}
    assert counted(ground, "country")["LA"] == {"report": 1, "case": 1, "seizure": 1}


def test_ways_ports_and_concealment_are_those_of_seizures(ground):
    assert counted(ground, "route") == {"NG > SG > VN": {"case": 1, "seizure": 2}}
    assert counted(ground, "port")["Apapa, NG"] == {"case": 1, "seizure": 2}
    assert counted(ground, "concealment") == {"under nuts": {"case": 2, "seizure": 3}}


def test_a_platform_counts_the_reports_and_cases_that_tell_of_its_accounts(ground):
    assert counted(ground, "platform") == {"facebook": {"report": 2, "case": 1}}


@pytest.fixture
def listing(ground):
    make_platform("Facebook")
    facts = {"platform": "Facebook", "taxon": Taxon.objects.get(scientific_name="Manis javanica")}
    return make_listing(ground.cases().get(title="Turtles at a market"), ground.officer, **facts)


def test_a_listing_counts_by_month_species_and_platform_and_opens_its_row(ground, listing):
    month = f"{listing.first_seen:%Y-%m}"
    assert counted(ground, "month")[month]["listing"] == 1
    assert counted(ground, "group")["pangolins"]["listing"] == 1
    assert counted(ground, "platform")["facebook"] == {"report": 2, "case": 1, "listing": 1}
    assert list(dimensions.ALL["platform"].rows(ground, "listing", "facebook")) == [listing]


@pytest.mark.parametrize(
    ("narrow", "number"),
    [
        ({"platform": "facebook"}, 1),
        ({"platform": "zalo"}, 0),
        ({"country": "VN"}, 0),
        ({"until": date(2026, 1, 1)}, 0),
    ],
)
def test_listings_are_narrowed_by_what_they_tell(ground, listing, narrow, number):
    assert Ground(ground.officer, Asked(**narrow)).listings().count() == number


def test_a_listing_counts_for_nobody_outside_its_case(ground, listing):
    assert not Ground(make_officer("elsewhere", "investigator")).listings().exists()


def test_a_province_holds_the_places_that_lie_in_it(ground):
    assert counted(ground, "province")["Nghe An, VN"] == {"report": 2}


def test_what_is_known_by_its_year_is_in_no_month(investigator):
    make_released(happened_on=date(2026, 1, 1), date_precision="year", country="TH")
    assert counted(Ground(investigator, Asked(country="TH")), "month") == {"": {"report": 1}}


def test_a_draft_and_a_withdrawn_report_do_not_count(ground, analyst):
    from hotline import reporting
    from tests.make import make_report

    make_report(analyst)
    reporting.withdraw(ground.reports().filter(country="LA").get(), by=colleague("supervisor"), reason="wrong")
    assert ground.reports().count() == 2


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        ({"since": date(2026, 3, 1), "until": date(2026, 3, 31)}, (2, 0, 1, 0)),
        ({"country": "LA"}, (1, 1, 1, 0)),
        ({"route": ("NG", "VN")}, (0, 1, 2, 0)),
        ({"route": ("VN", "NG")}, (0, 0, 0, 0)),
        ({"port": "apapa"}, (0, 1, 2, 0)),
        ({"concealment": "nuts"}, (0, 2, 3, 0)),
        ({"platform": "facebook"}, (2, 1, 0, 0)),
        ({"grade": "B2"}, (2, 2, 0, 0)),
        ({"grade": "C3", "country": "VN"}, (1, 1, 0, 0)),
    ],
)
def test_one_filter_narrows_every_kind_of_row(ground, narrow, expected):
    narrowed = Ground(ground.officer, Asked(**narrow))
    assert tuple(narrowed.of(kind).count() for kind in KINDS) == expected


def test_a_report_fits_a_way_where_a_seizure_cites_it(ground):
    seizure = ground.seizures().filter(country="VN").first()
    seizure.reports.add(ground.reports().get(place="Vinh"))
    assert Ground(ground.officer, Asked(route=("NG", "VN"))).reports().get().place == "Vinh"
    assert Ground(ground.officer, Asked(grade="B2")).seizures().get() == seizure


def test_a_taxon_is_asked_for_with_all_below_it(ground):
    family = make_taxon("Manidae")
    narrowed = Ground(ground.officer, Asked(taxon=family))
    assert tuple(narrowed.of(kind).count() for kind in KINDS) == (2, 1, 2, 0)


def test_a_province_narrows_reports_to_the_places_in_it(ground, province):
    narrowed = Ground(ground.officer, Asked(province=province))
    assert {report.place for report in narrowed.reports()} == {"Vinh", "Muong Xen"}
    assert narrowed.cases().count() == 1


# --- A number is the length of its list ---------------------------------------------------------------------------
@pytest.mark.parametrize("narrow", [{}, {"since": date(2026, 3, 1), "concealment": "nuts"}, {"grade": "B2"}])
def test_each_number_is_the_length_of_the_list_behind_it(ground, narrow):
    narrowed = Ground(ground.officer, Asked(**narrow))
    counted = [
        (by, value, kind, number)
        for by, dimension in dimensions.ALL.items()
        for value, of in dimension.counts(narrowed).items()
        for kind, number in of.items()
    ]
    listed = [
        (by, value, kind, dimensions.ALL[by].rows(narrowed, kind, value).count()) for by, value, kind, _ in counted
    ]
    assert listed == counted


@pytest.mark.parametrize("view", ["", "routes", "sellers", "indicators"])
def test_each_number_on_the_page_opens_as_many_rows(ground, client, view):
    page = get_page(client, ground.officer, view=view).content.decode()
    opened = 0
    for address, label in re.findall(r'<a [^>]*href="(/desk/intel/trends/rows/[^"]+)"[^>]*>(.*?)</a>', page, re.DOTALL):
        number = int(re.search(r"\d+", re.sub("<[^>]+>", "", label))[0])
        assert client.get(unescape(address)).context["number"] == number
        opened += 1
    assert opened > 3


# --- The map ------------------------------------------------------------------------------------------------------
def test_on_the_map_a_report_from_where_few_live_stands_for_its_province(ground):
    here, unknown = spots.here(ground)
    assert {(one.point.name, one.number) for one in here} == {("Vinh", 1), ("Nghe An", 1), ("", 2)}
    assert unknown == 2
    (small,) = (one for one in here if one.point.name == "Nghe An")
    assert spots.SPOTS.rows(ground, "report", small.value).get().place == "Muong Xen"


def _here(name, number, lat, lon):
    return spots.Here(Point(name, "VN", "town", lat, lon, 6.0), name, {"report": number})


def test_a_map_leaves_out_a_few_rows_at_the_other_end_of_the_world():
    near = [_here("Vinh", 50, 18.67, 105.69), _here("Ha Noi", 49, 21.02, 105.84)]
    far = _here("Lagos", 1, 6.45, 3.39)
    assert spots.focused([*near, far]) == (near, [far])
    assert spots.focused([near[0], _here("Lagos", 50, 6.45, 3.39)])[1] == []
    assert spots.focused([]) == ([], [])


def test_points_that_would_hide_each_other_are_one_dot(db):
    drawn = spots.drawn(
        [_here("Vinh", 900, 18.67, 105.69), _here("By it", 300, 18.68, 105.7), _here("Hue", 1, 16.46, 107.6)]
    )
    assert [(len(dot.here), dot.label) for dot in drawn.dots] == [(2, "1.2k"), (1, "1")]


# --- Who turns up again -------------------------------------------------------------------------------------------
def test_an_account_in_two_reports_turns_up_again(ground):
    (one,) = sellers.repeated(ground)
    assert (one.first.name, len(one.reports), len(one.cases)) == ("@shop", 2, 1)


def test_two_judged_the_same_are_one_and_two_cases(ground):
    first, second = (ground.cases().get(title=title) for title in ("Turtles at a market", "Turtles"))
    one = make_entity(first, ground.officer, "090 1234567", "Phone")
    other = make_entity(second, ground.officer, "090 7654321", "Phone")
    judgement = identity.judge(one, other, "same", "The same SIM", by=ground.officer)
    assert [len(each.cases) for each in sellers.repeated(ground) if one in each.entities] == [2]
    identity.withdraw(judgement, "It was not", by=ground.officer)
    assert not [each for each in sellers.repeated(ground) if one in each.entities]


def test_a_victim_is_no_repeat_seller(ground):
    case = ground.cases().get(title="Turtles at a market")
    for report in case.reports.all():
        person = make_entity(case, ground.officer, "Le Thi C", report=report)
    account = ground.entities().get(name="@shop")
    assert person in {one.first for one in sellers.repeated(ground)}
    make_link(person, account, ground.officer, "Uses", role="victim")
    assert person not in {one.first for one in sellers.repeated(ground)}


def test_who_does_not_see_the_other_case_learns_nothing_of_it(ground):
    mine, theirs = make_officer("mine", "investigator"), ground.cases().get(title="Turtles")
    case = ground.cases().get(title="Turtles at a market")
    one, other = (make_entity(each, ground.officer, "090 1234567", "Phone") for each in (case, theirs))
    identity.judge(one, other, "same", "The same number", by=ground.officer)
    compartments.admit(mine, case.pk, by=ground.officer)
    assert one.pk not in {each.first.pk for each in sellers.repeated(Ground(mine))}
    assert one.pk in {each.first.pk for each in sellers.repeated(ground)}


# --- Risk indicators ----------------------------------------------------------------------------------------------
def _fired(ground, code):
    return {each.label: each.rows for each in indicators.ALL[code].fired(ground)}


def test_a_route_fires_from_three_seizures_on(ground):
    assert _fired(ground, "route") == {}
    more = make_seizure(ground.cases().first(), ground.officer)
    lay(more, ground.officer, ("origin", "NG"), ("destination", "VN"))
    assert len(_fired(Ground(ground.officer), "route")["NG > VN"]["seizure"]) == 3


def test_a_concealment_fires_where_two_cases_name_it(ground):
    assert len(_fired(ground, "concealment")["under nuts"]["seizure"]) == 3
    one_case = Ground(ground.officer, Asked(country="VN"))
    assert _fired(one_case, "concealment") == {}


def test_an_account_that_returns_fires_with_its_reports(ground):
    (rows,) = _fired(ground, "seller").values()
    assert {kind: len(ids) for kind, ids in rows.items()} == {"report": 2, "case": 1}


def test_each_indicator_prints_its_definition(ground, client):
    page = unescape(get_page(client, ground.officer, view="indicators").content.decode())
    assert all(str(each.definition) in page for each in indicators.ALL.values())
