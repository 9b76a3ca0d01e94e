"""Reading a request's parameters from JSON, urlencoded and multipart bodies."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from .refusal import bad_request

BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
DISPOSITION = re.compile(r'(name|filename)="((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Upload:
    """A file part of a multipart body."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Params:
    """What a call was given; values are text (forms) or already parsed (JSON bodies)."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """A text value; missing is empty."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number; 400 when it is something else."""
        if name not in self:
            return default
        try:
            return int(self.values[name])
        except (TypeError, ValueError):
            raise bad_request(f"can't parse {name}: expected an integer") from None

    def flag(self, name: str) -> bool:
        """A boolean as the Bot API reads it: true, yes, 1."""
        return str(self.values.get(name, "")).lower() in ("true", "yes", "1")

    def tree(self, name: str) -> Any:
        """A JSON object or list, sent serialised or as part of a JSON body; None when missing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def branch(self, name: str) -> dict[str, Any]:
        """A JSON object; missing is empty, anything else is 400."""
        tree = self.tree(name) or {}
        if not isinstance(tree, dict):
            raise bad_request(f"can't parse {name}: expected an object")
        return tree


def read_params(query: str, content_type: str, body: bytes) -> Params:
    """Merge the query string with the body, by the body's content type.

    Raises: ApiRefusal 400 for a body that its content type does not fit.
    """
    values: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return Params(values)
    if kind == "application/json":
        return Params(values | read_json(body))
    if kind == "multipart/form-data":
        fields, files = read_multipart(content_type, body)
        return Params(values | fields, files)
    if kind in ("application/x-www-form-urlencoded", ""):
        return Params(values | dict(parse_qsl(body.decode("utf-8", "replace"), True)))
    raise bad_request("unsupported content type of the request")


def read_json(body: bytes) -> dict[str, Any]:
    """A JSON object; 400 for anything else."""
    try:
        tree = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(tree, dict):
        raise bad_request("expected a JSON object")
    return tree


def read_multipart(content_type: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    """Split a multipart/form-data body (RFC 7578) into fields and files."""
    found = BOUNDARY.search(content_type)
    if not found:
        raise bad_request("multipart body without boundary")
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    mark = b"\r\n--" + found[1].encode()
    for part in (b"\r\n" + body).split(mark)[1:]:
        if part.startswith(b"--"):
            return fields, files
        head, gap, content = part.partition(b"\r\n\r\n")
        if gap:
            _keep_part(head.decode("utf-8", "replace"), content, fields, files)
    raise bad_request("multipart body was cut off")


def _keep_part(head: str, content: bytes, fields: dict[str, str], files: dict[str, Upload]) -> None:
    lines = {
        key.strip().lower(): value.strip()
        for key, _, value in (line.partition(":") for line in head.split("\r\n") if ":" in line)
    }
    names = dict(DISPOSITION.findall(lines.get("content-disposition", "")))
    if "filename" in names:
        mime = lines.get("content-type", "application/octet-stream")
        files[names.get("name", "")] = Upload(names["filename"], mime, content)
    elif "name" in names:
        fields[names["name"]] = content.decode("utf-8", "replace")
