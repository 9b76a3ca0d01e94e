"""Which products name a person: looked for in what they say, by the name and the identifiers that are recorded."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Replace
from django.utils.translation import gettext as _

from cases.models import Case
from cases.products.purging import ENDED
from intel.models import Entity, Fact, Figure, KeyJudgement, Link, Mention, Product, Section, Version
from staff import holds
from staff.models import Officer

# What tells who is meant; a nationality or a year of birth stands in products that name nobody.
NAMING = frozenset({
    "name", "alias", "weakAlias", "previousName", "phone", "email", "website", "sourceUrl", "idNumber", "taxNumber",
    "registrationNumber", "passportNumber",
})  # fmt: skip
SHORTEST = 2  # characters
# In scripts that set spaces a name is a word of its own: "An" is not in "Hanoi".
BLANK = r"[\s\u00a0]+"
SPACED = re.compile(r"[0-9A-Za-z\u00c0-\u058f\u1e00-\u1fff]")


def words_of(persons: Sequence[Entity]) -> list[str]:
    """Their names and identifiers as they were recorded, also those taken out since."""
    facts = Fact.objects.filter(entity__in=[each.pk for each in persons], prop__in=NAMING)
    recorded = (*(each.name for each in persons), *facts.values_list("value", flat=True))
    return sorted({word.strip() for word in recorded if len(word.strip()) >= SHORTEST})


def _bounded(word: str) -> str:
    """The word as a regular expression of PostgreSQL."""
    start, end = (r"\y" if SPACED.fullmatch(each) else "" for each in (word[0], word[-1]))
    # However a line was broken, and whatever blank stands between.
    return f"{start}{BLANK.join(map(re.escape, word.split()))}{end}"


def that_name(persons: Sequence[Entity]) -> "QuerySet[Product]":
    """Products, not emptied yet, of which a version names one of the persons in title, text, judgement or figure.

    Looked for among those of the persons' cases, and those that cite a report which tells of them.
    """
    words = words_of(persons)
    if not words:
        return Product.objects.none()
    cases = {case for each in persons for case in each.compartments}
    theirs = Q(made_in__in=cases)
    for told_by in _reports(persons):
        theirs |= Q(versions__citations__report__in=told_by.exclude(report=None).values("report"))
    near = Product.objects.filter(theirs, purged_at=None).values("pk")
    versions = Version.objects.filter(product__in=near).filter(_says("|".join(map(_bounded, words))))
    return Product.objects.filter(pk__in=versions.values("product")).order_by("reference")


def _reports(persons: Sequence[Entity]) -> "list[QuerySet[Any]]":
    """What of the persons cites a report: their facts, links and mentions."""
    ids = [each.pk for each in persons]
    links = Link.objects.filter(Q(source__in=ids) | Q(target__in=ids))
    return [Fact.objects.filter(entity__in=ids), links, Mention.objects.filter(entity__in=ids)]


def _says(pattern: str) -> Q:
    # In JSON a quotation mark stands behind a stroke.
    said = Replace(Cast("content", TextField()), Value('\\"'), Value('"'), output_field=TextField())
    figures = Figure.objects.annotate(said=said).filter(said__iregex=pattern)
    return (
        Q(title__iregex=pattern) | Q(recipient__iregex=pattern)
        | Q(pk__in=Section.objects.filter(text__iregex=pattern).values("version"))
        | Q(pk__in=KeyJudgement.objects.filter(text__iregex=pattern).values("version"))
        | Q(pk__in=figures.values("version")) | Q(notes__text__iregex=pattern)
    )  # fmt: skip


def that_keep(persons: Sequence[Entity], *, but: Case | None = None) -> "QuerySet[Product]":
    """Those of them that are needed still: in use, or of a case that is open or held. They must end first.

    Args:
        but: a case whose own products are asked for elsewhere.
    """
    is_open = Case.objects.exclude(status__in=(Case.Status.CLOSED, Case.Status.ARCHIVED)).values("pk")
    needed = Q(made_in__in=is_open) | Q(made_in__in=holds.held())
    named = that_name(persons).filter(~Q(status__in=ENDED) | needed)
    return named.exclude(made_in=but.pk) if but else named


def told(rows: Iterable[Product], by: Officer | None) -> list[str]:
    """The products' numbers; of those that the officer does not see one word for all."""
    found = list(rows)
    seen = set(Product.objects.visible_to(by).filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True))
    hidden = [_("one that you do not see")] if len(seen) < len(found) else []
    return [row.reference for row in found if row.pk in seen] + hidden
