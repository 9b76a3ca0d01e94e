"""Taxa and their names: the index, the amendments upon it, the priority list, synonyms and names in many languages."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from reference.editions.files import Files
from reference.editions.lineage import RANKS, Lineages, Record, in_force
from reference.editions.merge import Change, Plan, merge
from reference.editions.row import Row
from reference.models import Taxon, TaxonName
from reference.spelling import plain

INDEX = ("cites_taxa.csv", "cites_taxa_plants_rest.csv.gz")
AMENDMENTS = "cites_amendments_2019_2026.csv"
SYNONYMS = "cites_synonyms.csv"
PRIORITY = "priority_taxa.csv"
VERIFIED, UNVERIFIED = "vernacular_names.csv", "vernacular_names_unverified.csv"
FILES = frozenset({*INDEX, AMENDMENTS, SYNONYMS, PRIORITY, VERIFIED, UNVERIFIED})
COLUMNS = (
    "scientific_name",
    "rank",
    "kingdom",
    "phylum",
    "class_name",
    "order",
    "family",
    "genus",
    "author",
    "appendix",
    "members_appendix",
    "annotation",
    "status_note",
    "changed_on",
    "basis",
    "cites_taxon_id",
    "english",
    "group",
    "tier",
    "origin",
)
NAME_COLUMNS = ("taxon_id", "kind", "lang", "name", "normalised", "source", "verified", "origin")
SHORT_RANKS = {"SF": "subfamily", "C": "class"}


def load(files: Files, today: date) -> dict[str, Change]:
    """Taxa and names of the edition. A file that the edition lacks leaves its rows as they are."""
    present = FILES & files.present
    if not present:
        return {}
    lineages = _records(files, today)
    names = list(_vernacular(files, lineages))  # before the taxa go in: names bring taxa with them
    lineages.tell_members()
    taxa = merge(
        Plan(Taxon, COLUMNS, ("scientific_name",), present), (record.row() for record in lineages.records.values())
    )
    ids = dict(Taxon.objects.values_list("scientific_name", "id"))
    rows = {(row[0], *row[1:4]): row for row in (*_scientific(lineages, present), *_synonyms(files, lineages), *names)}
    plan = Plan(TaxonName, NAME_COLUMNS, ("taxon_id", "kind", "lang", "name"), present)
    return {"taxa": taxa, "names of taxa": merge(plan, ((ids[str(row[0])], *row[1:]) for row in rows.values()))}


def _records(files: Files, today: date) -> Lineages:
    lineages = Lineages()
    for record in _index(files):
        lineages.add(record)
    for record in _already_there(files.present):
        if record.name not in lineages.records:
            lineages.add(record)
    lineages.accepted = _accepted(files)
    _amend(lineages, files.rows(AMENDMENTS), today)
    _prioritise(lineages, files.rows(PRIORITY))
    return lineages


def _index(files: Files) -> Iterator[Record]:
    seen: set[str] = set()
    for name in INDEX:
        for row in files.rows(name):
            record = _listed(row)
            if record.name in seen:
                row.fault(_("%(name)s stands in the index already.") % {"name": record.name})
            seen.add(record.name)
            yield record


def _listed(row: Row) -> Record:
    return Record(
        name=row.needed("scientific_name"),
        rank=_rank(row),
        lineage=tuple(row.text(rank) for rank in RANKS),
        origin=row.file,
        author=row.text("author"),
        appendix=row.appendix("appendix"),
        annotation=row.text("annotation"),
        status_note=row.text("status_note"),
        changed_on=row.day("first_listed_or_changed"),
        basis=row.text("basis"),
        cites_taxon_id=row.whole("cites_taxon_id"),
    )


def _rank(row: Row) -> str:
    rank = SHORT_RANKS.get(row.needed("rank"), row.text("rank").lower())
    return rank if rank in Taxon.Rank.values else row.one_of("rank", Taxon.Rank.values)


def _already_there(present: frozenset[str]) -> Iterator[Record]:
    """Taxa of files that this edition lacks: its other files may speak of them."""
    others = Taxon.objects.exclude(origin__in=present).filter(retired=False)
    for name, rank, *rest in others.values_list(*COLUMNS).iterator(chunk_size=5000):
        yield Record(name, rank, tuple(rest[:6]), rest[-1], *rest[6:-1])


def _accepted(files: Files) -> dict[str, str]:
    if SYNONYMS in files.present:
        return {row.needed("synonym"): row.needed("accepted_name") for row in files.rows(SYNONYMS)}
    known = TaxonName.objects.filter(kind=TaxonName.Kind.SYNONYM)
    return dict(known.values_list("name", "taxon__scientific_name"))


def _amend(lineages: Lineages, rows: Iterable[Row], today: date) -> None:
    """Put the amendments upon the index: the later date wins, and the basis of what it changes is kept beside its
    own."""
    changes = [_amendment(row) for row in rows]
    for day, change in in_force(changes, today).values():
        record = lineages.find_or_make(change.name, rank=change.rank, origin=AMENDMENTS)
        if record.changed_on is None or record.changed_on <= day:
            _apply(record, change, day)
    for day, change in changes:
        if day > today:
            record = lineages.find_or_make(change.name, rank=change.rank, origin=AMENDMENTS)
            ahead = _("Appendix %(appendix)s from %(day)s") % {"appendix": change.appendix, "day": day.isoformat()}
            if ahead not in record.status_note:
                record.status_note = "; ".join(filter(None, (record.status_note, ahead)))


def _amendment(row: Row) -> tuple[date, Record]:
    day = row.day("effective_date") or row.fault(_("effective_date is empty."))
    change = Record(row.needed("scientific_name"), _rank(row), ("",) * 6, row.file)
    change.appendix, change.annotation = row.appendix("new_appendix"), row.text("note")
    change.basis = ", ".join(filter(None, (row.text("cop"), row.text("evidence"))))
    return day, change


def _apply(record: Record, change: Record, day: date) -> None:
    if record.appendix != change.appendix:
        record.annotation = change.annotation  # the old one explained the old appendix
    record.appendix, record.changed_on = change.appendix, day
    if change.basis not in record.basis:
        record.basis = "; ".join(filter(None, (record.basis, change.basis)))


def _prioritise(lineages: Lineages, rows: Iterable[Row]) -> None:
    for row in rows:
        record = lineages.find_or_make(row.needed("scientific_name"), rank=_rank(row), origin=PRIORITY)
        record.english, record.group = row.text("english"), row.text("group")
        record.tier = int(row.one_of("tier", ("1", "2", "3")))
        said = row.text("cites_appendix")
        if not record.appendix and said and not said.startswith("not listed"):
            record.status_note = _("priority list: %(said)s") % {"said": said}


def _scientific(lineages: Lineages, present: frozenset[str]) -> Iterator[tuple[object, ...]]:
    for record in lineages.records.values():
        yield record.name, "scientific", "la", record.name, plain(record.name), record.basis, True, record.origin


def _synonyms(files: Files, lineages: Lineages) -> Iterator[tuple[object, ...]]:
    for row in files.rows(SYNONYMS):
        record = lineages.find(row.needed("accepted_name"))
        if record is not None and record.name != row.needed("synonym"):
            name = row.needed("synonym")
            yield record.name, "synonym", "la", name, plain(name), row.text("source"), True, SYNONYMS


def _vernacular(files: Files, lineages: Lineages) -> Iterator[tuple[object, ...]]:
    """Names in people's languages; where both files have one, the verified stands."""
    for file, verified in ((UNVERIFIED, False), (VERIFIED, True)):
        for row in files.rows(file):
            record = lineages.find_or_make(row.needed("scientific_name"), rank="", origin=file)
            name = row.needed("name")
            yield record.name, "vernacular", row.code("lang", 20), name, plain(name), row.text("source"), verified, file
