"""The seed of the agency directory. What a deployment changed or added is never written over."""

from reference.editions.files import Files
from reference.editions.merge import Change, Plan, merge
from reference.models import Agency, TipClass
from reference.spelling import plain
from reference.taxon_groups import TaxonGroup

FILE = "agencies_seed.csv"
COLUMNS = (
    "country",
    "province",
    "name",
    "local_name",
    "kind",
    "mandate",
    "tags",
    "status",
    "source",
    "offence_classes",
    "taxon_groups",
    "language",
    "normalised",
    "origin",
)


def load(files: Files) -> dict[str, Change]:
    if FILE not in files.present:
        return {}
    rows = {}
    for row in files.rows(FILE):
        country, name, local = row.code("country", 4), row.needed("name"), row.text("local_name")
        told = (
            local,
            row.text("agency_type"),
            row.text("mandate"),
            row.listed("tags"),
            row.text("status"),
            row.text("source"),
            row.listed_of("offence_classes", TipClass.values),
            row.listed_of("taxon_groups", TaxonGroup.values),
            row.text("language")[:10],
        )
        province = row.text("province")
        rows[country, province, name] = (country, province, name, *told, plain(f"{name} {local}"), FILE)
    plan = Plan(Agency, COLUMNS, ("country", "province", "name"), frozenset({FILE}), guard="NOT old.is_own")
    return {"agencies": merge(plan, rows.values())}
