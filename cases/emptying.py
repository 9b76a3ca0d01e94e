"""Emptying a case: its words, the persons and things that only it uses, and the files of its exhibits and packets."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cases import blanking, persons
from cases.models import Case, Exhibit, OutcomeFile, Packet
from cases.products import naming
from cases.products import purging as products
from cases.purge_table import EMPTIED
from intel.exchange import importing
from intel.models import Entity, Fact, Link, Product
from vault import files
from vault.models import DataKey, StoredFile


@dataclass(frozen=True)
class Amount:
    """How much goes, or went. `kept`: persons and things of the case that another case still needs."""

    texts: int = 0
    names: int = 0
    facts: int = 0
    links: int = 0
    files: int = 0
    products: int = 0
    kept: int = 0


# --- Words ------------------------------------------------------------------------------------------------------
def count_words(case: Case) -> int:
    """Texts of a case that a purge would empty: one query a table."""
    return sum(blanking.count(words, [case.pk]) for words in EMPTIED)


def empty_words(case: Case, at: datetime) -> int:
    """Empty every text column that `EMPTIED` names, in the caller's transaction. Returns: how many said something.

    What files of others offered for the case goes as rows; it was never of the case.

    Args:
        at: from then on it is purged; the database lets go of an exhibit's words in a purged case alone.
    """
    own, *others = EMPTIED
    texts = blanking.empty(own, [case.pk], purged_at=at)
    texts += sum(blanking.empty(words, [case.pk]) for words in others)
    importing.forget(case.pk)
    return texts


# --- Persons and things -----------------------------------------------------------------------------------------
def entities(case: Case) -> "tuple[list[Entity], int]":
    """Persons and things that go with the case, and how many stay because a case that is not purged uses them."""
    used = list(Entity.objects.filter(compartments__contains=[case.pk], purged_at=None).order_by("pk"))
    others = {other for each in used for other in each.compartments} - {case.pk}
    needed = set(Case.objects.filter(pk__in=others, purged_at=None).values_list("pk", flat=True))
    going = [each for each in used if not needed & set(each.compartments)]
    return going, len(used) - len(going)


def products_of(case: Case, going: list[Entity]) -> "QuerySet[Product]":
    """The products that go with a case: those drafted from it, and those that name one of the persons who go."""
    named = naming.that_name(going).values("pk")
    return Product.objects.filter(Q(made_in=case.pk) | Q(pk__in=named), purged_at=None)


def _count_persons(going: list[Entity]) -> dict[str, int]:
    ids = [each.pk for each in going]
    links = Link.objects.filter(Q(source__in=ids) | Q(target__in=ids)).count()
    return {"names": len(going), "facts": Fact.objects.filter(entity__in=ids).count(), "links": links}


def empty_persons(going: list[Entity]) -> Amount:
    """Empty those of the persons and things that are not emptied yet, in the caller's transaction."""
    ids = [each.pk for each in going]
    found = Entity.objects.select_for_update(no_key=True).filter(pk__in=ids, purged_at=None).order_by("pk")
    done = [persons.empty(fresh) for fresh in found]
    return Amount(
        texts=sum(texts for _emptied, texts in done), names=sum(each.names for each, _texts in done),
        facts=sum(each.facts for each, _texts in done), links=sum(each.links for each, _texts in done),
    )  # fmt: skip


# --- Files ------------------------------------------------------------------------------------------------------
def key_ids(case: Case) -> list[UUID]:
    """Data keys of a case's exhibits, of the files that prove its outcomes, and of its packets."""
    held = Exhibit.objects.filter(case=case, key_id__isnull=False).values_list("key_id", flat=True)
    packed = Packet.objects.filter(case=case, key_id__isnull=False).values_list("key_id", flat=True)
    proving = OutcomeFile.objects.filter(outcome__case=case).values_list("key_id", flat=True)
    return sorted({key for key in (*held, *packed, *proving) if key}, key=str)


def _stored(case: Case) -> "QuerySet[StoredFile]":
    return StoredFile.objects.filter(key_id__in=key_ids(case))


def remove_files(case: Case) -> int:
    """Remove every file under the case's data keys, in the caller's transaction. Returns: how many.

    A blob that a tip still holds stays, under the tip's own key.
    """
    stored = list(_stored(case))
    for row in stored:
        files.discard(row)
    return len(stored)


def are_files_left(case: Case) -> bool:
    """Whether a file of the case, or a data key that would open one, is there."""
    return _stored(case).exists() or DataKey.objects.filter(pk__in=key_ids(case)).exists()


def amount(case: Case) -> Amount:
    """What a purge would take. Changes nothing."""
    going, kept = entities(case)
    rows = list(products_of(case, going))
    texts = count_words(case) + products.count_words(rows)
    return Amount(texts, files=_stored(case).count(), products=len(rows), kept=kept, **_count_persons(going))
