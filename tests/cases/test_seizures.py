"""Seizures: what is recorded, what is refused, and who sees it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import casework, glass
from cases.models import RouteStop, SeizedPerson, Seizure, SpecimenLine
from cases.seizing import persons, route_picture, routes, seizures, specimens
from cases.seizing.seizures import Facts
from reference.models import Taxon
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.making import colleague, make_agency, make_case, make_exhibit, make_released
from tests.cases.seized import DAY, lay, make_line, make_seizure, make_term, name_person
from tests.make import make_taxon

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def seizure(case, investigator):
    return make_seizure(case, investigator)


def test_a_seizure_keeps_every_column_and_is_on_record_without_content(case, investigator):
    said = {
        "seized_on": DAY, "country": "VN", "date_precision": "month", "setting": "airport", "place": "Noi Bai",
        "agency": make_agency(), "reason": "No permit", "transport": "air_cargo", "detection": "xray",
        "concealment": "Under cashew nuts", "value": Decimal("1200000.50"), "currency": "VND", "valued_on": DAY,
        "value_method": "estimate", "valued_by": "Customs", "law": "Penal Code 244", "sanction": "A fine",
        "disposal": "stored", "additional": "DNA taken", "proof": "document", "told_by": "The desk officer",
        "attribution": "lead",
    }  # fmt: skip
    seizure = Seizure.objects.get(pk=seizures.record(case, Facts(**said), by=investigator).pk)
    assert {name: getattr(seizure, name) for name in said} == said
    assert seizure.reference.startswith("SEZ-")
    assert (seizure.when, seizure.detecting_agency) == ("2026-03", make_agency().name)
    entry = AuditEntry.objects.get(verb="seizure.recorded")
    assert entry.details == {"case": case.reference, "country": "VN"}


@pytest.mark.parametrize(
    ("field", "code", "named"),
    [
        ("country", "UK", "list of countries"), ("transport", "balloon", "mode of transport"),
        ("detection", "luck", "method of detection"), ("disposal", "eaten", "disposal"), ("proof", "rumour", "proof"),
        ("setting", "moon", "kind of place"), ("currency", "dong", "ISO 4217"),
    ],
)  # fmt: skip
def test_a_code_that_is_in_no_list_is_refused_by_the_name_of_the_list(case, investigator, field, code, named):
    given = {"value": Decimal(1), "currency": "VND", field: code}
    with pytest.raises(Invalid) as refused:
        make_seizure(case, investigator, **given)
    assert named in refused.value.fields[field]
    assert not Seizure.objects.exists()


@pytest.mark.parametrize(
    ("field", "code", "named"),
    [
        ("scheme", "USFWS", "USFWS"), ("source", "Q", "CITES source"), ("purpose", "W", "CITES purpose"),
        ("unit", "stone", "list of units"), ("origin", "EN", "list of countries"),
        ("condition", "LIV", "alive or dead"),
    ],
)  # fmt: skip
def test_a_code_of_a_line_that_is_in_no_list_is_refused_by_the_name_of_the_list(
    seizure, investigator, field, code, named
):
    with pytest.raises(Invalid) as refused:
        make_line(seizure, investigator, **{field: code})
    assert named in " ".join(refused.value.fields.values())
    assert not SpecimenLine.objects.exists()


def test_a_term_that_the_reference_data_lacks_is_refused_by_its_list(seizure, investigator):
    with pytest.raises(Invalid) as refused:
        specimens.enter(seizure, specimens.Specimens(make_taxon(), "XYZ"), by=investigator)
    assert "'XYZ' is not in the list 'term'" in refused.value.fields["term"]


def test_a_seizure_to_come_and_an_estimate_by_nobody_are_refused(case, investigator):
    with pytest.raises(Invalid) as refused:
        make_seizure(
            case, investigator, seized_on=timezone.localdate() + timedelta(days=1), value=Decimal(1), currency="VND",
            value_method="estimate",
        )  # fmt: skip
    assert set(refused.value.fields) == {"seized_on", "valued_by"}


def test_who_does_not_work_in_the_case_neither_writes_nor_sees(seizure, outsider, custodian, investigator):
    casework.admit(seizure.case, custodian, by=investigator)
    for officer in (outsider, custodian, colleague("investigator")):
        with pytest.raises(NotAllowed):
            make_seizure(seizure.case, officer)
        with pytest.raises(NotAllowed):
            seizures.correct(seizure, Facts(DAY, "LA"), by=officer)
    seen = {officer: Seizure.objects.visible_to(officer).exists() for officer in (outsider, custodian, investigator)}
    assert list(seen.values()) == [False, True, True]
    assert not Seizure.objects.visible_to(colleague("investigator")).exists()
    seizure.refresh_from_db()
    assert seizure.country == "VN"


def test_all_rows_of_a_seizure_are_hidden_with_their_case(seizure, investigator):
    make_line(seizure, investigator)
    lay(seizure, investigator, ("origin", "NG"))
    name_person(seizure, investigator)
    for model in (SpecimenLine, RouteStop, SeizedPerson):
        assert model.objects.visible_to(investigator).exists()
        assert not model.objects.visible_to(colleague("investigator")).exists()


def test_broken_glass_shows_a_seizure_and_gives_no_say_in_it(seizure, supervisor, auditor):
    reader = colleague("investigator")
    glass.enter(seizure.case.reference, "life", "An animal dies and nobody answers the phone", by=reader)
    assert Seizure.objects.visible_to(reader).exists()
    assert not Seizure.objects.worked_by(reader).exists()


def test_a_correction_names_the_columns_that_changed_and_nothing_else(seizure, investigator):
    said = seizures.facts_of(seizure) | {"country": "LA", "law": "Law on Forests"}
    seizures.correct(seizure, Facts(**said), by=investigator)
    seizure.refresh_from_db()
    assert (seizure.country, seizure.law, seizure.place) == ("LA", "Law on Forests", "Hai Phong")
    assert AuditEntry.objects.get(verb="seizure.corrected").details == {"columns": ["country", "law"]}


def test_only_reports_and_exhibits_of_the_case_are_attributed(seizure, investigator):
    exhibit, report = make_exhibit(seizure.case, investigator), seizure.case.reports.get()
    seizures.attribute(seizure, reports=[report], exhibits=[exhibit], by=investigator)
    assert (seizure.reports.get(), seizure.exhibits.get()) == (report, exhibit)
    elsewhere = make_case(investigator, make_released())
    for wrong in ({"reports": [elsewhere.reports.get()]}, {"exhibits": [make_exhibit(elsewhere, investigator)]}):
        with pytest.raises(Invalid):
            seizures.attribute(seizure, by=investigator, **wrong)
    assert (seizure.reports.get(), seizure.exhibits.get()) == (report, exhibit)


def test_the_appendix_of_a_line_is_frozen_and_says_when_it_may_have_been_another(seizure, investigator):
    taxon = make_taxon("Manis javanica", "Sunda pangolin")
    Taxon.objects.filter(pk=taxon.pk).update(appendix="I", changed_on=date(2026, 6, 1))
    taxon.refresh_from_db()
    line = make_line(seizure, investigator, taxon=taxon)
    Taxon.objects.filter(pk=taxon.pk).update(appendix="II")
    line.refresh_from_db()
    assert line.appendix == "I"
    assert line.appendix_note.startswith("listed or changed on 2026-06-01, after the seizure: check")
    assert make_line(seizure, investigator, taxon=taxon, appendix="II").appendix == "II"


def test_live_specimens_are_not_dead(seizure, investigator):
    with pytest.raises(Invalid):
        make_line(seizure, investigator, term="LIV", condition="dead", unit="no.")
    assert make_line(seizure, investigator, term="LIV", condition="alive", unit="no.").pk


def test_a_line_is_corrected_and_struck_on_record(seizure, investigator):
    line = make_line(seizure, investigator)
    make_term("BOD", "bodies")
    said = specimens.Specimens(line.taxon, "BOD", Decimal(3), "no.")
    line = specimens.correct(line, said, by=investigator)
    assert (line.term.code, line.counted) == ("BOD", "3 no.")
    with pytest.raises(NotAllowed):
        specimens.strike(line, by=colleague("investigator"))
    specimens.strike(line, by=investigator)
    assert not SpecimenLine.objects.exists()
    verbs = AuditEntry.objects.filter(verb__startswith="specimen.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["specimen.entered", "specimen.corrected", "specimen.struck"]


def test_the_database_itself_refuses_a_count_that_is_not_the_quantity_times_its_factor(seizure, investigator):
    line = make_line(seizure, investigator, quantity=Decimal(10), unit="lb")
    assert line.normalised == Decimal("4.5359237")
    with pytest.raises(IntegrityError), transaction.atomic():
        SpecimenLine.objects.filter(pk=line.pk).update(normalised=Decimal(5))


def test_a_route_keeps_its_order_and_is_drawn_in_it(seizure, investigator):
    lay(seizure, investigator, ("origin", "NG", "Lagos"), ("transit", "SG", "", "sea_container"))
    lay(
        seizure, investigator, ("origin", "NG", "Lagos", "road"), ("export", "NG"), ("transit", "SG", "", "vessel"),
        ("transit", "LA"), ("destination", "CN", "Kunming", "road"),
    )  # fmt: skip
    stops = list(seizure.route.all())
    assert [stop.country for stop in stops] == ["NG", "NG", "SG", "LA", "CN"]
    assert stops[0].mode == ""
    assert routes.transit(stops) == ["SG", "LA"]
    picture = route_picture.draw(stops)
    assert picture.said.startswith("Origin Lagos, NG → Export NG")
    assert [dot.y for dot in picture.dots] == sorted({dot.y for dot in picture.dots})
    assert picture.dots[-1].y < picture.height
    assert route_picture.draw([]) is None


def test_a_wrong_stop_leaves_the_route_as_it_was(seizure, investigator):
    lay(seizure, investigator, ("origin", "NG"))
    for wrong in (("origin", "NIGERIA"), ("middle", "NG"), ("transit", "LA", "", "balloon")):
        with pytest.raises(Invalid):
            lay(seizure, investigator, ("origin", "KE"), wrong)
    assert seizure.route.get().country == "NG"


def test_a_person_is_reported_as_and_named_once(seizure, investigator):
    person = name_person(seizure, investigator, role="courier", nationality="VN", arrested="yes")
    assert person.reported_as == "reported as courier"
    with pytest.raises(Invalid):
        persons.name(seizure, person.entity, persons.Reported(), by=investigator)
    persons.correct(person, persons.Reported("broker", "LA", "no"), by=investigator)
    person.refresh_from_db()
    assert (person.role, person.nationality, person.arrested) == ("broker", "LA", "no")
    with pytest.raises(Invalid):
        persons.correct(person, persons.Reported("kingpin"), by=investigator)
    persons.take_out(person, by=investigator)
    assert not seizure.persons.exists()


def test_a_person_of_another_case_is_not_named(seizure, investigator):
    from intel import entities

    elsewhere = make_case(investigator, make_released())
    stranger = entities.record("Person", "Somebody else", case_id=elsewhere.pk, by=investigator)
    with pytest.raises(Invalid):
        persons.name(seizure, stranger, persons.Reported(), by=investigator)
    assert not seizure.persons.exists()
