"""What reading finds. Spans are [start, end) in code points of the text as given."""

from dataclasses import dataclass

from hotline.reading.language import Language

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """A taxon that the text supports. `verified`: a source confirms the name; else it is a suggestion only."""

    name: str
    rank: str
    span: Span
    said: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A word for a specimen. `confidence`: A official or seen in news, B word lists, C unverified."""

    code: str
    span: Span
    slang: bool
    confidence: str
    points_to: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a CITES unit; `unit` '' for a container whose content is not told."""

    value: float
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Price:
    """Money asked or paid; `currency` is an ISO 4217 code."""

    amount: float
    currency: str
    span: Span


@dataclass(frozen=True, slots=True)
class Spot:
    """A place; `choices` are (name, country) of others that the same words may mean. Degrees are WGS 84."""

    name: str
    country: str
    lat: float | None
    lon: float | None
    kind: str
    span: Span
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Identifier:
    """`kind` phone, plate, container, imo, mmsi, flight, awb, postal, email, url, handle, wallet, passport."""

    kind: str
    value: str
    valid: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that led to a judgement of the state."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class State:
    """What the text says of urgency and kind; `because` holds the words that led to each."""

    live: bool
    urgent: bool
    violence: bool
    official: bool
    on_topic: float
    because: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one text."""

    language: Language
    taxa: tuple[Named, ...]
    terms: tuple[Term, ...]
    quantities: tuple[Quantity, ...]
    prices: tuple[Price, ...]
    places: tuple[Spot, ...]
    identifiers: tuple[Identifier, ...]
    state: State
