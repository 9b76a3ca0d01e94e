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


class AppendOnly(models.Model):
    """Base of the tables that `migrate` grants INSERT and SELECT on, and nothing more."""

    class Meta:
        abstract = True
        triggers = APPEND_ONLY_TRIGGERS


def append_only_tables() -> list[str]:
    """Names of the tables whose rows the application may add and read only."""
    tables: list[Any] = [model for model in apps.get_models() if issubclass(model, AppendOnly)]
    return sorted(model._meta.db_table for model in tables)
