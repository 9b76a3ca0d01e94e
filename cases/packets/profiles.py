"""What each class of recipient may be given: a field or file not named here cannot leave."""

from dataclasses import dataclass, replace

from cases.models.packet import ProfileName
from cases.packets import layout

_PAPERS = frozenset(
    {
        layout.COVER, layout.CASE_REPORT, layout.TIMELINE, layout.TIMELINE_PDF, layout.MAP_GEOJSON, layout.MAP_KML,
        layout.MAP_PDF, layout.VERIFY,
    }
)  # fmt: skip
_EVIDENCE = frozenset(
    {
        layout.EXHIBITS, layout.CAPTURES_CSV, layout.CAPTURES_PDF, layout.CUSTODY_CSV, layout.CUSTODY_PDF,
        layout.CORRECTIONS_CSV, layout.CORRECTIONS_PDF, layout.LISTINGS_CSV,
    }
)  # fmt: skip
_STATEMENTS = frozenset({layout.STATEMENTS, layout.STATEMENTS_CSV})
_TRADE = frozenset({layout.ILLEGAL_TRADE_REPORT})
_SPECIES = _TRADE | {layout.ECOMESSAGE, layout.IDENTIFICATION}

_EXHIBIT = frozenset({"reference", "description", "acquired_on", "acquired_by", "acquired_how", "sha256"})
_EXHIBIT_IN_FULL = _EXHIBIT | {"blake2b", "tool", "clock_offset", "seal"}
# Columns of a record whose corrections are told: of those that the exhibit itself, or its custody, tells.
_CORRECTED = frozenset(
    {
        "description", "acquired_at", "acquired_zone", "acquirer", "acquired_where", "acquired_how", "capture.url",
        "capture.platform", "capture.account_id", "capture.handle",
    }
)  # fmt: skip
_CORRECTED_STATEMENT = frozenset(
    {"statement.by_service_number", "statement.language", "statement.translator", "statement.willing"}
)
_CORRECTED_IN_FULL = _CORRECTED | {"tool", "tool_version", "clock_offset"}
_CAPTURE = frozenset(
    {"reference", "description", "url", "at", "platform", "account_id", "handle", "tool", "operator", "files"}
)
_LISTING = frozenset(
    {
        "reference", "url", "platform", "account", "offered", "name", "appendix", "term", "price", "quantity", "place",
        "first_seen", "state", "online", "seen_on", "reported_on", "removed_on", "reappeared_on", "captures",
    }
)  # fmt: skip
_STATEMENT = frozenset(
    {"reference", "description", "taken_on", "whose", "language", "translation_of", "translator", "willing"}
)
_HAPPENED = frozenset(
    {
        "no", "at", "until", "local", "zone", "precision", "what", "place", "country", "report", "grade", "exhibits",
        "disputed", "conflict",
    }
)  # fmt: skip
_PLACE = frozenset({"kind", "reference", "what", "place", "country", "at", "grade", "lat", "lon", "km"})
_COUNTRY = frozenset({"country", "lat", "lon", "km"})
_NETWORK = frozenset(
    {
        layout.ENTITIES_CSV, layout.ENTITIES_JSON, layout.NETWORK_GRAPHML, layout.NETWORK_GEXF, layout.NETWORK_CSV,
        layout.NETWORK_PDF, layout.STIX,
    }
)  # fmt: skip
_ENTITY = frozenset({"id", "schema", "kind", "name"})
_FACT = frozenset({"property", "label", "value", "checked", "report", "grade", "first_seen", "last_seen"})
_LINK = frozenset({"kind", "words", "role", "basis", "grade", "report", "began", "ended", "period", "summary"})
_LINE = frozenset({"name", "common_name", "appendix", "specimen", "quantity"})
_SEIZURE = frozenset(
    {
        "reference", "date", "country", "place", "setting", "agency", "reason", "transport", "detection", "concealment",
        "origin", "transit", "destination", "route", "value", "valued", "law", "sanction", "disposal", "additional",
        "proof",
    }
)  # fmt: skip
_SPECIMEN = frozenset(
    {
        "name", "common_name", "appendix", "appendix_note", "term", "term_name", "quantity", "unit", "reported",
        "condition", "marks", "source", "purpose", "origin", "identified_by", "basis", "certainty",
    }
)  # fmt: skip
_ANIMALS = frozenset({"reference", "name", "number", "marks", "fate", "seen_on", "centre", "release_place"})
_PERSON = frozenset({"name", "role", "role_code", "is_company", "born", "nationality", "documents", "arrested"})
_JUDGEMENT = frozenset({"text", "conclusion", "likelihood", "confidence", "evidence"})

_PROCEEDING = frozenset({"reference", "body", "number", "country", "stage", "standing", "hearing", "record"})
_CHARGE = frozenset({"accused", "provision", "offences", "verdict", "decided"})
_SENTENCE = frozenset({"accused", "at", "term", "fine", "confiscated", "other"})
_OUTCOME = frozenset({"at", "kind", "quantity", "place", "proof"})


