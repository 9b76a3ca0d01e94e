"""Finding by any name in any language: exact before prefix before part before misspelt, watched taxa first."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from reference.models import Agency, Place, PlaceName, TaxonName, TermWord, TradeTerm
from reference.spelling import plain

MAX_LENGTH = 100  # characters of a search; longer ones are cut
SPARE = 6  # names fetched for each thing wanted: one taxon can match by several names
WAYS = ("exact", "prefix", "part", "similar")
PLACE_KINDS = (Place.Kind.COUNTRY, Place.Kind.PROVINCE, Place.Kind.TOWN, Place.Kind.DISTRICT)


@dataclass(frozen=True)
class Found:
    """One thing and the name it was found by.

    Args:
        thing: Taxon, Place or TermWord.
        by: the name as written in its source.
        lang: the name's language, '' where unknown.
        verified: False for a name that no native speaker has confirmed.
        how: 'exact', 'prefix', 'part' or 'similar'.
    """

    thing: Any
    by: str
    lang: str
    how: str
    verified: bool = True


def find_taxa(words: str, limit: int = 20) -> list[Found]:
    """Taxa by scientific name, synonym or a name in any language; retired ones never. At most six queries.

    Args:
        words: as typed; case, accents, apostrophes and invisible characters do not count.
    """
    return _taxa(words, limit, WAYS)


def taxa_named(words: str, limit: int = 20) -> list[Found]:
    """As `find_taxa`, of names that are what was typed or begin with it: two queries, each a range of an index."""
    return _taxa(words, limit, ("exact", "prefix"))


def _taxa(words: str, limit: int, ways: Collection[str]) -> list[Found]:
    names = TaxonName.objects.filter(taxon__retired=False).select_related("taxon")
    order = [F("taxon__tier").asc(nulls_last=True), Length("normalised"), F("taxon__scientific_name"), F("pk")]
    rows = _best(names, words, limit, owner="taxon_id", order=order, ways=ways)
    return [Found(name.taxon, name.name, name.lang, how, name.verified) for name, how in rows]


def find_places(words: str, limit: int = 20, *, country: str = "") -> list[Found]:
    """Places by a name in any language or script: countries, areas, towns by size, then airports, ports, posts and
    markets."""
    names = PlaceName.objects.filter(place__retired=False).select_related("place__parent")
    if country:
        names = names.filter(place__country=country)
    ranks = [When(place__kind=kind, then=Value(rank)) for rank, kind in enumerate(PLACE_KINDS)]
    kind = Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
    order = [kind, F("place__population").desc(nulls_last=True), Length("normalised"), F("pk")]
    rows = _best(names, words, limit, owner="place_id", order=order)
    return [Found(name.place, name.name, name.lang, how) for name, how in rows]


def find_terms(words: str, limit: int = 20) -> list[Found]:
    """Words for specimens, each term once (`thing.term` is the CITES term, None for words that have no code)."""
    names = TermWord.objects.filter(Q(term=None) | Q(term__retired=False)).select_related("term")
    order = [F("confidence").asc(), Length("normalised"), F("pk")]
    rows = _best(names, words, limit, owner="term_id", order=order)
    return [Found(word, word.word, word.lang, how, word.confidence != "C") for word, how in rows]


def find_codes(words: str) -> QuerySet[TradeTerm]:
    """Rows of any code list by their code, or by part of their English name."""
    said = words.strip()[:MAX_LENGTH]
    return TradeTerm.objects.filter(Q(code__iexact=said) | Q(name__icontains=said), retired=False).order_by(
        "scheme", "code"
    )


def find_agencies(
    words: str = "", limit: int = 50, *, country: str = "", province: str = "", mandate: str = "", tag: str = ""
) -> QuerySet[Agency]:
    """Agencies in force, those of the province before those of the whole country, verified before unverified.

    Args:
        words: part of the name or local name.
        country: ISO 3166 code, or INTL.
        province: name; agencies of other provinces are left out, those without one stay.
        mandate: part of the mandate's text, or one of the tags.
        tag: one of the tags exactly (wildlife, customs, police, timber, aquatic, …).
    """
    agencies = Agency.objects.filter(retired=False)
    if country:
        agencies = agencies.filter(country=country.upper())
    if province:
        agencies = agencies.filter(Q(province__iexact=province) | Q(province=""))
    if mandate:
        agencies = agencies.filter(Q(mandate__icontains=mandate) | Q(tags__contains=[mandate]))
    if tag:
        agencies = agencies.filter(tags__contains=[tag])
    if plain(words):
        agencies = agencies.filter(normalised__contains=plain(words[:MAX_LENGTH]))
    nearest = Case(When(province="", then=Value(1)), default=Value(0), output_field=IntegerField())
    return agencies.order_by(nearest, "-verified", "country", "name")[:limit]


def _best(
    names: QuerySet[Any], words: str, limit: int, *, owner: str, order: list[Any], ways: Collection[str] = WAYS
) -> list[tuple[Any, str]]:
    """(name, how) for at most `limit` owners, the best name of each, the best kind of match first."""
    wanted = plain(words[:MAX_LENGTH])
    found: dict[Any, tuple[Any, str]] = {}
    for how, narrow in _ways(wanted):
        if how not in ways:
            continue
        if len(found) >= limit or (how == "similar" and any(match == "exact" for _name, match in found.values())):
            break
        rest = names.exclude(**{f"{owner}__in": [key for key in found if isinstance(key, int)]}) if found else names
        for name in narrow(rest, order)[: limit * SPARE]:
            found.setdefault(getattr(name, owner) or f"word {name.pk}", (name, how))
    return list(found.values())[:limit]


def _ways(wanted: str) -> Iterator[tuple[str, Callable[[QuerySet[Any], list[Any]], QuerySet[Any]]]]:
    """From the surest to the vaguest. No index helps a part of one or two Latin letters, so those are prefixes only."""
    if not wanted:
        return
    yield "exact", lambda names, order: names.filter(normalised=wanted).order_by(*order)
    yield "prefix", lambda names, order: names.filter(normalised__startswith=wanted).order_by(*order)
    if len(wanted) > 2 or not wanted.isascii():
        yield "part", lambda names, order: names.filter(normalised__contains=wanted).order_by(*order)
    if len(wanted) > 3:
        likeness = TrigramWordSimilarity(wanted, "normalised")
        yield (
            "similar",
            lambda names, order: names.filter(normalised__trigram_word_similar=wanted).order_by(
                likeness.desc(), *order
            ),
        )
