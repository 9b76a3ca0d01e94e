"""Append-only tables: rows are added and never changed, whoever holds the connection."""

from typing import Any

import pgtrigger
from django.apps import apps
from django.db import models

APPEND_ONLY_TRIGGERS = [
    pgtrigger.Protect(name="no_update", operation=pgtrigger.Update),
    pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
    # Protect knows rows only, and TRUNCATE touches none.
    pgtrigger.Trigger(
        name="no_truncate",
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
    ),
]


def only_emptied(*columns: str, documents: tuple[str, ...] = ()) -> list[pgtrigger.Trigger]:
    """Triggers of a ledger whose words go when their time is over: rows are added, nothing of them changes, and the
    named text columns (`documents`: of JSON objects) can become empty and nothing else."""
    empty = dict.fromkeys(columns, "''") | dict.fromkeys(documents, "'{}'::jsonb")
    names = ", ".join(f"'{column}'" for column in empty)
    filled = " OR ".join(f"(NEW.{name} <> {none} AND NEW.{name} <> OLD.{name})" for name, none in empty.items())
    kept = f"(to_jsonb(NEW) - ARRAY[{names}]) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY[{names}])"
    return [
        pgtrigger.Trigger(
            name="only_emptied",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=(
                f"IF {kept} OR {filled} THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', "
                "TG_TABLE_NAME; END IF; RETURN NEW;"
            ),
        ),
        *APPEND_ONLY_TRIGGERS[1:],
    ]


class AppendOnly(models.Model):
    """Base of the tables that `migrate` grants INSERT and SELECT on, and nothing more."""

    class Meta:
        abstract = True
        triggers = APPEND_ONLY_TRIGGERS


def append_only_tables() -> list[str]:
    """Names of the tables whose rows the application may add and read only."""
    tables: list[Any] = [model for model in apps.get_models() if issubclass(model, AppendOnly)]
    return sorted(model._meta.db_table for model in tables)
