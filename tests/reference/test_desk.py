"""Tests of the desk's reference pages: looking up, and keeping the agency directory."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reference import directory
from reference.models import Agency, AgencyContact, Place, Taxon, TaxonName, TradeTerm
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed

pytestmark = pytest.mark.django_db
MODELS = ("taxon", "tradeterm", "unit", "offence", "place", "agency")


@pytest.fixture(autouse=True)
def _loaded(small_reference):
    """The small edition."""


@pytest.fixture
def desk_of(client, sign_in):
    """`desk_of(officer)`: a browser with that officer's session."""
    return lambda officer: sign_in(client, officer)


@pytest.mark.parametrize("model", MODELS)
def test_a_stranger_is_sent_to_desk_of(client, model):
    answer = client.get(reverse(f"admin:reference_{model}_changelist"))
    assert answer.status_code == 302
    assert "/login/" in answer.url


@pytest.mark.parametrize("model", MODELS)
def test_an_officer_without_roles_sees_no_list(desk_of, outsider, model):
    assert desk_of(outsider).get(reverse(f"admin:reference_{model}_changelist")).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_an_analyst_reads_list_and_page(desk_of, analyst, model):
    row = apps.get_model("reference", model).objects.first()
    desk = desk_of(analyst)
    assert desk.get(reverse(f"admin:reference_{model}_changelist")).status_code == 200
    assert desk.get(reverse(f"admin:reference_{model}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", [model for model in MODELS if model != "agency"])
def test_nobody_writes_reference_rows_at_the_desk(desk_of, supervisor, model):
    row = apps.get_model("reference", model).objects.first()
    desk = desk_of(supervisor)
    assert desk.post(reverse(f"admin:reference_{model}_change", args=[row.pk]), {"name": "x"}).status_code == 403
    assert desk.get(reverse(f"admin:reference_{model}_add")).status_code == 403


def test_the_list_of_taxa_tells_the_appendix_and_asks_to_check_it(desk_of, analyst):
    page = desk_of(analyst).get(reverse("admin:reference_taxon_changelist"), {"q": "tê tê"}).content.decode()
    assert "Manidae" in page
    assert "members are in Appendix I/II · check Species+" in page
    assert "Panthera tigris" not in page


def test_the_page_of_a_taxon_marks_unconfirmed_names(desk_of, analyst):
    elephant = Taxon.objects.get(scientific_name="Elephas maximus")
    page = desk_of(analyst).get(reverse("admin:reference_taxon_change", args=[elephant.pk])).content.decode()
    assert "ဆင်" in page
    assert "unverified" in page
    assert "Appendix I · check Species+" in page


@pytest.mark.parametrize(
    ("model", "words", "shown"), [("place", "ភ្នំពេញ", "Phnom Penh"), ("tradeterm", "khúc ngà", "TUS")]
)
def test_the_search_box_knows_other_languages(desk_of, analyst, model, words, shown):
    page = desk_of(analyst).get(reverse(f"admin:reference_{model}_changelist"), {"q": words})
    assert shown in page.content.decode()


@pytest.mark.parametrize("words", ["%", "\\", "'", "x" * 3000])
def test_odd_searches_find_nothing_and_break_nothing(desk_of, analyst, words):
    desk = desk_of(analyst)
    for model in ("taxon", "place", "tradeterm", "agency"):
        assert desk.get(reverse(f"admin:reference_{model}_changelist"), {"q": words}).status_code in {200, 302}


def queries_of(desk, model) -> int:
    address = reverse(f"admin:reference_{model}_changelist")
    desk.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address).status_code == 200
    return len(queries)


def more_rows() -> None:
    """Forty more of each kind, with what their lists show beside them."""
    for number in range(40):
        taxon = Taxon.objects.create(scientific_name=f"Nova {number}", rank="species", genus="Manis", tier=1)
        TaxonName.objects.create(taxon=taxon, kind="scientific", lang="la", name=str(taxon), normalised="nova")
        TradeTerm.objects.create(scheme="term", code=f"N{number}", name="new")
        parent = Place.objects.create(kind="province", code=f"KH-N{number}", name="New", country="KH")
        Place.objects.create(kind="town", code=f"GN-N{number}", name="New", country="KH", parent=parent)
        agency = Agency.objects.create(country="KH", name=f"New {number}", normalised="new")
        AgencyContact.objects.create(
            agency=agency, channel="email", address="a@example.org", verified=True, verified_how="earlier"
        )


def test_lists_ask_as_many_queries_for_fifty_rows_as_for_few(desk_of, analyst):
    desk = desk_of(analyst)
    few = {model: queries_of(desk, model) for model in MODELS}
    more_rows()
    many = {model: queries_of(desk, model) for model in MODELS}
    assert all(many[model] <= few[model] + 1 for model in MODELS), (few, many)
    assert max(many.values()) <= 14, many


# --- the picker's endpoint ---------------------------------------------------------------------------------------
FIND = "/desk/reference/find/"


def test_the_picker_answers_officers_only(client, desk_of, outsider):
    assert client.get(FIND, {"kind": "taxa", "q": "tiger"}).status_code in {302, 403}
    assert desk_of(outsider).get(FIND, {"kind": "taxa", "q": "tiger"}).status_code == 200


def test_the_picker_stays_shut_for_an_officer_who_was_put_out(desk_of, analyst):
    desk = desk_of(analyst)
    analyst.is_active = False
    analyst.save(update_fields=["is_active"])
    assert desk.get(FIND, {"kind": "taxa", "q": "tiger"}).status_code in {302, 403}


