"""One grade in other services' scales, derived and never stored. Pure.

We keep three inputs: reliability A-F and credibility 1-6 (Admiralty), and how the source knows it. Europol's 4x4
(Regulation (EU) 2016/794, article 29) and the United Kingdom's 3x5x2 ask how a thing is known, the Admiralty scale how
likely it is true; so each letter below is derived from the input that asks the same, and a person confirms it.
"""

from dataclasses import dataclass

from hotline.models.report import Credibility, Handling, Knowledge, Reliability

INPUTS = ("reliability", "credibility", "knowledge", "handling")  # fields of a report, in this order
EUROPOL_SOURCE: dict[str, str] = {
    Reliability.A: "A", Reliability.B: "B", Reliability.C: "B", Reliability.D: "C", Reliability.E: "C",
    Reliability.F: "X",
}  # fmt: skip
EUROPOL_INFORMATION: dict[str, str] = {
    Knowledge.WITNESSED: "2", Knowledge.DIRECT: "2", Knowledge.CORROBORATED: "3", Knowledge.INDIRECT: "4",
    Knowledge.UNKNOWN: "4", Knowledge.FALSE: "4",
}  # fmt: skip
UK_SOURCE: dict[str, str] = {
    Reliability.A: "1", Reliability.B: "1", Reliability.C: "2", Reliability.D: "3", Reliability.E: "3",
    Reliability.F: "2",
}  # fmt: skip
# E and the conditions behind C were recalled and not found in a source that can be cited.
UK_INFORMATION: dict[str, str] = {
    Knowledge.WITNESSED: "A", Knowledge.DIRECT: "A", Knowledge.CORROBORATED: "B", Knowledge.INDIRECT: "C",
    Knowledge.UNKNOWN: "D", Knowledge.FALSE: "E",
}  # fmt: skip
UK_HANDLING: dict[str, str] = {
    Handling.RED: "C", Handling.AMBER_STRICT: "C", Handling.AMBER: "C", Handling.GREEN: "P", Handling.CLEAR: "P",
}  # fmt: skip
# Per cent, for STIX's `confidence`; absent where the truth cannot be judged. Not found in a source that can be cited.
CONFIDENCE: dict[str, str] = {
    Credibility.CONFIRMED: "90", Credibility.PROBABLE: "70", Credibility.POSSIBLE: "50", Credibility.DOUBTFUL: "30",
    Credibility.IMPROBABLE: "10", Credibility.UNKNOWN: "",
}  # fmt: skip


@dataclass(frozen=True)
class Derived:
    """`europol` as `B2`, `uk` as `2AC`, `confidence` in per cent; "" where an input is missing or tells nothing.

    Args:
        by_hand: 3x5x2 has no class between reliable and untested: whether C is really 2, a person says.
    """

    europol: str = ""
    uk: str = ""
    confidence: str = ""
    by_hand: bool = False


def derived(reliability: str, credibility: str, knowledge: str, handling: str) -> Derived:
    """The three scales from what a report holds. Anything outside the scales gives nothing."""
    source, known = EUROPOL_SOURCE.get(reliability, ""), EUROPOL_INFORMATION.get(knowledge, "")
    if known and credibility == Credibility.CONFIRMED and knowledge != Knowledge.FALSE:
        known = "1"  # "information the accuracy of which is not in doubt"
    uk = [UK_SOURCE.get(reliability, ""), UK_INFORMATION.get(knowledge, ""), UK_HANDLING.get(handling, "")]
    return Derived(
        source + known if source and known else "", "".join(uk) if all(uk) else "", CONFIDENCE.get(credibility, ""),
        by_hand=reliability == Reliability.C,
    )  # fmt: skip


def tables() -> dict[str, dict[str, str]]:
    """The same for a page's script: by the name of the table, from the value of a field."""
    named = {
        "europol_source": EUROPOL_SOURCE, "europol_information": EUROPOL_INFORMATION, "uk_source": UK_SOURCE,
        "uk_information": UK_INFORMATION, "uk_handling": UK_HANDLING, "confidence": CONFIDENCE,
    }  # fmt: skip
    return {name: {str(value): code for value, code in table.items()} for name, table in named.items()}
