"""Pages of the book of places: countries, areas, districts, towns, airports, border posts, ports and markets."""

import re
from collections import defaultdict

from hotline.reading.folding import phrase
from hotline.reading.keys import key as keyed
from hotline.reading.lists import rows
from reference.editions.files import Files
from reference.editions.row import Row

# Words for the kind of an area, which people leave out.
KIND_WORDS = re.compile(
    r"(?i)^(tỉnh|thành phố|province of|state of|provincia de|provincia del|departamento de|departamento del|région de|"
    r"wilayah|provinsi|mkoa wa|จังหวัด|ແຂວງ|ខេត្ត)\s*|"
    r"\s*(province|state|region|oblast|krai|kray|region|governorate|prefecture|division|county|district|city|municipality|"
    r"область|край|प्रदेश राज्य|省|市|自治区|壮族自治区|维吾尔自治区|回族自治区|特别行政区|县|府|တိုင်းဒေသကြီး|ပြည်နယ်)$"
)
AREA_COLUMNS = (
    "name",
    "name_en_alt",
    "km",
    "lo",
    "my",
    "th",
    "vi",
    "zh",
    "zh_Hant",
    "ms",
    "id",
    "ar",
    "fr",
    "es",
    "pt",
    "ru",
    "hi",
)
AIRPORT_WORDS = re.compile(r"(?i)\s*(international|domestic|regional|municipal|airport|airfield|aerodrome|air base)")
SCRIPT_LANGUAGE = (("\u0400", "\u04ff", "ru"), ("\u0600", "\u06ff", "ar"), ("\u0900", "\u097f", "ne"))
SHORTEST = 3
MIN_TOWN = 15_000  # people; smaller towns are in the gazetteer for few countries only and collide with words