def test_the_picker_finds_taxa_with_their_appendix(desk_of, analyst):
    found = desk_of(analyst).get(FIND, {"kind": "taxa", "q": "老虎"}).json()["results"][0]
    assert (found["text"], found["appendix"], found["lang"]) == ("Panthera tigris (Tiger)", "I", "zh")
    assert found["note"].endswith("check Species+")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ({"kind": "places", "q": "Mangkul"}, "Mangkul Bourei, Banteay Mean Choăy, KH"),
        ({"kind": "terms", "q": "tiger bone"}, "BON bone"),
        ({"kind": "agencies", "country": "KH", "tag": "customs"}, "General Department of Customs and Excise (KH)"),
    ],
)
def test_the_picker_finds_places_terms_and_agencies(desk_of, analyst, asked, text):
    assert desk_of(analyst).get(FIND, asked).json()["results"][0]["text"] == text


def test_the_picker_costs_few_queries_for_many_answers(desk_of, analyst, django_assert_max_num_queries):
    desk = desk_of(analyst)
    more_rows()
    desk.get(FIND, {"kind": "taxa", "q": "nova"})
    with django_assert_max_num_queries(10):
        assert len(desk.get(FIND, {"kind": "taxa", "q": "nova", "limit": "40"}).json()["results"]) == 40


@pytest.mark.parametrize("asked", [{}, {"kind": "people"}])
def test_an_unknown_kind_is_told(desk_of, analyst, asked):
    answer = desk_of(analyst).get(FIND, asked)
    assert answer.status_code == 400
    assert "taxa, places, terms, agencies" in answer.json()["message"]


@pytest.mark.parametrize("limit", ["-1", "0", "²", "1e9", "99999999999"])
def test_an_odd_limit_breaks_nothing(desk_of, analyst, limit):
    assert desk_of(analyst).get(FIND, {"kind": "taxa", "q": "tiger", "limit": limit}).status_code == 200


@pytest.mark.parametrize("asked", [{"q": "ti\0ger"}, {"q": "tiger", "limit": "\0"}])
def test_a_null_sign_in_a_search_is_refused(desk_of, analyst, asked):
    assert desk_of(analyst).get(FIND, {"kind": "taxa", **asked}).status_code == 400


# --- the agency directory ------------------------------------------------------------------------------------------
def form_of(agency: Agency, **contact: str) -> dict[str, str]:
    """What the page of an agency posts, with one new contact or none."""
    counts = {
        "TOTAL_FORMS": "1" if contact else "0",
        "INITIAL_FORMS": "0",
        "MIN_NUM_FORMS": "0",
        "MAX_NUM_FORMS": "1000",
    }
    fields = {name: getattr(agency, name) for name in ("name", "local_name", "country", "kind")}
    told = {"province": "", "mandate": "checked by us", "tags": "wildlife,police", "status": "", "verified": "on"}
    contacts = counts | {f"0-{name}": value for name, value in contact.items()}
    return fields | told | {f"contacts-{name}": value for name, value in contacts.items()}


def test_who_holds_the_right_keeps_agencies_and_contacts(desk_of, supervisor):
    agency = Agency.objects.first()
    address = reverse("admin:reference_agency_change", args=[agency.pk])
    posted = form_of(agency, channel="email", name="Duty", address="duty@example.org", verified="on")
    posted |= {"contacts-0-verified_how": "called"}
    assert desk_of(supervisor).post(address, posted).status_code == 302
    agency.refresh_from_db()
    assert (agency.mandate, agency.tags, agency.verified, agency.is_own) == (
        "checked by us",
        ["wildlife", "police"],
        True,
        True,
    )
    assert agency.contacts.get().address == "duty@example.org"
    assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {"agency.changed", "agency_contact.added"}
    assert "duty@example.org" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_an_analyst_cannot_keep_agencies(desk_of, analyst):
    agency = Agency.objects.first()
    address = reverse("admin:reference_agency_change", args=[agency.pk])
    assert desk_of(analyst).post(address, form_of(agency)).status_code == 403
    agency.refresh_from_db()
    assert not agency.is_own


def test_a_new_agency_is_added_and_found_by_its_local_name(desk_of, supervisor):
    posted = form_of(Agency(name="Ranger post", local_name="Trạm kiểm lâm", country="VN", kind="government"))
    assert desk_of(supervisor).post(reverse("admin:reference_agency_add"), posted).status_code == 302
    assert Agency.objects.get(normalised__contains="tram kiem lam").is_own


def test_the_verbs_refuse_an_outsider(outsider):
    contact = AgencyContact(agency=Agency.objects.first(), channel="email", address="x@example.org")
    with pytest.raises(NotAllowed):
        directory.keep_contact(contact, by=outsider)
    with pytest.raises(NotAllowed):
        directory.keep_agency(contact.agency, by=outsider)
    assert not AgencyContact.objects.exists()
    assert not AuditEntry.objects.exists()


def test_the_same_agency_twice_is_refused(supervisor):
    first = Agency.objects.first()
    with pytest.raises(Invalid):
        directory.keep_agency(Agency(country=first.country, name=first.name), by=supervisor)
    assert Agency.objects.filter(name=first.name).count() == 1


def test_a_contact_is_dropped_on_record(supervisor):
    contact = AgencyContact(agency=Agency.objects.first(), channel="email", address="x@example.org")
    directory.keep_contact(contact, by=supervisor)
    directory.drop_contact(contact, by=supervisor)
    assert not AgencyContact.objects.exists()
    assert AuditEntry.objects.filter(verb="agency_contact.dropped").count() == 1
