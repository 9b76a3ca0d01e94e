"""What a case's reports seem to name: suggestions to accept, read in the reports' own text and nowhere else."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hotline.models import Report
from hotline.reading import identifiers
from hotline.reading.language import identify
from intel import identifying, marking
from intel.models import Entity, Fact, Schema
from intel.properties import PROPERTIES
from reference.spelling import plain

# What an identifier of hotline.reading is here. Flights, postal numbers, MMSI and passports are of something else.
SCHEMAS = {
    "phone": Schema.PHONE,
    "plate": Schema.VEHICLE,
    "container": Schema.CONTAINER,
    "email": Schema.EMAIL,
    "url": Schema.LISTING,
    "handle": Schema.USER_ACCOUNT,
    "wallet": Schema.CRYPTO_WALLET,
    "awb": Schema.CONSIGNMENT,
}
# The property that says the same as the name, for programs that look there.
PROPS = {
    Schema.VEHICLE: "registrationNumber",
    Schema.CRYPTO_WALLET: "publicKey",
    Schema.CONSIGNMENT: "awbNumber",
    Schema.LISTING: "url",
}
_NAME = r"[^\W\d_a-z]\w+(?:[ -][^\W\d_a-z]\w+){1,4}"
# A name is one where a title or a word for naming leads it, in the languages that reports are written in.
PERSON = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Dr|Ông|Bà|Anh|Chị|Sr|Sra|Bpk|Bapak|Ibu|U|Daw|Monsieur|Madame|named|called|alias|tên(?: là)?)"
    rf"\.?\s+({_NAME}|[^\W\d_a-z]\w+)"
)
COMPANY = re.compile(
    rf"(?:{_NAME}|[^\W\d_a-z]\w+),? "
    r"(?:Co\.?,? ?Ltd|Company Limited|Ltd|LLC|JSC|Inc|Pte\.? Ltd|Sdn\.? Bhd|GmbH|S\.?A)\b\.?"
)


@dataclass(frozen=True)
class Suggestion:
    """One thing that a report's text names, and where: [start, end) in code points of `marking.whole`.

    `is_sound`: its check digits hold, None where there are none.
    """

    schema: str
    name: str
    report: Report
    is_sound: bool | None = None
    start: int = 0
    end: int = 0

    @property
    def key(self) -> str:
        """The name as an entity would keep it."""
        return identifying.read(PROPERTIES[self.schema]["name"].kind, self.name, self.report.country).key

    @property
    def code(self) -> str:
        """Tells it from every other suggestion of its case; made anew on each reading."""
        return f"{self.report.reference}|{self.schema}|{self.key}"

    @property
    def facts(self) -> dict[str, str]:
        """What is recorded along with the name."""
        if self.schema == Schema.VESSEL:
            return {"imoNumber": self.name.removeprefix("IMO ")}
        return {PROPS[Schema(self.schema)]: self.name} if self.schema in PROPS else {}

    @property
    def label(self) -> str:
        return str(Schema(self.schema).label)


def of(reports: Iterable[Report], known: Iterable[Entity]) -> list[Suggestion]:
    """What the reports name and none of `known` is; see `beside`."""
    return beside(reports, Fact.objects.standing().filter(entity__in=[each.pk for each in known]))


def beside(reports: Iterable[Report], facts: Iterable[Fact]) -> list[Suggestion]:
    """What the reports name and none of the facts says, each once, reports in the order given.

    Titles and texts only, never a tip. Reports past 20,000 characters are read as far as that.
    """
    # Without accents: a name that a report writes without them is more likely the known one than another.
    seen = {plain(fact.key) for fact in facts}
    found: list[Suggestion] = []
    for report in reports:
        for each in _in(report):
            if plain(each.key) not in seen:
                seen.add(plain(each.key))
                found.append(each)
    return found


def _in(report: Report) -> Iterator[Suggestion]:
    text = marking.whole(report)[:20_000]
    countries = (report.country,) if report.country else ()
    for each in identifiers.find(text, identify(text).code, countries):
        if each.kind in SCHEMAS:
            yield Suggestion(SCHEMAS[each.kind], each.value, report, each.valid, *each.span)
        elif each.kind == "imo":
            yield Suggestion(Schema.VESSEL, f"IMO {each.value}", report, each.valid, *each.span)
    for match in COMPANY.finditer(text):
        name = match[0].rstrip("., ")
        yield Suggestion(Schema.COMPANY, name, report, None, match.start(), match.start() + len(name))
    for match in PERSON.finditer(text):
        yield Suggestion(Schema.PERSON, match[1], report, None, *match.span(1))
