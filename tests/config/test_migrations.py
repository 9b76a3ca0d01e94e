"""Migrations that run under an open house: no long lock, and the release before goes on working on the new tables.

docs/operations.md, "Upgrading", says what is done instead. squawk reads the SQL that Django would send.
"""

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.ground import ROOT

pytestmark = pytest.mark.django_db
# What squawk calls them, and what is done instead.
RULES = {
    "require-concurrent-index-creation": "AddIndexConcurrently in a migration with atomic = False",
    "require-concurrent-index-deletion": "RemoveIndexConcurrently in a migration with atomic = False",
    "constraint-missing-not-valid": "AddConstraintNotValid, and ValidateConstraint in the next migration",
    "adding-foreign-key-constraint": "a plain id, or NOT VALID by RunSQL and a validation in the next migration",
    "disallowed-unique-constraint": "a unique index made CONCURRENTLY, then the constraint USING it",
    "adding-not-nullable-field": "a check that is NOT VALID, its validation, then NOT NULL",
    "adding-required-field": "null=True, or db_default",
    "changing-column-type": "a new column beside the old one, filled in batches",
    "ban-drop-column": "two releases: the first stops using it, the second declares `unused_since`",
    "ban-drop-table": "two releases: the first stops using it, the second declares `unused_since`",
    "renaming-column": "a new column beside the old one, over two releases",
    "renaming-table": "Meta.db_table keeps the old name",
    # Ours: Django takes the default away again, and a process of the release before does not know the column.
    "old-code-cannot-insert": "db_default, or null=True",
}
# The first release is made of these; they ran under no open house.
BEFORE = {
    "bots": 3, "cases": 6, "hotline": 11, "intel": 7, "reference": 2, "staff": 2, "vault": 5,
}  # fmt: skip


def faults(sql: str, folder: Path) -> set[str]:
    """The rules that some SQL breaks; tables that it makes itself are empty and may be locked."""
    program = shutil.which("squawk", path=str(Path(sys.executable).parent))
    assert program, "squawk-cli is among the packages of the suite"
    file = folder / "migration.sql"
    file.write_text(sql)
    said = subprocess.run(
        [program, "--reporter", "json", "--pg-version", "15", str(file)], capture_output=True, text=True
    )
    assert said.stdout, said.stderr
    found = {each["rule_name"] for each in json.loads(said.stdout)} & set(RULES)
    for table, column in re.findall(r"ALTER TABLE (\S+) ADD COLUMN (\S+)[^;]* NOT NULL", sql):
        if f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT" in sql:
            found.add("old-code-cannot-insert")
    return found


def _ours() -> list[tuple[str, str]]:
    found = MigrationLoader(connection).disk_migrations
    local = {config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    return sorted(key for key in found if key[0] in local)


def _is_new(app: str, name: str) -> bool:
    return int(name[:4]) > BEFORE.get(app, 0)


def test_every_migration_since_the_first_release_runs_under_an_open_house(tmp_path):
    assert len(_ours()) > 15
    broken = []
    for app, name in _ours():
        if not _is_new(app, name):
            continue
        out = io.StringIO()
        call_command("sqlmigrate", app, name, stdout=out, no_color=True)
        declared = getattr(MigrationLoader(connection).disk_migrations[app, name], "unused_since", "")
        allowed = {"ban-drop-column", "ban-drop-table"} if declared else set()
        broken += [f"{app} {name}: {rule}: {RULES[rule]}" for rule in faults(out.getvalue(), tmp_path) - allowed]
    assert broken == []


def _sql(*operations: migrations.operations.base.Operation) -> str:
    """What Django would send for operations on the tables as they are."""
    state = ProjectState.from_apps(apps)
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        for operation in operations:
            after = state.clone()
            operation.state_forwards("hotline", after)
            operation.database_forwards("hotline", editor, state, after)
            state = after
        return "\n".join(editor.collected_sql)


INDEX = models.Index(fields=["country", "language"], name="planted")
CHECK = models.CheckConstraint(condition=models.Q(files__lte=1000), name="planted")


@pytest.mark.parametrize(
    ("operation", "rule"),
    [
        (migrations.AddIndex("tip", INDEX), "require-concurrent-index-creation"),
        (migrations.AddConstraint("tip", CHECK), "constraint-missing-not-valid"),
        (migrations.RemoveField("tip", "is_unfinished"), "ban-drop-column"),
        (migrations.RenameField("tip", "note", "remark"), "renaming-column"),
        (migrations.AlterModelTable("tip", "hotline_told"), "renaming-table"),
        (migrations.AlterField("tip", "files", models.BigIntegerField(default=0)), "changing-column-type"),
        (migrations.AddField("tip", "weight", models.IntegerField(default=0)), "old-code-cannot-insert"),
        (migrations.DeleteModel("Led"), "ban-drop-table"),
    ],
    ids=lambda given: given if isinstance(given, str) else type(given).__name__,
)
def test_what_would_lock_or_break_is_found(operation, rule, tmp_path):
    assert rule in faults(_sql(operation), tmp_path)


@pytest.mark.parametrize(
    "operations",
    [
        [migrations.AddField("tip", "weight", models.IntegerField(null=True))],
        [migrations.AddField("tip", "weight", models.IntegerField(db_default=0))],
        [
            migrations.CreateModel(
                "Planted", [("id", models.BigAutoField(primary_key=True)), ("at", models.DateField())]
            )
        ],
    ],
    ids=["null", "db_default", "new table"],
)
def test_what_is_harmless_passes(operations, tmp_path):
    assert faults(_sql(*operations), tmp_path) == set()


def test_the_careful_ways_pass(tmp_path):
    """An index made beside the work, a constraint that is looked at later."""
    concurrently = 'CREATE INDEX CONCURRENTLY "planted" ON "hotline_tip" ("country", "language");'
    assert faults(concurrently, tmp_path) == set()
    assert AddIndexConcurrently("tip", INDEX).atomic is False
    assert faults(_sql(AddConstraintNotValid("tip", CHECK)), tmp_path) == set()
    assert ValidateConstraint("tip", "planted")
