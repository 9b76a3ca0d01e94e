"""Routing: whom a case is proposed to, why, and what of it each officer is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import acknowledging, proposing, routing
from cases.agency_desk import answers
from cases.models import ReferralEvent
from cases.routing import WEIGHTS, AgencyFacts, CaseFacts, score
from reference import risks
from reference.models import Agency, Place, PlaceName
from reference.spelling import plain
from tests.cases.making import make_agency, make_case, make_released, past_the_triggers, send_referral

CASE = CaseFacts(
    type="trade", countries=frozenset({"VN"}), places=("Chợ Đồng Xuân, Hà Nội",), offences=frozenset({"live"}),
    groups=frozenset({"turtles"}),
)  # fmt: skip
NOTE = "Said to warn the traders"
OF = frozenset


def _agency(**given) -> AgencyFacts:
    return AgencyFacts(**{"country": "VN", **given})


@pytest.mark.parametrize(
    ("agency", "reason", "is_given"),
    [
        (_agency(), "country", True),
        (_agency(), "whole_country", True),
        (_agency(province="Hà Nội"), "province", True),
        (_agency(province="ha noi"), "province", True),
        (_agency(province="Hà"), "province", True),
        (_agency(province="Nộ"), "other_province", True),
        (_agency(province="Đà Nẵng"), "other_province", True),
        (_agency(offences=OF({"live", "parts"})), "offence", True),
        (_agency(offences=OF({"timber"})), "other_offence", True),
        (_agency(), "every_offence", True),
        (_agency(groups=OF({"turtles"})), "species", True),
        (_agency(groups=OF({"timber"})), "other_species", True),
        (_agency(tags=OF({"customs"})), "mandate", True),
        (_agency(tags=OF({"rescue"})), "mandate", False),
        (_agency(has_channel=True), "channel", True),
        (_agency(has_key=True), "key", True),
        (_agency(is_checked=True), "checked", True),
        (_agency(median=timedelta(hours=72)), "quick", True),
        (_agency(median=timedelta(days=11)), "slow", True),
        (_agency(median=timedelta(days=5)), "slow", False),
        (_agency(has_risk=True), "risk", True),
    ],
)
def test_each_reason_is_given_where_it_holds(agency, reason, is_given):
    found = score(CASE, agency)
    assert found is not None
    assert (reason in found.reasons) is is_given
    assert found.points == sum(WEIGHTS[one] for one in found.reasons)


def test_another_countrys_agency_is_not_asked():
    assert score(CASE, AgencyFacts(country="LA")) is None


@pytest.mark.parametrize(("countries", "is_asked"), [({"VN"}, False), ({"VN", "LA"}, True)])
def test_an_international_body_is_asked_where_several_countries_are_named(countries, is_asked):
    found = score(CaseFacts(countries=OF(countries)), AgencyFacts(country="INTL"))
    assert (found is not None) is is_asked


def test_every_weight_has_its_words():
    assert set(routing.WORDS) == set(WEIGHTS)


# --- Over rows --------------------------------------------------------------------------------------------------
@pytest.fixture
def case(db, investigator):
    return make_case(investigator, make_released(country="VN", place="Chợ Đồng Xuân, Hà Nội", offences=["live"]))


def _unit(name: str, **given) -> Agency:
    return Agency.objects.create(**{"country": "VN", "name": name, "normalised": name.casefold(), **given})


def test_the_province_of_a_report_comes_first_and_other_countries_never(case, investigator):
    near, far = _unit("Rangers Hà Nội", province="Hà Nội"), _unit("Rangers Huế", province="Huế")
    _unit("Lao rangers", country="LA")
    proposed = [one.agency for one in proposing.propose(case, investigator)]
    assert proposed[0] == near
    assert far not in proposed[:1]
    assert all(agency.country == "VN" for agency in proposed)


def test_without_a_country_nobody_is_proposed(db, investigator):
    make_agency()
    assert proposing.propose(make_case(investigator, make_released(country="", place="")), investigator) == []


def test_a_retired_agency_is_not_proposed(case, investigator):
    _unit("Gone", retired=True)
    assert not proposing.propose(case, investigator)


def test_proposing_costs_the_same_however_many_agencies(case, investigator):
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            proposing.propose(case, investigator)
        return len(asked)

    _unit("One")
    before = cost()
    for number in range(5):
        _unit(f"Another {number}")
    assert cost() == before


def test_the_time_to_acknowledge_is_counted_from_the_events_that_one_sees(case, investigator, analyst):
    spans = (timedelta(hours=2), timedelta(hours=6), timedelta(hours=40))
    for span in spans:
        referral = send_referral(case, investigator).referral
        answers.acknowledge(referral)
        event = ReferralEvent.objects.get(referral=referral, kind="acknowledged")
        past_the_triggers("UPDATE cases_referralevent SET at = %s WHERE id = %s", referral.sent_at + span, event.pk)
    agency = referral.agency
    mine = acknowledging.records([agency.pk], investigator)[agency.pk]
    assert (mine.sent, mine.acknowledged, mine.mean_hours, mine.median_hours) == (3, 3, 16, 6)
    assert acknowledging.records([agency.pk], analyst) == {}


def test_an_agencys_page_counts_what_each_officer_sees(case, investigator, analyst, client, sign_in):
    referral = send_referral(case, investigator).referral
    address = reverse("cases_agency_record", args=[referral.agency_id])
    assert referral.reference in sign_in(client, investigator).get(address).content.decode()
    hidden = sign_in(client, analyst).get(address).content.decode()
    assert referral.reference not in hidden
    assert "Nothing that you see was sent to it yet." in hidden
    part = client.get(address, headers={"X-Fragment": "1"}).content.decode()
    assert part.lstrip().startswith("<section")


# --- The page ---------------------------------------------------------------------------------------------------
def test_one_click_takes_a_proposal_into_the_form_and_posting_it_drafts(case, investigator, client, sign_in):
    agency = make_agency()
    desk = sign_in(client, investigator)
    page = desk.get(reverse("cases_routing", args=[case.pk]), {"agency": agency.pk})
    assert page.context["form"]["agency"].value() == agency.pk
    posted = {"agency": agency.pk, "ask": "Inspect the stall", "urgency": "routine"}
    assert desk.post(page.context["send_to"], posted).status_code == 302
    assert case.referrals.get().agency == agency


@pytest.mark.parametrize("taken", ["x", "", "-1", "9" * 40, "²", "1\n"])
def test_an_odd_choice_takes_nobody(case, investigator, client, sign_in, taken):
    page = sign_in(client, investigator).get(reverse("cases_routing", args=[case.pk]), {"agency": taken})
    assert page.status_code == 200


def test_who_is_not_in_the_case_gets_no_proposals(case, analyst, outsider, client, sign_in):
    address = reverse("cases_routing", args=[case.pk])
    assert sign_in(client, analyst).get(address).status_code == 404
    assert sign_in(client, outsider).get(address).status_code == 403


# --- The note on corruption -------------------------------------------------------------------------------------
def test_others_are_told_that_another_way_is_advised_and_no_more(case, investigator, supervisor, client, sign_in):
    agency = make_agency()
    agency.second_route = _unit("Inspectorate")
    agency.save()
    risks.note(agency, NOTE, by=supervisor)
    send_referral(case, investigator)
    pages = [
        reverse("cases_routing", args=[case.pk]), reverse("admin:reference_agency_change", args=[agency.pk]),
        reverse("admin:reference_agency_changelist"), reverse("cases_agency_record", args=[agency.pk]),
        reverse("admin:cases_referral_change", args=[case.referrals.get().pk]),
        reverse("admin:cases_case_change", args=[case.pk]),
        "/desk/reference/find/?kind=agencies&q=forest",
    ]  # fmt: skip
    desk = sign_in(client, investigator)
    read = {page: desk.get(page).content.decode() for page in pages}
    assert not any(NOTE in words for words in read.values())
    assert "Another way is advised. Second route: Inspectorate." in " ".join(read[pages[0]].split())
    assert reverse("admin:reference_agency_risk", args=[agency.pk]) not in read[pages[0]] + read[pages[1]]
    assert desk.get(reverse("admin:reference_agency_risk", args=[agency.pk])).status_code == 403


def test_a_supervisor_is_led_to_the_note_and_reads_it(case, supervisor, client, sign_in):
    agency = make_agency()
    risks.note(agency, NOTE, by=supervisor)
    desk, address = sign_in(client, supervisor), reverse("admin:reference_agency_risk", args=[agency.pk])
    assert address in desk.get(reverse("cases_routing", args=[case.pk])).content.decode()
    assert NOTE in desk.get(address).content.decode()


@pytest.mark.parametrize(
    "role", ["intake", "analyst", "investigator", "custodian", "handler", "administrator", "auditor"]
)
def test_no_other_role_opens_the_note(db, role, client, sign_in, supervisor):
    from tests.people import make_officer

    agency = make_agency()
    risks.note(agency, NOTE, by=supervisor)
    answer = sign_in(client, make_officer(f"one_{role}", role)).get(
        reverse("admin:reference_agency_risk", args=[agency.pk])
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(("written", "told"), [("Ha Noi", "河内"), ("河内", "Hà Nội"), ("Hanoi", "ฮานอย")])
def test_another_spelling_of_a_province_is_the_same_province(investigator, written, told):
    hanoi = Place.objects.create(kind="province", code="VN-HN", name="Hà Nội", country="VN")
    for name in ("Hà Nội", "Hanoi", "河内", "ฮานอย"):
        PlaceName.objects.create(place=hanoi, lang="", name=name, normalised=plain(name))
    case = make_case(investigator, make_released(country="VN", place=told))
    _unit("Unit of Hanoi", province=written)
    (proposal,) = proposing.propose(case, investigator)
    assert "province" in proposal.score.reasons


def test_another_countrys_province_of_that_name_lends_no_spelling(investigator):
    other = Place.objects.create(kind="province", code="LA-XX", name="Ha Noi", country="LA")
    for name in ("Ha Noi", "Nowhere"):
        PlaceName.objects.create(place=other, lang="", name=name, normalised=plain(name))
    case = make_case(investigator, make_released(country="VN", place="Nowhere"))
    _unit("Unit of Hanoi", province="Ha Noi", offence_classes=["live"])
    assert not any("province" in each.score.reasons for each in proposing.propose(case, investigator))


def test_the_dialog_of_a_referral_shows_the_proposals_alone(case, investigator, client, sign_in):
    unit = _unit("Near")
    desk = sign_in(client, investigator)
    address = reverse("cases_routing", args=[case.pk])
    assert (
        f'href="{address}" data-fragment'
        in desk.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()
    )
    part = desk.get(address, headers={"X-Fragment": "1"}).content.decode()
    assert f'data-agency="{unit.pk}"' in part
    assert f"{address}?agency={unit.pk}#draft" in part
    assert "<html" not in part