class PlaceNames:
    """`records`: [name, country, lat, lon, kind, weight]; `pages()`: numbers of records by spelling, parted by ','.

    A number is followed by `a` where the spelling is another than the place's own name.
    """

    def __init__(self, files: Files) -> None:
        self.records: list[tuple[str, str, float | None, float | None, str, int]] = []
        self.found: dict[str, dict[int, str]] = defaultdict(dict)
        self._seats: dict[str, tuple[float, float]] = {}
        towns = list(files.rows("places_gazetteer.csv"))
        self._countries(files)
        self._areas(files, towns)
        self._towns(towns)
        self._local()
        self._posts(files)
        self._airports(files)

    def pages(self) -> dict[str, str]:
        return {key: ",".join(f"{number}{mark}" for number, mark in found.items()) for key, found in self.found.items()}

    def _add(
        self, names: list[str], alternatives: list[str], record: tuple[str, str, float | None, float | None, str, int]
    ) -> None:
        number = len(self.records)
        self.records.append(record)
        for mark, spelt in (("", names), ("a", alternatives)):
            for name in spelt:
                for key in spellings(name):
                    if len(key) >= SHORTEST or not key.isascii():
                        self.found[key].setdefault(number, mark)

    def _countries(self, files: Files) -> None:
        ours = {row["country"]: row["names"].split("|") for row in rows("countries")}
        names = {
            row.text("code"): row.text("name")
            for row in files.rows("cites_codes.csv")
            if row.text("code_type") == "country"
        }
        for code in {**names, **ours}:
            if code in ("XX", "ZZ", "XV", "XA", "XC", "XE", "XF", "XM", "XS"):
                continue
            own = ours.get(code, [])
            name = own[0] if own else names[code].split(",")[0].split("(")[0].strip()
            self._add([name, *own], [], (name, code, None, None, "country", 100))

    def _areas(self, files: Files, towns: list[Row]) -> None:
        seats: dict[tuple[str, str], tuple[int, float | None, float | None]] = {}
        for town in towns:
            area = town.text("country"), town.text("geonames_admin1")
            people = town.whole("population") or 0
            if people > seats.get(area, (0, None, None))[0]:
                seats[area] = (people, *town.position())
        for row in files.rows("places_admin1.csv"):
            country = row.text("country")
            names = list(dict.fromkeys(filter(None, (row.text(column) for column in AREA_COLUMNS))))
            names += [short for name in names if (short := KIND_WORDS.sub("", name).strip()) and short != name]
            _people, lat, lon = seats.get((country, row.text("geonames_admin1")), (0, None, None))
            if country in ("VN", "TW"):  # areas of the gazetteer are numbered otherwise there
                lat = lon = None
            name = KIND_WORDS.sub("", row.text("name_en_alt") or row.text("name")).strip()
            self._add(names, [], (name, country, lat, lon, "province", 52))
        for row in files.rows("places_kh_districts.csv"):
            self._add(
                [row.text("district_en"), row.text("district_kh")],
                [],
                (row.text("district_en"), "KH", None, None, "district", 30),
            )

    def _towns(self, towns: list[Row]) -> None:
        for row in towns:
            people = row.whole("population") or 0
            if people < MIN_TOWN:
                continue
            names = [row.text("name"), *row.listed("names_local_script")]
            others = [name for name in row.listed("names_latin_alt") if len(name) > 3 and not name.isupper()]
            weight = 8 * len(str(people)) + int(str(people)[0]) // 2
            self._add(names, others, (row.text("name"), row.text("country"), *row.position(), "town", weight))

    def _local(self) -> None:
        """Names that the gazetteer has not room for: of known towns, of areas, of parks that people name."""
        here = {(record[1], phrase(record[0])): record for record in reversed(self.records) if record[4] != "country"}
        for row in rows("local_names"):
            known = here.get((row["country"], phrase(row["place"])))
            lat, lon = (known[2], known[3]) if known else (None, None)
            weight = max(known[5], 50) if known else 50
            record = (row["place"], row["country"], lat, lon, known[4] if known else "area", weight)
            self._add([row["place"], *row["names"].split("|")], [], record)

    def _posts(self, files: Files) -> None:
        for row in files.rows("places_borders_ports.csv"):
            kind = {"land": "border", "sea": "port"}.get(row.text("kind"), "market")
            whole = row.text("name")
            names = [whole, re.sub(r"\s*\(.*", "", whole), *row.listed("local_names")]
            names += re.findall(r"\(([^)]*)\)", whole) if kind == "border" else []
            name = re.sub(r"\s*\(.*", "", whole)
            country = row.text("country")
            locals_here = [each for each in names if not _of_opposite(each, country)]
            self._add(locals_here, [], (name, country, *row.position(), kind, 56))
            opposite = row.text("opposite_name")
            if opposite and row.text("opposite_country"):
                theirs = [
                    opposite,
                    re.sub(r"\s*\(.*", "", opposite),
                    *(each for each in names if _of_opposite(each, country)),
                ]
                self._add(
                    theirs,
                    [],
                    (re.sub(r"\s*\(.*", "", opposite), row.text("opposite_country"), *row.position(), kind, 50),
                )

    def _airports(self, files: Files) -> None:
        for row in files.rows("places_airports.csv"):
            if not row.text("iata"):
                continue
            whole = row.text("name")
            short = AIRPORT_WORDS.sub("", whole).strip(" -/")
            names = [
                whole,
                f"{short} airport",
                f"sân bay {short}",
                f"bandara {short}",
                f"aéroport {short}",
                f"aeropuerto {short}",
            ]
            names += (
                [f"{row.text('city')} airport", f"aeroporto {short}", f"aéroport de {short}", f"aeropuerto de {short}"]
                if row.text("city")
                else []
            )
            self._add(names, [f"iata {row.text('iata')}"], (whole, row.text("country"), *row.position(), "airport", 46))


def _of_opposite(name: str, country: str) -> bool:
    """Whether a local name of a post is written in a script that its own country does not use."""
    scripts = {
        "TH": "\u0e00\u0e7f",
        "LA": "\u0e80\u0eff",
        "KH": "\u1780\u17ff",
        "MM": "\u1000\u109f",
        "CN": "\u4e00\u9fff",
    }
    for owner, (low, high) in ((owner, tuple(ends)) for owner, ends in scripts.items()):
        if low <= name[:1] <= high:
            return owner != country
    return False


def spellings(name: str) -> set[str]:
    """The keys by which a text finds this name."""
    made = {phrase(name)}
    for low, high, lang in SCRIPT_LANGUAGE:
        if low <= name[:1] <= high:
            made.add(keyed(name, lang))
    return {key for key in made if key}
