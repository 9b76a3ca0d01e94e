"""Files as cameras, phones and offices write them, with secrets in every corner that such files have."""

import io
import math
import struct
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

import av
import pikepdf
from PIL import Image

# What must not be found in any copy. Latitude and longitude: 11.5564 N, 104.9282 E.
SECRETS = (
    b"PlantedMaker",
    b"PlantedModel",
    b"PlantedName",
    b"PlantedNote",
    b"PlantedScript",
    b"PlantedFile",
    b"104.92",
)
TAKEN = "2021:03:04 05:06:07"
XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    b'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmp:CreatorTool="PlantedMaker Studio" '
    b'exif:GPSLatitude="11,33.38N" exif:GPSLongitude="104.92E"><dc:creator><rdf:Seq><rdf:li>PlantedName</rdf:li>'
    b'</rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def exif() -> Image.Exif:
    """A phone's EXIF: maker, time, position, serial number, maker note."""
    found = Image.Exif()
    found[0x010F], found[0x0110], found[0x0131], found[0x0132] = (
        "PlantedMaker",
        "PlantedModel",
        "PlantedNote 1.0",
        TAKEN,
    )
    found[0x013B] = "PlantedName"
    found.get_ifd(0x8769).update({
        0x9003: TAKEN, 0x927C: b"MAKER\0PlantedNote\0" + bytes(range(256)), 0x9286: b"ASCII\0\0\0PlantedNote",
        0xA431: "PlantedNote-0042", 0xA430: "PlantedName",
    })  # fmt: skip
    found.get_ifd(0x8825).update({1: "N", 2: (11.0, 33.0, 23.04), 3: "E", 4: (104.0, 55.0, 41.52), 29: "2021:03:04"})
    return found


def picture(kind: str, size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """A JPEG, PNG, WEBP or HEIF with all that a camera adds."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    drawn = Image.new("RGB", size, "teal")
    drawn.paste("white", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    drawn.save(out, kind, **{"exif": exif(), "xmp": XMP} | options)
    return out.getvalue()


def box(name: bytes, content: bytes) -> bytes:
    """A box of the ISO base media format."""
    return struct.pack(">I", 8 + len(content)) + name + content


def _apple_words(name: bytes, words: bytes) -> bytes:
    return box(name, struct.pack(">HH", len(words), 0x15C7) + words)


def film(container: str = "mp4", picture: str = "libx264", sound: str = "aac", *, rate: int = 48000) -> bytes:
    """One second of a phone's film: position, maker and time as tags, as atoms of two makers, and as a lane of data.

    Args:
        sound: "" for none.
    """
    out = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if container in ("mp4", "mov") else {}
    with av.open(out, "w", format=container, options=options) as target:
        target.metadata.update({
            "location": "+11.5564+104.9282/", "make": "PlantedMaker", "com.apple.quicktime.model": "PlantedModel",
            "creation_time": "2021-03-04T05:06:07Z", "title": "PlantedName", "comment": "PlantedNote",
        })  # fmt: skip
        lane = target.add_stream(picture, rate=10)
        lane.width, lane.height, lane.pix_fmt = 64, 48, "yuv420p"
        lane.metadata["handler_name"] = "PlantedNote"
        heard = target.add_stream(sound, rate=rate, layout="mono") if sound else None
        for number in range(10):
            target.mux(lane.encode(_frame(number)))
        target.mux(lane.encode(None))
        if heard:
            for frame in tone(440, 1, rate):
                target.mux(heard.encode(frame))
            target.mux(heard.encode(None))
    return _with_atoms(out.getvalue()) if container in ("mp4", "mov") else out.getvalue()


def _frame(number: int) -> Any:
    """Three dark frames, then one with something on it."""
    drawn = Image.new("RGB", (64, 48), "black" if number < 3 else "red")
    if number >= 3:
        drawn.paste("white", (0, 0, 20, 20))
    frame = av.VideoFrame.from_image(drawn)
    frame.pts, frame.time_base = number, Fraction(1, 10)
    return frame


def _with_atoms(content: bytes) -> bytes:
    """Add what a muxer would not write: it stands in the last box, `moov`, and behind it."""
    at = content.rindex(b"moov") - 4
    moov = content[at + 8 :]
    told = box(b"udta", b"".join((
        _apple_words(b"\xa9xyz", b"+11.5564+104.9282/"), _apple_words(b"\xa9mak", b"PlantedMaker"),
        _apple_words(b"\xa9mod", b"PlantedModel"), box(b"PlNt", b"PlantedNote"),
    )))  # fmt: skip
    packet = box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + XMP)
    return content[:at] + box(b"moov", moov + told) + packet + box(b"free", b"PlantedFile")


def turned(content: bytes) -> bytes:
    """A film that is to be shown turned by a quarter to the right: the matrix in its first track header."""
    plain, quarter = ((0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 1 << 30), (0, 0x10000, 0, 0xFFFF0000, 0, 0, 0, 0, 1 << 30))
    at = content.index(struct.pack(">9I", *plain), content.index(b"tkhd"))
    return content[:at] + struct.pack(">9I", *quarter) + content[at + 36 :]


def tone(hertz: float, seconds: float, rate: int) -> Iterator[Any]:
    """A pure tone in frames of 1024 samples."""
    for at in range(0, int(rate * seconds) - 1023, 1024):
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
        wave = (0.5 * math.sin(2 * math.pi * hertz * (at + each) / rate) for each in range(1024))
        frame.planes[0].update(struct.pack("1024f", *wave))
        yield frame


def recording(container: str = "ogg", codec: str = "libopus", *, hertz: float = 440, rate: int = 48000) -> bytes:
    """One second of a voice note, as an even tone."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        target.metadata.update({"title": "PlantedName", "artist": "PlantedName", "comment": "PlantedNote"})
        lane = target.add_stream(codec, rate=rate, layout="mono")
        for frame in tone(hertz, 1, rate):
            target.mux(lane.encode(frame))
        target.mux(lane.encode(None))
    return out.getvalue()


def pitch(content: bytes) -> float:
    """How many times a second an even tone swings: its crossings of zero, in the middle half of the recording."""
    with av.open(io.BytesIO(content)) as source:
        plain = av.AudioResampler(format="flt", layout="mono", rate=48000)
        frames = [each for frame in source.decode(audio=0) for each in plain.resample(frame)]
    samples = [
        value for frame in frames for (value,) in struct.iter_unpack("f", bytes(frame.planes[0])[: frame.samples * 4])
    ]
    middle = samples[len(samples) // 4 : len(samples) * 3 // 4]
    rising = sum(before < 0 <= after for before, after in pairwise(middle))
    return rising * 48000 / len(middle)


def seconds(content: bytes) -> float:
    """How long a recording plays."""
    with av.open(io.BytesIO(content)) as source:
        return sum(frame.samples / frame.sample_rate for frame in source.decode(audio=0))


def pdf(*, pages: int = 2) -> bytes:
    """A PDF with an author, XMP, a script that runs on opening, an enclosed file and words."""
    made = pikepdf.new()
    for _number in range(pages):
        made.add_blank_page(page_size=(300, 200))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    made.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    made.pages[0].Contents = made.make_stream(b"BT /F1 24 Tf 20 100 Td (PlantedName was here) Tj ET")
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('PlantedScript')"))
    made.Root.OpenAction = script
    made.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script]))
    )
    made.attachments["PlantedFile.txt"] = b"PlantedFile"
    made.docinfo["/Author"], made.docinfo["/CreationDate"] = "PlantedName", "D:20210304050607Z"
    made.Root.Metadata = made.make_stream(XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    out = io.BytesIO()
    made.save(out, compress_streams=False)
    return out.getvalue()


_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument."
_DEFAULTS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
)
_CORE_LINK = (
    '<Relationship Id="r2" Target="docProps/core.xml" '
    'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>'
)
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:creator>PlantedName</dc:creator><cp:lastModifiedBy>PlantedNote</cp:lastModifiedBy>"
    "<dcterms:created>2021-03-04T05:06:07Z</dcterms:created></cp:coreProperties>"
)


