"""Exhibits in packets: what is told of each, statements apart, captures with their sheet; each profile its own."""

import zipfile

import pytest

from cases import captures, custody, exhibit_files, exhibits, statements
from cases.captures import Page
from cases.custody import Step
from cases.exhibits import Acquired
from cases.packets import assembly, building, layout, release
from cases.packets.verify import verify
from cases.statements import Words
from intel.rendering.tables import read_csv
from tests.cases.correcting import correct
from tests.cases.making import MOSAIC, arrived, colleague, make_case, make_packet, make_thing
from tests.make import make_picture
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
FULL = {"tool": "Camera 2.1", "clock_offset": "-90 s"}


@pytest.fixture
def case(investigator, custodian):
    """A photograph with its copy, a sealed thing, a capture, and a statement that the custodian cleared."""
    case = make_case(investigator)
    photo = exhibits.upload(
        case, arrived(make_picture("red"), "a.jpg"),
        Acquired("A photograph", how="Taken", tool="Camera", tool_version="2.1", clock_offset=-90), by=investigator,
    )  # fmt: skip
    exhibit_files.make(photo.file.pk)
    thing = make_thing(case, investigator)
    custody.move(thing, "sealed", Step(seal="S-77"), by=custodian)
    custody.move(thing, "stored", Step(place="Safe 3"), by=custodian)
    at = photo.acquired_at
    captures.take(
        case, Page("https://example.org/shop?id=7", "Example", "1000123", "shopowner"),
        [arrived(b"<html></html>", "p.html", "html")], Acquired("A listing", how="Saved", tool="Browser", at=at),
        by=investigator,
    )  # fmt: skip
    statement = statements.take(
        case, Words("Khmer", "O-000114", "protected"), Acquired("Statement of a ranger", how="Signed"),
        by=investigator, file=arrived(b"as it was said", "s.bin"),
    )  # fmt: skip
    exhibits.clear_original(statement, by=custodian)
    return case


def _names(packet) -> set[str]:
    return {each.name for each in assembly.content(packet).leaving}


def _draft(case, by, profile: str):
    return release.draft_packet(case, release.Order(profile, cleared_identifiers=["1000123"]), by=by)


def test_what_is_told_of_an_exhibit_is_what_the_profile_names(case, investigator):
    told = {}
    for profile in ("duty", "investigator", "court"):
        listed = assembly.content(_draft(case, investigator, profile)).report["exhibits"]
        told[profile] = {each["description"]: each for each in listed}
    assert {name: told["court"]["A cage"][name] for name in ("seal", "stored")} == {"seal": "S-77", "stored": "Safe 3"}
    assert {name: told["investigator"]["A cage"][name] for name in ("seal", "stored")} == {"seal": "S-77", "stored": ""}
    assert told["duty"]["A cage"]["seal"] == ""
    assert len(told["court"]["A photograph"]["blake2b"]) == 128
    assert told["duty"]["A photograph"]["blake2b"] == ""
    assert "Statement of a ranger" in told["court"]
    assert "Statement of a ranger" not in told["investigator"]


def test_the_clock_of_the_device_and_the_tool_are_told_where_the_original_leaves(case, investigator, custodian):
    exhibits.clear_original(case.exhibits.get(description="A photograph", relation=""), by=custodian)
    told = assembly.content(_draft(case, investigator, "prosecutor")).report["exhibits"]
    photo = next(each for each in told if each["description"] == "A photograph")
    assert {name: photo[name] for name in FULL} == FULL


@pytest.mark.parametrize(
    ("profile", "leaves"), [("court", True), ("prosecutor", True), ("investigator", False), ("duty", False)]
)
def test_statements_leave_for_a_trial_alone_and_in_a_folder_of_their_own(case, investigator, profile, leaves):
    packet = _draft(case, investigator, profile)
    assert any(name.startswith(layout.STATEMENTS) for name in _names(packet)) == leaves
    assert ("statements" in assembly.content(packet).parts) == leaves


def test_a_packet_with_statements_and_captures_verifies_and_holds_their_sheets(case, investigator, tmp_path):
    packet = make_packet(case, investigator, "court", cleared_identifiers=["1000123"])
    assert packet.status == "ready", packet.failure
    path = tmp_path / f"{packet.reference}.zip"
    path.write_bytes(b"".join(files.read(StoredFile.objects.get(pk=packet.file_id))))
    assert verify(path).ok, verify(path)
    with zipfile.ZipFile(path) as bag:
        inside = {name.partition("/data/")[2]: name for name in bag.namelist() if "/data/" in name}
        statement = case.exhibits.get(kind="statement")
        assert bag.read(inside[f"08_statements/{statement.reference}.txt"]) == b"as it was said"
        heads, [line] = read_csv(bag.read(inside["08_statements/statements.csv"]))
        assert dict(zip(heads, line, strict=True))["whose"] == "O-000114"
        heads, [line] = read_csv(bag.read(inside["06_exhibits/captures.csv"]))
        told = dict(zip(heads, line, strict=True))
        assert bag.read(inside["06_exhibits/captures.pdf"]).startswith(b"%PDF")
    part = case.exhibits.get(relation="part")
    assert (told["url"], told["handle"], told["sha256"]) == ("https://example.org/shop?id=7", "shopowner", part.sha256)
    assert told["file"] == part.reference


def test_an_account_of_a_capture_leaves_only_where_it_was_cleared(case, investigator):
    from staff.refusals import Invalid

    correct(case.exhibits.get(capture__isnull=False), investigator, sheet={"handle": "@shopowner"})
    with pytest.raises(Invalid, match="handle"):
        release.draft_packet(case, release.Order("court", cleared_identifiers=["1000123"]), by=investigator)


def test_a_thing_that_is_moved_while_a_packet_waits_does_not_stop_it(case, investigator, custodian):
    packet = _draft(case, investigator, "court")
    release.approve_packet(packet, by=colleague("supervisor"), mosaic=MOSAIC)
    custody.move(case.exhibits.get(description="A cage"), "out", Step(purpose="To look at it"), by=custodian)
    assert building.build(packet.pk).status == "ready"
