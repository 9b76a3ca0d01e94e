"""Nothing of a source leaves: planted in every field, it is stopped at the gate or absent from every packet."""

import io
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from PIL import Image

from cases import casework, exhibits, referrals, timeline
from cases.exhibits import Acquired
from cases.models import Packet
from cases.models.packet import ProfileName
from cases.packets import assembly, fields, gate, places, profiles
from cases.packets.secrets import runs
from cases.packets.watch import Watch
from cases.timeline import Moment
from hotline import correspondence
from staff.refusals import Invalid
from tests.cases.making import make_agency, make_case, make_packet, make_released
from tests.make import make_attachment, make_picture, make_tip
from tests.services import drawn_text
from vault import files, identity
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
WORDS = "my cousin keeps seven langurs behind the blue water tank near our well"
FILE_NAME = "zq-cousin-yard-0417.jpg"
CHAT = "7745120934"
PIN = "11.562108,104.916032"


def _picture_with_position() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "zq-taken-by-marker"
    exif.get_ifd(0x8825)[2] = (11.0, 33.0, 43.6)
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def source():
    return identity.source_at("telegram", CHAT)


@pytest.fixture
def tip(source):
    told = make_tip(WORDS, source_id=source.pk, pin=PIN, subjects=["the man with the silver tooth and red truck"])
    # Officers act at other minutes than the source spoke, so that a minute found in a packet is the source's.
    told.received_at -= timedelta(days=3, hours=5)
    told.save(update_fields=["received_at"])
    return told


@pytest.fixture
def case(investigator, custodian, tip):
    report = make_released(tip, title="Langurs kept", text="Primates are kept without a permit.", country="KH")
    case = make_case(investigator, report, title="Langurs", summary="Primates in a yard.")
    attachment = make_attachment(tip, _picture_with_position(), FILE_NAME, copy=make_picture("blue"))
    exhibits.take_exhibit(case, attachment, Acquired("A cage in a yard"), by=investigator)
    return case


def _texts(packet: Packet) -> str:
    """Every byte of a packet as it can be read: members as they are, office and PDF opened, text drawn."""
    found = []
    with zipfile.ZipFile(io.BytesIO(b"".join(files.read(StoredFile.objects.get(pk=packet.file_id))))) as held:
        for name in held.namelist():
            body = held.read(name)
            found += [name, body.decode("latin-1"), body.decode("utf-8", "replace")]
            if name.endswith((".docx", ".xlsx")):
                with zipfile.ZipFile(io.BytesIO(body)) as office:
                    found += [office.read(part).decode("utf-8", "replace") for part in office.namelist()]
            if name.endswith(".pdf"):
                with pikepdf.open(io.BytesIO(body)) as pdf:
                    for each in pdf.objects:
                        if isinstance(each, pikepdf.Stream):
                            found.append(each.read_bytes().decode("latin-1"))
                found.append(drawn_text(body))
    return "\n".join(found)


@pytest.mark.parametrize("profile", ProfileName.values)
def test_no_packet_holds_anything_of_the_source(case, investigator, tip, source, profile):
    packet = make_packet(case, investigator, profile)
    assert packet.status == Packet.Status.READY, packet.failure
    held = _texts(packet)
    assert "Primates are kept without a permit." in held
    planted = [
        CHAT, FILE_NAME, "zq-cousin", "zq-taken-by-marker", source.pseudonym, tip.reference, str(tip.pk),
        str(source.pk),
        f"{tip.received_at:%Y-%m-%d %H:%M}", PIN.split(",")[0], PIN.split(",")[1], "silver tooth", "Exif\0\0",
        str(case.exhibits.get(parent=None).origin),
    ]  # fmt: skip
    if profile in ("duty", "investigator", "ngo"):
        planted.append(case.exhibits.get(parent=None).sha256)
    for secret in planted:
        assert secret not in held, secret
    assert not runs(held) & runs(WORDS)


PLANTS = [
    ("I heard that My cousin keeps SEVEN langurs behind it", "six words"),
    (f"See {FILE_NAME}", "name of a file"),
    ("Write to 7745120934 about it", "address of a source"),
    ("They said: the man with the silver tooth", "six words"),
    ("It is at 11.562108 north", "position"),
    ("Call +84 912 345 678", "telephone number"),
    ("Mail someone@example.org", "telephone number"),
    ("He writes as @langur_seller", "telephone number"),
]