def package(main: str, kind: str, parts: dict[str, str | bytes], links: str = "") -> bytes:
    """An Office Open XML package with an author. `main`: the path of its first part."""
    folder, _, name = main.partition("/")
    out = io.BytesIO()
    overrides = f'<Override PartName="/{main}" ContentType="{_MAIN}{kind}.main+xml"/>{links and SHEET_TYPE}'
    starts = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="{main}"/>{_CORE_LINK}'
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{_DEFAULTS}{overrides}</Types>')
        held.writestr("_rels/.rels", f'<Relationships xmlns="{_LINKS}">{starts}</Relationships>')
        held.writestr("docProps/core.xml", _CORE)
        if links:
            held.writestr(f"{folder}/_rels/{name}.rels", f'<Relationships xmlns="{_LINKS}">{links}</Relationships>')
        for path, content in parts.items():
            held.writestr(path, content)
    return out.getvalue()


SHEET_TYPE = f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_MAIN}spreadsheetml.worksheet+xml"/>'


def docx(words: str = "Pangolins at the pier", **extra: bytes) -> bytes:
    """A text with an author. `extra`: further parts, `word/<name>.bin`."""
    paragraph = f"<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body>"
    text = (
        f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{paragraph}</w:document>'
    )
    parts: dict[str, str | bytes] = {"word/document.xml": text}
    return package("word/document.xml", "wordprocessingml.document",
                   parts | {f"word/{name}.bin": content for name, content in extra.items()})  # fmt: skip


def xlsx() -> bytes:
    """A table with an author."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    only = '<sheets><sheet name="a" sheetId="1" r:id="s1"/></sheets>'
    book = f'<workbook xmlns="{main}" xmlns:r="{_OFFICE}">{only}</workbook>'
    sheet = f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><v>42</v></c></row></sheetData></worksheet>'
    link = f'<Relationship Id="s1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    parts: dict[str, str | bytes] = {"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet}
    return package("xl/workbook.xml", "spreadsheetml.sheet", parts, link)
