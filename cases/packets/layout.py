"""The names a packet may hold: nothing else leaves in one."""

import re

PACKET = re.compile(r"PKT-[0-9]{4}-[0-9]{6}")
EXHIBIT = re.compile(r"EXH-[0-9]{4}-[0-9]{6}")

COVER = "00_cover.pdf"
CASE_REPORT = "01_case_report.pdf"
ENTITIES_CSV = "02_entities.csv"
ENTITIES_JSON = "02_entities.json"
TIMELINE = "03_timeline.csv"
TIMELINE_PDF = "03_timeline.pdf"
NETWORK_GRAPHML = "04_network.graphml"
NETWORK_GEXF = "04_network.gexf"
NETWORK_CSV = "04_network.csv"
NETWORK_PDF = "04_network.pdf"
MAP_GEOJSON = "05_map.geojson"
MAP_KML = "05_map.kml"
MAP_PDF = "05_map.pdf"
EXHIBITS = "06_exhibits/"
CAPTURES_CSV = "06_exhibits/captures.csv"
CAPTURES_PDF = "06_exhibits/captures.pdf"
CORRECTIONS_CSV = "06_exhibits/corrections.csv"
CORRECTIONS_PDF = "06_exhibits/corrections.pdf"
LISTINGS_CSV = "06_exhibits/listings.csv"
CUSTODY_CSV = "07_custody.csv"
CUSTODY_PDF = "07_custody.pdf"
STATEMENTS = "08_statements/"
STATEMENTS_CSV = "08_statements/statements.csv"
ILLEGAL_TRADE_REPORT = "09_species/illegal_trade_report.csv"
ECOMESSAGE = "09_species/ecomessage.docx"
IDENTIFICATION = "09_species/identification.csv"
STIX = "10_stix.json"
VERIFY = "11_verify.txt"

MEANINGS = {
    COVER: "one page to act on: what is asked, by when and why",
    CASE_REPORT: "the account: facts with their grades, apart from our assessment (PDF/A-3)",
    ENTITIES_CSV: "people, companies, vehicles, accounts and places named in the report, as a table",
    ENTITIES_JSON: "the same, for programs",
    TIMELINE: "what happened when, in UTC and in the time that it was told in, on which reports it rests, and what "
    "contradicts it (conflict: the numbers of those entries)",
    TIMELINE_PDF: "the same, drawn",
    NETWORK_GRAPHML: "who is linked to whom, for yEd, Gephi or Cytoscape",
    NETWORK_GEXF: "the same, for Gephi",
    NETWORK_CSV: "the same, as a table of links",
    NETWORK_PDF: "the same, drawn, with its legend",
    MAP_GEOJSON: "the places, for map programs",
    MAP_KML: "the places, for Google Earth",
    MAP_PDF: "the places, drawn, each with how exactly it is known",
    CAPTURES_CSV: "pages captured on the network: address, time, account, tool, operator, and the hashes of each file",
    CAPTURES_PDF: "the same, to read",
    CORRECTIONS_CSV: "what was corrected in an exhibit's record: by whom, when, why, as it was and as it is, and the "
    "line of its custody that vouches for it",
    CORRECTIONS_PDF: "the same, to read",
    LISTINGS_CSV: "offers on the network: address, platform, account, species, price, how they stand and since when, "
    "and which captures show them",
    CUSTODY_CSV: "who held which exhibit when, each line chained to the one before by a hash",
    CUSTODY_PDF: "the same, to read and sign",
    STATEMENTS_CSV: "statements: whose by service number, or held by the handler; language, translator, willingness",
    ILLEGAL_TRADE_REPORT: "the seizures in the columns of the CITES annual illegal trade report: a draft for "
    "the Management Authority to file",
    ECOMESSAGE: "a draft of the INTERPOL ECOMESSAGE, for the agency to check and send",
    IDENTIFICATION: "what each specimen was identified as, by whom, from what and how certainly",
    STIX: "the report in STIX 2.1, for threat intelligence platforms",
    VERIFY: "how to check this packet without any tool of ours",
}
_EXHIBIT_FILE = re.compile(rf"(?:{EXHIBITS}|{STATEMENTS})({EXHIBIT.pattern})\.[a-z0-9]{{1,8}}")


def exhibit_file(reference: str, extension: str, folder: str = EXHIBITS) -> str:
    """Name an exhibit's file: ("EXH-2026-000001", "jpg") is `06_exhibits/EXH-2026-000001.jpg`.

    Args:
        folder: EXHIBITS or STATEMENTS.
    Raises: ValueError if the reference is no exhibit's or the extension is not 1 to 8 of a-z and 0-9.
    """
    name = f"{folder}{reference}.{extension}"
    if not _EXHIBIT_FILE.fullmatch(name):
        raise ValueError("not an exhibit's reference and a plain extension")
    return name


def exhibit_of(name: str) -> str | None:
    """The exhibit whose file this is, None for every other file."""
    match = _EXHIBIT_FILE.fullmatch(name)
    return match[1] if match else None


def is_allowed(name: str) -> bool:
    """Whether a payload file (named below `data/`) belongs in a packet."""
    return name in MEANINGS or exhibit_of(name) is not None


def meaning(name: str) -> str:
    """One line on what a file is, for the reader of the packet."""
    return MEANINGS.get(name) or f"exhibit {exhibit_of(name)}, byte for byte as {CUSTODY_CSV} records it"
