"""Drafts for authorities: rows of the illegal trade report and the ECOMESSAGE, at the desk and in packets."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import docx
import openpyxl
import pytest

from cases import casework
from cases.packets import assembly, documents, layout, profiles, release
from cases.seizing import authorities, ecomessage, illegal_trade, told
from cases.seizing import fields as seized_fields
from cases.seizing.authorities import Year
from hotline.reporting import Specimen
from intel.rendering import tables
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.making import colleague, make_case, make_packet, make_released
from tests.cases.seized import DAY, lay, make_animals, make_line, make_seizure, name_person
from tests.make import make_taxon, make_tip

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 3, 36, 5, tzinfo=UTC)


@pytest.fixture
def case(investigator):
    return make_case(investigator, law_and_jurisdiction="Penal Code 244")


@pytest.fixture
def seizure(case, investigator):
    seizure = make_seizure(
        case, investigator, agency_words="Customs", transport="sea_container", detection="xray", law="Code 244",
        concealment="Under nuts", value=Decimal("5000"), currency="USD", disposal="stored", told_by="A friend of ours",
        additional="DNA was taken",
    )  # fmt: skip
    make_line(seizure, investigator, quantity=Decimal(10), unit="lb", marks="Bag 7", basis="laboratory")
    make_line(seizure, investigator, quantity=Decimal("1.5"), origin="CM")
    make_line(seizure, investigator, quantity=Decimal(3), unit="no.")
    lay(seizure, investigator, ("origin", "NG", "Lagos"), ("transit", "SG"), ("transit", "MY"), ("destination", "CN"))
    report = case.reports.get()
    name_person(
        seizure, investigator, "Tran Van B", report, role="courier", nationality="VN", arrested="yes",
        facts={"birthDate": "1980-01-02"},
    )  # fmt: skip
    name_person(seizure, investigator, "Le Thi C", role="witness", nationality="LA")
    make_animals(seizure, investigator, site="House 7, Cuc Phuong")
    return seizure


def _rows(officer, year=2026, country=""):
    return authorities.rows_of(Year(year, country), officer)


def test_a_row_for_each_species_and_specimen_and_units_are_never_added(seizure, investigator):
    rows = _rows(investigator)
    assert [(row["Species"], row["Description of specimen"], row["Quantity"], row["Unit"]) for row in rows] == [
        ("Manis javanica", "SCA", "6.0359237", "kg"), ("Manis javanica", "SCA", "3", "no."),
    ]  # fmt: skip
    row = rows[0]
    assert row["Reference no."] == seizure.reference
    assert row["Location of incident"] == "Sea port, Hai Phong, VN"
    assert row["Alleged country of origin"] == "CM"
    assert rows[1]["Alleged country of origin"] == "NG"
    assert row["Country(ies) of transit"] == "SG; MY"
    assert row["Estimated value in country"] == "5000 USD"
    assert "reported as 10 lb" in row["Additional information"]
    assert row["Additional information"].endswith("5 Cuora galbinifrons rescued; DNA was taken")
    make_line(seizure, investigator, taxon=make_taxon(), term="LIV", quantity=Decimal(5), unit="no.")
    living = [row["Species"] for row in _rows(investigator) if "rescued" in row["Additional information"]]
    assert living == ["Cuora galbinifrons"]


def test_a_witness_is_no_offender_and_who_told_us_and_the_site_stand_nowhere(seizure, investigator):
    rows = _rows(investigator)
    assert {row["Nationality of offenders"] for row in rows} == {"VN"}
    for secret in ("A friend of ours", "House 7", "Tran Van B"):
        assert secret not in str(rows)


def test_a_seizure_without_lines_is_a_row_all_the_same(case, investigator):
    make_seizure(case, investigator)
    ((row),) = _rows(investigator)
    assert (row["Species"], row["Location of incident"]) == ("", "Sea port, Hai Phong, VN")


def test_the_columns_are_those_of_the_form_and_the_header_says_draft(seizure, investigator):
    header, _found = tables.read_csv(authorities.draw_up(Year(2026), "csv", by=investigator))
    assert header[:6] == [
        "Reference no.", "Date of seizure", "Species", "Description of specimen", "Quantity", "Unit",
    ]  # fmt: skip
    assert header[-1] == "DRAFT for the Management Authority to file"
    assert len(header) == 22


def test_what_is_read_back_from_csv_and_xlsx_is_what_was_written(seizure, investigator):
    make_line(seizure, investigator, taxon=make_taxon("Panthera tigris"), marks='=HYPERLINK("x")', term="BON")
    rows = _rows(investigator)
    rows.append(rows[0] | {"Reason for seizure": "=1+1", "Sanction": "@later", "Species": "-dash", "Unit": "+plus"})
    _header, found = tables.read_csv(illegal_trade.csv_file(rows))
    assert [dict(zip(illegal_trade.COLUMNS, row, strict=True)) for row in found] == rows
    made = illegal_trade.xlsx_file(rows, year=2026, country="VN", organisation="Us", at=AT)
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert sheet["A1"].value.startswith("DRAFT for the Management Authority to file: annual illegal trade report 2026")
    assert [cell.value for cell in sheet[2]] == list(illegal_trade.COLUMNS)
    for row, cells in zip(rows, sheet.iter_rows(min_row=3), strict=True):
        for name, cell in zip(illegal_trade.COLUMNS, cells, strict=True):
            if name == "Quantity":
                assert (cell.data_type, Decimal(str(cell.value))) == ("n", Decimal(row[name]))
            else:
                assert cell.data_type != "f"
                assert tables.unescaped(cell.value or "") == row[name]


def test_the_same_rows_and_second_give_the_same_spreadsheet(seizure, investigator):
    given = {"year": 2026, "country": "VN", "organisation": "Us", "at": AT}
    assert illegal_trade.xlsx_file(_rows(investigator), **given) == illegal_trade.xlsx_file(
        _rows(investigator), **given
    )


def test_a_year_and_a_country_choose_and_only_cases_that_one_works_in(seizure, case, investigator, supervisor):
    make_seizure(case, investigator, country="LA")
    make_seizure(case, investigator, seized_on=date(2025, 12, 31))
    assert {row["Reference no."] for row in _rows(investigator, 2026, "VN")} == {seizure.reference}
    assert len(_rows(investigator, 2025)) == 1
    assert len(_rows(supervisor)) == 3
    assert _rows(colleague("investigator")) == []
    casework.deny(case, supervisor, by=investigator)
    assert _rows(supervisor) == []


def test_drawing_it_up_is_on_record_and_needs_the_right(seizure, investigator, custodian):
    casework.admit(seizure.case, custodian, by=investigator)
    with pytest.raises(NotAllowed):
        authorities.draw_up(Year(2026), "csv", by=custodian)
    assert not AuditEntry.objects.filter(verb="trade_report.drawn_up").exists()
    authorities.draw_up(Year(2026, "VN"), "xlsx", by=investigator)
    entry = AuditEntry.objects.get(verb="trade_report.drawn_up")
    assert entry.details == {"year": 2026, "country": "VN", "form": "xlsx", "rows": 2}
    with pytest.raises(Invalid):
        authorities.draw_up(Year(2026, "UK"), "csv", by=investigator)
    with pytest.raises(Invalid):
        authorities.draw_up(Year(2026), "pdf", by=investigator)


def test_a_sources_own_words_stop_the_file_and_the_message(investigator):
    case = make_case(investigator, make_released(make_tip("My cousin keeps seven langurs behind the water tank.")))
    seizure = make_seizure(case, investigator, additional="a cousin: my cousin keeps seven langurs behind the tank")
    for draw in (
        lambda: authorities.draw_up(Year(2026), "csv", by=investigator),
        lambda: authorities.ecomessage_of(seizure, "", by=investigator),
    ):
        with pytest.raises(Invalid) as refused:
            draw()
        assert "langurs" not in str(refused.value)
    assert not AuditEntry.objects.filter(verb__in=("trade_report.drawn_up", "seizure.message_drafted")).exists()


# --- The message ------------------------------------------------------------------------------------------------
def _text(file: bytes) -> str:
    document = docx.Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    heads = [line.text for section in document.sections for line in section.header.paragraphs]
    return "\n".join([*heads, *(line.text for line in document.paragraphs), *cells])


def test_the_message_has_every_field_and_says_whose_draft_it_is(seizure, investigator):
    said = _text(authorities.ecomessage_of(seizure, "Who owns the container?", by=investigator))
    for number in range(1, 14):
        assert f"\n{number}. " in said
    for part in (
        ecomessage.DRAFT, seizure.reference, "Manis javanica", "Tran Van B", "reported as courier", "1980-01-02",
        "Who owns the container?", "Origin: Lagos, NG → Transit: SG", "Under nuts", "Code 244", ecomessage.OPEN,
    ):  # fmt: skip
        assert part in said
    assert AuditEntry.objects.filter(verb="seizure.message_drafted", subject_id=str(seizure.pk)).count() == 1


def test_who_is_named_by_no_released_report_is_not_named_in_it(seizure, investigator):
    said = _text(authorities.ecomessage_of(seizure, "", by=investigator))
    assert "Le Thi C" not in said
    assert "House 7" not in said
    assert "A friend of ours" not in said


def test_only_who_works_in_the_case_drafts_a_message(seizure, custodian, investigator):
    casework.admit(seizure.case, custodian, by=investigator)
    for officer in (custodian, colleague("investigator")):
        with pytest.raises(NotAllowed):
            authorities.ecomessage_of(seizure, "", by=officer)


# --- Packets ----------------------------------------------------------------------------------------------------
def _packet(case, officer, profile):
    packet = release.draft_packet(case, release.Order(profile, ask="Inspect the stall"), by=officer)
    packet.approved_at = AT
    return packet, assembly.content(packet)


def _papers(case, officer, profile):
    packet, content = _packet(case, officer, profile)
    return {name: make() for name, make in documents.groups.makers(packet, content).items()}


SPECIES = {layout.ILLEGAL_TRADE_REPORT, layout.ECOMESSAGE, layout.IDENTIFICATION}


@pytest.mark.parametrize(
    ("profile", "names"),
    [("duty", set()), ("investigator", SPECIES), ("prosecutor", SPECIES), ("court", SPECIES),
     ("ngo", {layout.ILLEGAL_TRADE_REPORT})],
)  # fmt: skip
def test_each_profile_has_its_papers_on_species(seizure, case, investigator, profile, names):
    assert {name for name in _papers(case, investigator, profile) if name.startswith("09_")} == names


def test_a_packet_tells_of_the_seizures_and_of_the_site_to_nobody(seizure, case, investigator):
    made = _papers(case, investigator, "investigator")
    header, found = tables.read_csv(made[layout.ILLEGAL_TRADE_REPORT])
    rows = [dict(zip(header, row, strict=True)) for row in found]
    assert {row["Reference no."] for row in rows} == {seizure.reference}
    assert {row[illegal_trade.DRAFT] for row in rows} == {"seizure"}
    header, notes = tables.read_csv(made[layout.IDENTIFICATION])
    assert header[0] == "reference"
    assert [row[header.index("basis")] for row in notes if row[header.index("basis")]] == ["Laboratory"] * 1
    everything = _text(made[layout.ECOMESSAGE]) + str(rows) + str(notes)
    assert "Inspect the stall" in everything
    for secret in ("A friend of ours", "House 7", "Le Thi C"):
        assert secret not in everything


def test_another_ngo_learns_neither_persons_nor_place_nor_value(seizure, case, investigator):
    found = str(_papers(case, investigator, "ngo")[layout.ILLEGAL_TRADE_REPORT])
    assert "Manis javanica" in found
    for secret in ("Hai Phong", "5000", "Bag 7", "DNA", "Customs", "Tran", "centre"):
        assert secret not in found


def test_without_a_seizure_what_reports_tell_of_stands_there_and_says_so(investigator):
    case = make_case(investigator, make_released(species=[Specimen(make_taxon(), "LIV", Decimal(2), "no.")]))
    made = _papers(case, investigator, "investigator")
    assert set(made) & SPECIES == {layout.ILLEGAL_TRADE_REPORT}
    header, ((*cells,),) = tables.read_csv(made[layout.ILLEGAL_TRADE_REPORT])
    row = dict(zip(header, cells, strict=True))
    assert (row["Quantity"], row["Unit"]) == ("2", "no.")
    assert row[illegal_trade.DRAFT] == "reported, no seizure confirmed"


def test_the_gate_reads_what_a_seizure_says(investigator):
    case = make_case(investigator, make_released(make_tip("My cousin keeps seven langurs behind the water tank.")))
    make_seizure(case, investigator, concealment="my cousin keeps seven langurs behind the tank")
    with pytest.raises(Invalid) as refused:
        release.draft_packet(case, release.Order("court"), by=investigator)
    assert "ECOMESSAGE" in str(refused.value)
    release.draft_packet(case, release.Order("ngo"), by=investigator)


def test_a_profile_names_known_fields_of_a_seizure_and_no_other_is_read(seizure):
    known = {"seizure": seized_fields.SEIZURE, "specimen": seized_fields.SPECIMEN, "animals": seized_fields.ANIMALS,
             "person": seized_fields.PERSON}  # fmt: skip
    for profile in profiles.BY_NAME.values():
        for noun, getters in known.items():
            assert getattr(profile, noun) <= set(getters)
    assert not {"told_by", "site"} & {name for getters in known.values() for name in getters}
    with pytest.raises(KeyError):
        told.tell([seizure], told.Allowed(seizure=frozenset({"told_by"})), ())


def test_a_built_packet_holds_them_and_is_whole(seizure, case, investigator):
    from vault import files
    from vault.models import StoredFile

    packet = make_packet(case, investigator, "court")
    assert packet.status == "ready", packet.failure
    body = b"".join(files.read(StoredFile.objects.get(pk=packet.file_id)))
    with zipfile.ZipFile(io.BytesIO(body)) as held:
        message = held.read(f"{packet.reference}/data/{layout.ECOMESSAGE}")
    assert seizure.reference in _text(message)
    assert DAY.isoformat() in _text(message)
