"""The seed of the agency directory. What a deployment changed or added is never written over."""

from reference.editions.files import Files
from reference.editions.merge import Change, Plan, merge
from reference.models import Agency
from reference.spelling import plain

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
        )
        province = row.text("province")
        rows[country, province, name] = (country, province, name, *told, plain(f"{name} {local}"), FILE)
    plan = Plan(Agency, COLUMNS, ("country", "province", "name"), frozenset({FILE}), guard="NOT old.is_own")
    return {"agencies": merge(plan, rows.values())}
