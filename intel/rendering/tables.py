"""CSV that spreadsheets open safely, and its way back."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# A spreadsheet runs a cell that starts so as a formula (OWASP, CSV injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\n]")
_BOM = "\ufeff"


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table that opens in any spreadsheet without running what a cell says.

    Args:
        headers: column names.
        rows: as many values as headers; None is an empty cell; numbers stay numbers; text that a spreadsheet
            would run gets a leading apostrophe.
    Returns: UTF-8 with byte order mark, commas, CRLF (RFC 4180).
    Raises: ValueError if a row is longer or shorter than the headers.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([escaped(name) for name in headers])
    for row in rows:
        if len(row) != len(headers):
            raise ValueError(f"a row of {len(row)} cells under {len(headers)} headers")
        table.writerow([escaped(value) for value in row])
    return (_BOM + out.getvalue()).encode()


def read_csv(table: bytes) -> tuple[list[str], list[list[str]]]:
    """Read back what `csv_bytes` wrote: (headers, rows), all text, apostrophes of the escape removed.

    Raises: ValueError if it is not UTF-8 with byte order mark, has no header, or is no CSV.
    """
    text = table.decode()
    if not text.startswith(_BOM):
        raise ValueError("no byte order mark")
    try:
        lines = [
            [unescaped(cell) for cell in row] for row in csv.reader(io.StringIO(text[1:], newline=""), strict=True)
        ]
    except csv.Error:
        raise ValueError("not a CSV table") from None
    if not lines:
        raise ValueError("no header")
    return lines[0], lines[1:]


def escaped(value: object) -> str:
    """A cell as text, with a leading apostrophe where a spreadsheet would run it."""
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text


def unescaped(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell
