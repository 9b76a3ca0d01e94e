"""CSV that no spreadsheet runs, and that comes back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intel.rendering.tables import csv_bytes, read_csv

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    raw = csv_bytes(["a"], [[f"{start}cmd|' /C calc'!A0"]])
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows[1][0] == f"'{start}cmd|' /C calc'!A0"


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell() -> None:
    assert csv_bytes(["a", "b", "c"], [[-1.5, None, 3]]) == b"\xef\xbb\xbfa,b,c\r\n-1.5,,3\r\n"


@given(st.lists(st.lists(TEXT | st.sampled_from(["'=x", "''=x", "=", "'", '"', "a,b"]), min_size=2, max_size=2)))
def test_what_was_written_is_read_back(rows: list[list[str]]) -> None:
    assert read_csv(csv_bytes(["one", "=two"], rows)) == (["one", "=two"], rows)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="cells"):
        csv_bytes(["a", "b"], [["only one"]])


@pytest.mark.parametrize(
    "broken", [b"a,b\r\n", b"", b"\xef\xbb\xbf", b"\xff\xfe", b'\xef\xbb\xbf"a', b'\xef\xbb\xbf"a"b\r\n']
)
def test_what_is_no_table_of_ours_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError):
        read_csv(broken)
