"""Corrections in packets: both wordings, of what the recipient is told at all, and none that is withheld."""

import zipfile

import pytest

from cases import custody_chain
from cases.models import Exhibit
from cases.packets import assembly, layout, profiles, release
from cases.packets.verify import verify
from intel.rendering.tables import read_csv
from staff.refusals import Invalid
from tests.cases.correcting import correct
from tests.cases.making import make_case, make_packet, make_thing
from vault import files
from vault.models import StoredFile


@pytest.fixture
def case(db, investigator):
    return make_case(investigator)


def _told(case, by, profile: str) -> list[dict[str, str]]:
    packet = release.draft_packet(case, release.Order(profile), by=by)
    return assembly.content(packet).parts.get("corrections", [])


def test_each_profile_is_told_of_the_columns_that_it_carries(case, investigator):
    thing = make_thing(case, investigator, tool="Scale", legal_basis="Art. 7", marks="Ring 1")
    correct(thing, investigator, where="Market", tool="Other scale", legal_basis="Art. 8", marks="Ring 2")
    told = {name: {row["field"] for row in _told(case, investigator, name)} for name in profiles.BY_NAME}
    assert told == {
        "duty": {"where acquired"}, "investigator": {"where acquired", "tool"},
        "prosecutor": {"where acquired", "tool", "legal basis"}, "court": {"where acquired", "tool", "legal basis"},
        "ngo": set(),
    }  # fmt: skip


def test_a_correction_of_what_a_profile_does_not_carry_leaves_no_trace_of_its_words(case, investigator):
    thing = make_thing(case, investigator, legal_basis="Art. 7")
    correct(thing, investigator, legal_basis="Art. 8", reason="Art. 7 was repealed")
    content = assembly.content(release.draft_packet(case, release.Order("duty"), by=investigator))
    assert "Art. " not in str(content.said())
    assert [row["kind"] for row in content.custody] == ["receive", "correct"]


def test_a_packet_holds_both_wordings_with_the_line_of_custody_that_vouches_for_them(case, investigator, tmp_path):
    thing = make_thing(case, investigator)
    correct(thing, investigator, description="Một cái lồng sắt", reason="ชื่อผิด")
    packet = make_packet(case, investigator, "court")
    assert packet.status == "ready", packet.failure
    path = tmp_path / f"{packet.reference}.zip"
    path.write_bytes(b"".join(files.read(StoredFile.objects.get(pk=packet.file_id))))
    assert verify(path).ok
    with zipfile.ZipFile(path) as bag:
        inside = {name.partition("/data/")[2]: name for name in bag.namelist() if "/data/" in name}
        heads, [line] = read_csv(bag.read(inside[layout.CORRECTIONS_CSV]))
        assert bag.read(inside[layout.CORRECTIONS_PDF]).startswith(b"%PDF")
    told = dict(zip(heads, line, strict=True))
    assert (told["reference"], told["was"], told["now"]) == (thing.reference, "A cage", "Một cái lồng sắt")
    assert (told["reason"], told["custody_event"]) == ("ชื่อผิด", "2")
    assert told["by"] == custody_chain.service_number(investigator)


def test_a_correction_changes_what_was_approved(case, investigator):
    thing = make_thing(case, investigator)
    packet = release.draft_packet(case, release.Order("court"), by=investigator)
    before = assembly.content(packet).digest()
    correct(thing, investigator, description="Another cage")
    assert assembly.content(packet).digest() != before


def test_what_points_to_a_source_is_stopped_in_an_earlier_wording_too(case, investigator):
    thing = make_thing(case, investigator, tool="Ring +84 912 345 678")
    correct(thing, investigator, tool="Scale")
    with pytest.raises(Invalid, match="corrections · was"):
        release.draft_packet(case, release.Order("court"), by=investigator)


def test_an_exhibit_without_corrections_has_no_paper_of_them(case, investigator):
    make_thing(case, investigator)
    assert _told(case, investigator, "court") == []
    assert Exhibit.objects.get().version == 1
