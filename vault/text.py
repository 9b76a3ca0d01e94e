"""Encrypted text of a row: written and read under the row's data key."""

import json
from collections.abc import Iterable
from typing import Any, ClassVar, Protocol, TypeVar
from uuid import UUID

from django.db import models

from vault import keys


class EncryptedText(models.BinaryField):
    """Text (or a JSON value) that the database holds sealed. The attribute is ciphertext: use `write` and `read`.

    The model says which key in a `key_id` column or property (a UUID of the vault).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", b"")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class Sealed(Protocol):
    """A model with encrypted columns."""

    pk: Any
    _meta: ClassVar[Any]

    @property
    def key_id(self) -> UUID: ...


Row = TypeVar("Row", bound=Sealed)


def _place(row: Sealed, column: str) -> str:
    return f"{row._meta.db_table}.{column}:{row.pk}"


def write(row: Sealed, *, key: bytes | None = None, **values: Any) -> None:
    """Seal values into the row's encrypted columns; the row is not saved.

    Args:
        key: the row's data key where the caller has it already (saves a query).
        values: column = str or anything JSON can hold. An empty value is stored as nothing.
    """
    key = key or keys.data_key(row.key_id)
    for column, value in values.items():
        clear = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() if value else b""
        setattr(row, column, keys.seal(key, clear, _place(row, column)) if clear else b"")


def read(row: Sealed, column: str, *, key: bytes | None = None) -> Any:
    """What `write` sealed; "" where nothing was.

    Raises: VaultClosed where the data key was destroyed or the bytes were changed.
    """
    sealed = bytes(getattr(row, column) or b"")
    if not sealed:
        return ""
    return json.loads(keys.unseal(key or keys.data_key(row.key_id), sealed, _place(row, column)))


def read_many(rows: Iterable[Row], column: str) -> dict[Any, Any]:
    """One column of many rows, by primary key, with one query for their keys. A shredded row reads as None."""
    rows = list(rows)
    opened: dict[UUID, bytes] = keys.data_keys_found({row.key_id for row in rows})
    return {row.pk: read(row, column, key=opened[row.key_id]) if row.key_id in opened else None for row in rows}
