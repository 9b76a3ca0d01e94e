"""One row of a file, asked for its values; a wrong value is told with file and line."""

import math
import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from django.utils.translation import gettext as _

from staff.refusals import Refused

MAX_LENGTH = 4000  # code points of one value; the longest of the real edition has 642
APPENDIX = re.compile(r"(I|II|III|NC)(/(I|II|III|NC))*")


class BadEdition(Refused):
    """The folder cannot be loaded; nothing was changed. The text says why."""

    code = "bad_edition"


class BadRow(BadEdition):
    """One row cannot be used."""

    code = "bad_row"

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(_("%(file)s, line %(line)d: %(why)s") % {"file": file, "line": line, "why": why})
        self.file, self.line = file, line


class Row:
    """The values of one row by column. Every reader raises BadRow."""

    __slots__ = ("file", "line", "values")

    def __init__(self, file: str, line: int, values: dict[str, str]) -> None:
        self.file, self.line, self.values = file, line, values

    def fault(self, why: str) -> NoReturn:
        raise BadRow(self.file, self.line, why)

    def text(self, column: str) -> str:
        """The value without space around it; '' where it is empty or the column is not there."""
        value = self.values.get(column, "").strip()
        if len(value) > MAX_LENGTH:
            self.fault(_("%(column)s is longer than %(limit)d characters.") % {"column": column, "limit": MAX_LENGTH})
        return value

    def needed(self, column: str) -> str:
        return self.text(column) or self.fault(_("%(column)s is empty.") % {"column": column})

    def listed(self, column: str) -> list[str]:
        """The parts of a value that semicolons divide, empty ones left out."""
        return [part for part in (part.strip() for part in self.text(column).split(";")) if part]

    def listed_of(self, column: str, known: Collection[str]) -> list[str]:
        """The parts of a value, each of them known."""
        parts = self.listed(column)
        for part in parts:
            if part not in known:
                self.fault(
                    _("%(column)s is '%(value)s', which is none of the known values.")
                    % {"column": column, "value": part[:60]}
                )
        return parts

    def one_of(self, column: str, known: Collection[str]) -> str:
        value = self.needed(column)
        if value not in known:
            self.fault(
                _("%(column)s is '%(value)s', which is none of the known values.")
                % {"column": column, "value": value[:60]}
            )
        return value

    def code(self, column: str, max_length: int) -> str:
        value = self.needed(column)
        if len(value) > max_length:
            self.fault(_("%(column)s is longer than %(limit)d characters.") % {"column": column, "limit": max_length})
        return value

    def country(self, column: str) -> str:
        """Two capital letters, ISO 3166-1 or a code that CITES adds (XX and its like)."""
        value = self.needed(column)
        if not re.fullmatch("[A-Z]{2}", value):
            self.fault(
                _("%(column)s is '%(value)s', not a country code of two capitals.")
                % {"column": column, "value": value[:60]}
            )
        return value

    def whole(self, column: str) -> int | None:
        value = self.text(column)
        if value and not re.fullmatch("[0-9]{1,9}", value):
            self.fault(_("%(column)s is '%(value)s', not a whole number.") % {"column": column, "value": value[:60]})
        return int(value) if value else None

    def decimal(self, column: str) -> Decimal | None:
        """A positive number of at most eight digits before and six after the point."""
        value = self.text(column)
        try:
            number = Decimal(value) if value else None
        except InvalidOperation:
            number = Decimal("NaN")
        if number is not None and not (number.is_finite() and 0 < number < 10**8 and number == round(number, 6)):
            self.fault(_("%(column)s is '%(value)s', not a usable number.") % {"column": column, "value": value[:60]})
        return number

    def position(self) -> tuple[float | None, float | None]:
        """(lat, lon), WGS 84 degrees, or (None, None) where both are empty."""
        lat, lon = self._degrees("lat", 90), self._degrees("lon", 180)
        if (lat is None) != (lon is None):
            self.fault(_("lat and lon must both be given, or neither."))
        return lat, lon

    def _degrees(self, column: str, most: int) -> float | None:
        value = self.text(column)
        if not value:
            return None
        try:
            degrees = float(value)
        except ValueError:
            degrees = math.nan
        if not abs(degrees) <= most:
            self.fault(
                _("%(column)s is '%(value)s', not a number of degrees up to %(most)d.")
                % {"column": column, "value": value[:60], "most": most}
            )
        return degrees

    def day(self, column: str) -> date | None:
        value = self.text(column)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.fault(
                _("%(column)s is '%(value)s', not a date as 2026-03-05.") % {"column": column, "value": value[:60]}
            )

    def appendix(self, column: str) -> str:
        value = self.needed(column)
        if not APPENDIX.fullmatch(value):
            self.fault(
                _("%(column)s is '%(value)s'; it can be I, II, III, NC or several as I/II.")
                % {"column": column, "value": value[:60]}
            )
        return value

    def is_yes(self, column: str) -> bool:
        return self.one_of(column, ("yes", "no")) == "yes"
