"""Documents leave in every script, as data and never as markup."""

import io
import time
from typing import Any

import pikepdf
import pytest

from intel.rendering import Attachment, RenderingFailed, render
from tests.intel.papers import AT, COVER, EXHIBIT, HEAD, opened, plain, report, shown

SAID = {
    "en": "Two live pangolins are held in a shed.",
    "km": "សត្វពង្រូលពីរក្បាលត្រូវបានឃុំទុកនៅក្នុងឃ្លាំង",
    "my": "ဈေးနောက်ဘက်ရှိ တဲတွင် သင်းခွေချပ်နှစ်ကောင်",
    "ms": "Dua ekor tenggiling hidup disimpan di bangsal.",
    "th": "พบลิ่นมีชีวิตสองตัวถูกขังไว้ในโรงเก็บของหลังตลาด",
    "lo": "ພົບລິ່ນມີຊີວິດສອງໂຕຖືກຂັງໄວ້ໃນສາງ",
    "vi": "Hai con tê tê còn sống bị nhốt trong kho phía sau chợ.",
    "zh-hans": "两只活穿山甲被关在市场后面的棚子里，门口有人看守。",
    "zh-hant": "兩隻活穿山甲被關在市場後面的棚子裡，門口有人看守。",
    "es": "Dos pangolines vivos están en un cobertizo: ¿mañana?",
    "pt": "Dois pangolins vivos estão num barracão; não há proteção.",
    "fr": "Deux pangolins vivants sont gardés là-bas, à l’œuvre.",
    "id": "Dua trenggiling hidup disimpan di gudang.",
    "sw": "Kakakuona wawili walio hai wamefungiwa bandani.",
    "ar": "يوجد حيوانان من أم قرفة في سقيفة خلف السوق",
}
CUSTODY = HEAD | {
    "exhibits": [
        {
            "reference": "EXH-2026-000001",
            "description": "Photograph",
            "file": "06_exhibits/EXH-2026-000001.jpg",
            "sha256": "ab" * 32,
            "events": [
                {
                    "seq": "1",
                    "at": "2026-11-20T11:00:00.000000Z",
                    "kind": "receive",
                    **dict.fromkeys(("from_who", "to_who", "place", "purpose", "seal_before", "seal_after"), "Store A"),
                    "released_by": "114",
                    "received_by": "207",
                    "sha256_after": "ab" * 32,
                    "entry_hash": "0123456789abcdef" + "f" * 48,
                }
            ],
        }
    ]
}
EVERY = {"cover": COVER, "case_report": report(3), "custody": CUSTODY, "plain": plain("A line.")}


@pytest.mark.parametrize("lang", SAID)
def test_every_letter_of_a_script_is_drawn_with_a_real_glyph(lang: str) -> None:
    text, glyphs = shown(render("plain", plain(SAID[lang], lang=lang), at=AT))
    assert set(SAID[lang]) - set(text) - {" "} == set()
    assert 0 not in glyphs  # glyph 0 is the empty box


def test_scripts_mixed_in_one_line_are_all_drawn() -> None:
    text, glyphs = shown(render("plain", plain(" / ".join(SAID.values())), at=AT))
    assert set("".join(SAID.values())) - set(text) - {" "} == set()
    assert 0 not in glyphs


def test_chinese_is_drawn_in_the_shapes_of_the_asked_place() -> None:
    faces = [_faces(render("plain", plain("骨", lang=lang), at=AT)) for lang in ("zh-hans", "zh-hant")]
    assert "SansSC" in faces[0]
    assert "SansTC" not in faces[0]
    assert "SansTC" in faces[1]
    assert "SansSC" not in faces[1]


def _faces(pdf: bytes) -> str:
    with opened(pdf) as document:
        names = [str(font.BaseFont) for font in document.pages[0].resources.Font.values()]
    return " ".join(names)


@pytest.mark.parametrize(
    "markup",
    ['#read("/etc/passwd")', "*bold*", "$x$", '#import "page.typ": *', "= Heading", "\\u{41} ~ @ref <label>"],
)
def test_markup_in_content_is_printed_as_it_stands(markup: str) -> None:
    text, _ = shown(render("plain", plain(markup), at=AT))
    assert markup.replace(" ", "") in text.replace(" ", "")


def test_a_character_no_font_draws_is_named_in_its_place() -> None:
    text, _ = shown(render("plain", plain("ivory 🐘 \u202ereversed \ue000 \x00"), at=AT))
    for named in ("[U+1F418]", "[U+202E]", "[U+E000]", "[U+0000]"):
        assert named in text


@pytest.mark.parametrize("template", EVERY)
def test_a_document_is_pdf_a_3_without_structural_fault(template: str) -> None:
    with opened(render(template, EVERY[template], at=AT)) as document:
        assert document.check_pdf_syntax() == []
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        assert str(metadata["xmp:CreateDate"]).startswith("2026-11-22T03:36:05")


@pytest.mark.parametrize("template", EVERY)
def test_the_same_content_and_time_give_the_same_bytes(template: str) -> None:
    assert render(template, EVERY[template], at=AT) == render(template, EVERY[template], at=AT)


def test_a_clock_with_microseconds_gives_the_bytes_of_its_second() -> None:
    assert render("plain", plain("A"), at=AT.replace(microsecond=123_456)) == render("plain", plain("A"), at=AT)


def test_without_pdf_a_there_is_no_such_mark() -> None:
    with opened(render("plain", plain("x"), at=AT, pdf_a=False)) as document:
        assert "pdfaid:part" not in document.open_metadata()


