"""Code lists, units, the words people use for them, and offences."""

from collections.abc import Iterator
from typing import Any

from reference.editions.files import Files
from reference.editions.merge import Change, Plan, merge
from reference.editions.row import Row
from reference.models import Offence, TermWord, TipClass, TradeTerm, Unit, UnitWord
from reference.spelling import plain

CODES, TERMS, UNITS, OFFENCES = "cites_codes.csv", "commodity_terms.csv", "unit_words.csv", "offences.csv"
SPECIMENS = "term"  # the list of specimen codes among the code lists
ELSEWHERE = {"unit", "country"}  # lists with tables of their own
WORD_COLUMNS = (
    "term_id",
    "word",
    "normalised",
    "lang",
    "code",
    "kind",
    "slang",
    "confidence",
    "species_hint",
    "source",
    "origin",
)
KINDS = {
    "commodity",
    "slang",
    "live",
    "context",
    "sale_cue",
    "negative_context",
    "enforcement",
    "enforcement_cue",
}


def load(files: Files) -> dict[str, Change]:
    """Everything of these four files. A file that the edition lacks leaves its rows as they are."""
    changes: dict[str, Change] = {}
    if CODES in files.present:
        changes |= _codes(list(files.rows(CODES)))
    if {CODES, TERMS} & files.present:
        changes["words for terms"] = _words(files)
    if UNITS in files.present:
        changes["words for units"] = _unit_words(files)
    if OFFENCES in files.present:
        changes["offences"] = _offences(files)
    return changes


def _codes(rows: list[Row]) -> dict[str, Change]:
    terms: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in (row for row in rows if row.code("code_type", 20) not in ELSEWHERE):
        key = (row.text("code_type"), row.code("code", 20))
        terms[key] = _joined(terms[key], row) if key in terms else _term(row)
    columns = ("scheme", "code", "name", "preferred_unit", "alternative_unit", "explanation", "source", "origin")
    units = {
        row.code("code", 10): (row.text("code"), row.needed("name"), CODES)
        for row in rows
        if row.text("code_type") == "unit"
    }
    origin = frozenset({CODES})
    return {
        "trade terms": merge(Plan(TradeTerm, columns, ("scheme", "code"), origin), terms.values()),
        "units": merge(Plan(Unit, ("code", "name", "origin"), ("code",), origin), units.values()),
    }


def _term(row: Row) -> tuple[str, ...]:
    told = tuple(row.text(column) for column in ("preferred_unit", "alternative_unit", "explanation", "source"))
    return row.text("code_type"), row.text("code"), row.needed("name"), *told, CODES


def _joined(first: tuple[str, ...], row: Row) -> tuple[str, ...]:
    """Two rows with one code (VEN, veneer by rotary cut and by slices, in different units) as one term that tells
    both."""
    scheme, code, name, preferred, alternative, explanation, source, origin = first
    note = f"{row.needed('name')}: {row.text('preferred_unit')}"
    return (
        scheme,
        code,
        f"{name} / {row.text('name')}",
        preferred,
        alternative,
        f"{explanation} ({note})",
        source,
        origin,
    )


def _words(files: Files) -> Change:
    terms = {term.code: term for term in TradeTerm.objects.filter(scheme=SPECIMENS, retired=False)}
    words: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for row in (*_code_words(files, terms), *(_word(row, terms) for row in files.rows(TERMS))):
        words[row[1], row[3], row[4], row[5], row[8]] = row
    plan = Plan(
        TermWord, WORD_COLUMNS, ("word", "lang", "code", "kind", "species_hint"), files.present & {CODES, TERMS}
    )
    return merge(plan, words.values())


def _code_words(files: Files, terms: dict[str, TradeTerm]) -> Iterator[tuple[Any, ...]]:
    """A term's own code and name, so that one search finds it by either."""
    for term in terms.values() if CODES in files.present else ():
        for lang, word in (("", term.code), ("en", term.name)):
            yield term.pk, word, plain(word), lang, term.code, "code", False, "A", "", term.source, CODES


def _word(row: Row, terms: dict[str, TradeTerm]) -> tuple[Any, ...]:
    code = row.one_of("commodity_code", {*terms, "OTHER"})
    term, word = terms.get(code), row.needed("term")
    return (
        term.pk if term else None,
        word,
        plain(word),
        row.code("lang", 20),
        code,
        row.one_of("kind", KINDS),
        row.is_yes("slang"),
        row.one_of("confidence", "ABC"),
        row.text("species_hint"),
        row.text("source"),
        TERMS,
    )


def _unit_words(files: Files) -> Change:
    units = dict(Unit.objects.values_list("code", "id"))
    words = {}
    for row in files.rows(UNITS):
        word, lang, unit = row.needed("word"), row.code("lang", 20), units[row.one_of("unit_code", units)]
        told = (row.decimal("factor_to_unit"), row.text("note"), row.text("source"))
        words[lang, word] = (unit, lang, word, plain(word), *told, UNITS)
    columns = ("unit_id", "lang", "word", "normalised", "factor", "note", "source", "origin")
    return merge(Plan(UnitWord, columns, ("lang", "word"), frozenset({UNITS})), words.values())


def _offences(files: Files) -> Change:
    rows = {}
    for row in files.rows(OFFENCES):
        code, tip_class = row.code("code", 40), row.one_of("tip_class", TipClass.values)
        rows[code] = (code, row.needed("name"), row.text("definition"), tip_class, row.is_yes("retired"), OFFENCES)
    columns = ("code", "name", "definition", "tip_class", "retired", "origin")
    return merge(Plan(Offence, columns, ("code",), frozenset({OFFENCES})), rows.values())
