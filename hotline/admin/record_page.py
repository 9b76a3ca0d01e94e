"""`/desk/hotline/tip/kinds/`: the track record of each kind of source, as a table and drawn."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from hotline import track_record
from hotline.models.report import Credibility, Reliability
from hotline.track_record import Record
from staff import frame
from staff.desk import DeskAdmin

WIDTH = 300  # units of the drawing
LETTERS, DIGITS = Reliability.values, Credibility.values


@dataclass(frozen=True)
class Piece:
    """A piece of a bar: where it begins and how long it is, in units of the drawing."""

    code: str
    x: float
    width: float
    number: int


@dataclass(frozen=True)
class KindLine:
    """A kind as a row of the table. `letters`, `digits`: reports by reliability and by credibility, in their order."""

    record: Record
    letters: list[int]
    digits: list[int]
    pieces: list[Piece]

    @property
    def share(self) -> int | None:
        """Of its tips, those that became a report, in whole percent."""
        return round(100 * self.record.became_reports / self.record.tips) if self.record.tips else None


class RecordPage(DeskAdmin):
    """Mixed into the tips' admin."""

    def page_urls(self) -> list[URLPattern]:
        return [path("kinds/", self.door(self.kinds_view), name="hotline_tip_kinds"), *super().page_urls()]

    def kinds_view(self, request: HttpRequest) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = track_record.of_kinds(reader=request.user)
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Kinds of source"),
            "kinds": [_line(record) for record in found.records], "counted_at": found.counted_at,
            "has_grades": found.has_grades, "letters": Reliability.choices, "digits": Credibility.choices,
            "width": WIDTH,
        }  # fmt: skip
        return TemplateResponse(request, "hotline/desk/kinds.html", context)


def _line(record: Record) -> KindLine:
    letters = [_sum(record, place=0, code=code) for code in LETTERS]
    digits = [_sum(record, place=1, code=code) for code in DIGITS]
    return KindLine(record, letters, digits, _pieces(letters))


def _sum(record: Record, *, place: int, code: str) -> int:
    return sum(number for grade, number in record.grades.items() if grade[place] == code)


def _pieces(numbers: list[int]) -> list[Piece]:
    whole, x, pieces = sum(numbers), 0.0, []
    for code, number in zip(LETTERS, numbers, strict=True):
        width = WIDTH * number / whole if whole else 0
        if number:
            pieces.append(Piece(code, round(x, 1), round(width, 1), number))
        x += width
    return pieces


def cards(tips: Any, officer: Any) -> dict[str, Any]:
    """For a page that shows these tips: the record of each of their sources, and of their kinds."""
    records = track_record.of_sources(tips, reader=officer)
    if not records:
        return {}
    found = track_record.counted({record.kind for record in records}, reader=officer)
    kinds = {one.kind: one for one in found.records}
    return {"records": [(record, kinds[record.kind]) for record in records]}