def test_attachments_come_out_byte_for_byte() -> None:
    bodies = {"timeline.csv": "\ufeffa,b\r\n…".encode(), "photo.bin": bytes(range(256))}
    files = [Attachment(name, body, "application/octet-stream", "A file") for name, body in bodies.items()]
    with opened(render("case_report", report(1), at=AT, attachments=files)) as document:
        assert {name: file.get_file().read_bytes() for name, file in document.attachments.items()} == bodies
        assert len(document.Root.AF) == 2


def test_an_attachment_with_a_folder_in_its_name_is_refused() -> None:
    with pytest.raises(ValueError, match="plain"):
        render("plain", plain("x"), at=AT, attachments=[Attachment("../a.csv", b"", "text/csv", "")])


@pytest.mark.parametrize(
    "content",
    [
        {},
        COVER | {"facts": "planted"},
        COVER | {"recipient": "planted"},
        COVER | {"handling": {"tlp": "planted", "conditions": ""}},
        COVER | {"ask": {"planted"}},
        COVER | {"ask": float("nan")},
    ],
)
def test_a_refusal_repeats_no_content(content: dict[str, Any]) -> None:
    with pytest.raises(RenderingFailed) as refused:
        render("cover", content, at=AT)
    assert str(refused.value).startswith("cover: ")
    assert "planted" not in str(refused.value)
    assert refused.value.__context__ is None


@pytest.mark.parametrize("name", ["absent", "../templates/plain", "Plain", "plain.typ"])
def test_an_unknown_template_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="template"):
        render(name, plain("x"), at=AT)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        render("plain", plain("x"), at=AT.replace(tzinfo=None))


def test_the_cover_says_what_is_asked_and_three_facts_and_no_more() -> None:
    text, _ = shown(render("cover", COVER, at=AT))
    for said in (COVER["ask"], "PKT-2026-000001", "TLP:AMBER+STRICT", "Fact 3.", COVER["answer"]["link"], "7F3A-91C2"):
        assert said.replace(" ", "") in text.replace(" ", "")
    assert "Fact4." not in text.replace(" ", "")


def test_a_crowded_cover_stays_one_page() -> None:
    crowded = COVER | {"subjects": ["A man who keeps a stall at the market and a lorry behind it. " * 2] * 10}
    with opened(render("cover", crowded, at=AT)) as document:
        assert len(document.pages) == 1


def test_a_report_keeps_facts_apart_from_assessment_and_cites_each() -> None:
    text = shown(render("case_report", report(2), at=AT))[0].replace(" ", "")
    facts, assessment = text.index("Eachfactnames"), text.index("Itisnotevidence")
    assert facts < text.index("Fact0.") < text.index("RPT-2026-000123") < assessment < text.index("Aguess.")


def test_an_empty_report_says_so_instead_of_failing() -> None:
    lists = ("facts", "assessment", "gaps", "alternatives", "done", "not_done", "timeline", "exhibits", "species")
    text, _ = shown(render("case_report", report(1) | {key: [] for key in lists}, at=AT))
    assert text.replace(" ", "").count("Nonerecorded.") == len(lists)


def test_custody_shows_both_hands_and_the_short_hash() -> None:
    text = shown(render("custody", CUSTODY, at=AT))[0]
    assert "114" in text
    assert "207" in text
    assert "0123456789abcdef" in text
    assert "ffff" not in text


@pytest.mark.parametrize(
    ("label", "colour"),
    [
        ("TLP:RED", (255, 43, 43)),
        ("TLP:AMBER", (255, 192, 0)),
        ("TLP:AMBER+STRICT", (255, 192, 0)),
        ("TLP:GREEN", (51, 255, 0)),
        ("TLP:CLEAR", (255, 255, 255)),
    ],
)
def test_a_handling_label_has_its_exact_colour_on_black(label: str, colour: tuple[int, int, int]) -> None:
    content = plain("x", handling={"tlp": label, "conditions": "x"})
    with opened(render("plain", content, at=AT)) as document:
        painted = {
            tuple(round(float(part) * 255) for part in operands)
            for operands, operator in pikepdf.parse_content_stream(document.pages[0])
            if str(operator) in ("sc", "scn", "rg", "g")
            and all(not isinstance(part, pikepdf.Name) for part in operands)
        }
    assert colour in painted or (colour == (255, 255, 255) and (255,) in painted)
    assert (0, 0, 0) in painted or (0,) in painted


def test_headings_can_be_given_in_another_language() -> None:
    text, _ = shown(render("cover", COVER | {"lang": "vi", "labels": {"ask": "Yêu cầu"}}, at=AT))
    assert "Yêucầu" in text.replace(" ", "")
    assert "Whatweask" not in text.replace(" ", "")


def test_fifty_pages_are_set_in_seconds_of_computing() -> None:
    render("plain", plain("warm"), at=AT)
    started = time.process_time()
    pdf = render("case_report", report(400), at=AT)
    spent = time.process_time() - started
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) >= 30
    assert spent < 10


def test_a_long_address_stays_inside_its_cell() -> None:
    long = EXHIBIT | {"description": "https://example.org/" + "a1b2" * 60}
    with opened(render("case_report", report(1) | {"exhibits": [long]}, at=AT)) as document:
        assert _rightmost(document) < 575  # points; the page is 595 wide with a margin of 57


def _rightmost(document: pikepdf.Pdf) -> float:
    right = 0.0
    for page in document.pages:
        across = [0.0]
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "q":
                across.append(across[-1])
            elif str(operator) == "Q":
                across.pop()
            elif str(operator) == "cm":
                across[-1] += float(operands[4])
            elif str(operator) == "Tm":
                right = max(right, across[-1] + float(operands[4]))
    return right