@dataclass(frozen=True)
class Profile:
    """The allow-list of one class of recipient.

    files: names of `layout`; EXHIBITS and STATEMENTS stand for the folders, and without the latter no statement leaves.
    case, report, timeline, exhibit, species: fields by the names that `assembly` knows; seizure, specimen, animals,
    person: by those of `cases.seizing.fields`; proceeding, charge, sentence, outcome: by those of
    `cases.packets.court`; capture, statement: by those of `sheets`; correction: columns of an exhibit's record and of
    its sheet (`cases.wordings.COLUMNS`), whose corrections are told. originals: whether an exhibit's original leaves
    where a custodian cleared it; the scrubbed copy does otherwise.
    listing: by those of `cases.packets.listings`.
    map: fields of a place; without `place` itself only countries are told.
    hypothesis, question, point: what the case asks itself and did, by the names of `fields`.
    entity, fact, link: by those of `entities`.
    """

    files: frozenset[str]
    case: frozenset[str]
    report: frozenset[str]
    timeline: frozenset[str]
    exhibit: frozenset[str] = _EXHIBIT
    correction: frozenset[str] = frozenset()
    capture: frozenset[str] = frozenset()
    listing: frozenset[str] = frozenset()
    statement: frozenset[str] = frozenset()
    species: frozenset[str] = _LINE
    seizure: frozenset[str] = frozenset()
    specimen: frozenset[str] = frozenset()
    animals: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()
    hypothesis: frozenset[str] = frozenset()
    question: frozenset[str] = frozenset()
    point: frozenset[str] = frozenset()
    map: frozenset[str] = frozenset()
    entity: frozenset[str] = frozenset()
    fact: frozenset[str] = frozenset()
    link: frozenset[str] = frozenset()
    proceeding: frozenset[str] = frozenset()
    charge: frozenset[str] = frozenset()
    sentence: frozenset[str] = frozenset()
    outcome: frozenset[str] = frozenset()
    originals: bool = False


_INVESTIGATOR = Profile(
    files=_PAPERS | _EVIDENCE | _SPECIES | _NETWORK,
    case=frozenset({"title", "summary", "law", "risk", "risks"}),
    report=frozenset({"text", "reference", "grade", "alias", "offences", "country", "place", "date"}),
    timeline=_HAPPENED,
    exhibit=_EXHIBIT_IN_FULL,
    correction=_CORRECTED_IN_FULL,
    capture=_CAPTURE,
    listing=_LISTING,
    map=_PLACE,
    seizure=_SEIZURE, specimen=_SPECIMEN, animals=_ANIMALS, person=_PERSON,
    entity=_ENTITY, fact=_FACT, link=_LINK,
    hypothesis=_JUDGEMENT,
    question=frozenset({"text"}),
    point=frozenset({"text", "note", "on"}),
)  # fmt: skip
_FOR_TRIAL = Profile(
    files=_INVESTIGATOR.files | _STATEMENTS,
    case=_INVESTIGATOR.case | {"not_enclosed"},
    report=_INVESTIGATOR.report,
    timeline=_INVESTIGATOR.timeline,
    exhibit=_EXHIBIT_IN_FULL | {"stored", "legal_basis"},
    correction=_CORRECTED_IN_FULL | _CORRECTED_STATEMENT | {"legal_basis"},
    capture=_CAPTURE,
    listing=_LISTING,
    statement=_STATEMENT,
    map=_PLACE,
    seizure=_SEIZURE, specimen=_SPECIMEN, animals=_ANIMALS, person=_PERSON,
    entity=_ENTITY, fact=_FACT, link=_LINK,
    hypothesis=_INVESTIGATOR.hypothesis | {"not_enclosed"},
    question=_INVESTIGATOR.question,
    point=_INVESTIGATOR.point,
    proceeding=_PROCEEDING, charge=_CHARGE, sentence=_SENTENCE, outcome=_OUTCOME,
    originals=True,
)  # fmt: skip

BY_NAME: dict[str, Profile] = {
    ProfileName.DUTY: Profile(
        files=_PAPERS | _EVIDENCE | {layout.ENTITIES_CSV},
        case=frozenset({"title", "summary", "law", "risk", "risks"}),
        report=frozenset({"text", "reference", "grade", "offences", "country", "place", "date"}),
        timeline=_HAPPENED,
        correction=_CORRECTED,
        capture=_CAPTURE,
        listing=_LISTING,
        map=_PLACE,
        entity=_ENTITY,
        fact=_FACT,
    ),
    ProfileName.INVESTIGATOR: _INVESTIGATOR,
    ProfileName.PROSECUTOR: replace(_FOR_TRIAL, case=_FOR_TRIAL.case | {"disclosure"}),
    ProfileName.COURT: _FOR_TRIAL,
    ProfileName.NGO: Profile(
        files=_PAPERS | _TRADE,
        case=frozenset({"title", "summary"}),
        report=frozenset({"text", "reference", "grade", "offences", "country"}),
        timeline=_HAPPENED - {"place", "local", "zone", "exhibits"},
        exhibit=frozenset(),
        map=_COUNTRY,
        seizure=frozenset(
            {"reference", "date", "country", "transport", "origin", "transit", "destination", "disposal"}
        ),
        specimen=frozenset({"name", "appendix", "term", "quantity", "unit", "reported", "condition"}),
        animals=frozenset({"name", "number", "fate"}),
    ),
}