@pytest.mark.parametrize(("plant", "named"), PLANTS)
@pytest.mark.parametrize("place", ["summary", "timeline", "exhibit", "ask"])
def test_the_gate_stops_it_in_every_field_and_does_not_repeat_it(case, investigator, place, plant, named):
    ask = plant if place == "ask" else ""
    if place == "summary":
        casework.describe(case, casework.Brief("Langurs", summary=plant), by=investigator)
    elif place == "timeline":
        timeline.add(case, Moment(plant, case.opened_at), by=investigator)
    elif place == "exhibit":
        exhibits.register_exhibit(case, Acquired(plant, kind="physical", how="Found"), by=investigator)
    with pytest.raises(Invalid) as refused:
        make_packet(case, investigator, "investigator", ask=ask)
    assert named in str(refused.value)
    assert plant not in str(refused.value)
    assert not Packet.objects.exists()


def test_pseudonym_and_tip_reference_are_stopped(case, investigator, tip, source):
    for secret in (source.pseudonym, tip.reference, tip.reference.lower()):
        with pytest.raises(Invalid):
            make_packet(case, investigator, ask=f"About {secret}")


def test_words_of_the_conversation_are_stopped_too(case, investigator, tip):
    correspondence.add_from_source(tip, "tonight the monkeys go out by the river ferry")
    with pytest.raises(Invalid, match="six words"):
        make_packet(case, investigator, ask="Tonight the monkeys go out by the river")


def test_a_suspects_number_leaves_once_it_is_cleared_and_a_sources_never(case, investigator):
    said = "The seller answers at +84 912 345 678"
    assert make_packet(case, investigator, ask=said, cleared_identifiers=["+84912345678"]).status == "ready"
    with pytest.raises(Invalid):
        make_packet(case, investigator, ask=f"Write to {CHAT}", cleared_identifiers=[CHAT])


def test_an_amount_of_money_is_no_telephone_number_unless_a_source_gave_it(case, investigator):
    assert make_packet(case, investigator, ask="The goods are worth 180000000 VND").status == "ready"
    for number in (CHAT, "0912345678", "+84912345678"):
        with pytest.raises(Invalid):
            make_packet(case, investigator, ask=f"The goods are worth {number} VND")


def test_a_cleared_original_that_still_carries_a_position_is_not_built(case, investigator, custodian):
    exhibits.clear_original(case.exhibits.get(parent=None), by=custodian)
    packet = make_packet(case, investigator, "court")
    assert packet.status == Packet.Status.FAILED
    assert "EXH-" in packet.failure
    assert "11.5" not in packet.failure


def test_a_copy_that_carries_metadata_is_not_built(investigator, tip):
    case = make_case(investigator, make_released(tip))
    attachment = make_attachment(tip, make_picture(), copy=_picture_with_position())
    exhibits.take_exhibit(case, attachment, Acquired("A cage"), by=investigator)
    assert make_packet(case, investigator, "duty").status == Packet.Status.FAILED


def test_a_referral_is_stopped_by_the_same_gate(case, investigator):
    for name in ("ask", "background"):
        given = {"ask": "Inspect", name: "my cousin keeps seven langurs behind the tank"}
        request = referrals.Request(agency=make_agency(), **given)
        with pytest.raises(Invalid):
            referrals.draft(case, request, by=investigator)


def test_sources_have_a_name_of_their_own_in_each_packet(investigator, tip, source):
    again = make_tip("Another evening there", source_id=source.pk)
    reports = [make_released(tip), make_released(again), make_released()]
    case = make_case(investigator, *reports)
    packet = make_packet(case, investigator)
    named = assembly.aliases(packet, reports)
    assert named[reports[0].pk] == named[reports[1].pk] != named[reports[2].pk]
    assert set(named.values()) == {"source 1", "source 2"}


def test_a_profile_names_known_fields_and_what_it_leaves_out_is_empty():
    known = {"case": fields.CASE, "report": fields.REPORT, "timeline": fields.TIMELINE, "exhibit": fields.EXHIBIT,
             "species": fields.SPECIES, "map": places.FIELDS}  # fmt: skip
    for profile in profiles.BY_NAME.values():
        for noun, getters in known.items():
            assert getattr(profile, noun) <= set(getters)
    with pytest.raises(KeyError):
        fields.pick({}, frozenset({"identity"}), object())


def test_a_marker_split_over_two_chunks_is_found():
    from cases.packets.secrets import Secrets

    watch = Watch(Secrets(exact={("the name of a file", "marker-0417.jpg")}))
    with pytest.raises(gate.Blocked):
        list(watch.over([b"x" * 600_000 + b"marker-", b"0417.jpg" + b"y"], where="EXH", is_copy=False))
    whole = [b"a" * 300_000, b"b" * 300_000, b"c"]
    assert b"".join(watch.over(iter(whole), where="EXH", is_copy=True)) == b"".join(whole)


def test_scripts_without_spaces_have_runs_too():
    assert runs("ลิงอยู่ในกรงหลังบ้านของเขา") & runs("พบว่าลิงอยู่ในกรงหลังบ้าน")
    assert not runs("ลิงในกรง") & runs("กรงของลิง")
