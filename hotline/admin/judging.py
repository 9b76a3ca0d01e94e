"""What was read in a tip, on its page: marked in the words, listed beside them, judged by a key or a button."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html_join

from hotline import judging
from hotline.admin import highlight, reading_panel
from hotline.admin.opened import Opened, open_reading
from hotline.admin.promote_form import resolve
from hotline.models import Tip
from hotline.suggestions import Kind
from staff import access
from staff.desk import DeskAdmin
from staff.desk_verbs import STATUS_OF
from staff.refusals import Invalid, Refused


class Judging(DeskAdmin):
    """`/desk/hotline/tip/<id>/judge/`: one suggestion accepted, corrected or rejected."""

    def page_urls(self) -> list[URLPattern]:
        return [path("<str:pk>/judge/", self.door(self.judge), name="hotline_tip_judge"), *super().page_urls()]

    def judge(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Answers with the panel alone where the page's script asks for it."""
        tip: Tip = self.row_or_404(request, pk)
        officer: Any = request.user
        if not access.allows(officer, judging.RIGHT):
            raise PermissionDenied
        page = HttpResponseRedirect(f"{self.page_address(tip)}#reading")
        if request.method != "POST":
            return page
        refusal, status = "", 200
        try:
            _judge(tip, request, officer)
        except Refused as refused:
            refusal, status = str(refused), STATUS_OF.get(type(refused), 422)
        if "panel" not in request.POST:
            if refusal:
                messages.error(request, refusal)
            return page
        found, known = open_reading(tip)
        context = self._panel(request, reading_panel.panel(found, known), refusal)
        return TemplateResponse(request, "hotline/desk/reading.html", {"row": tip, **context}, status=status)

    def reading_context(self, request: HttpRequest, raw: Opened | None) -> dict[str, Any]:
        """What the page needs of a tip's reading: the panel, and the source's words with marks in them."""
        if raw is None or not raw.found:
            return self._panel(request, None)
        shown = reading_panel.panel(raw.found, raw.judged)
        _highlight(raw, shown)
        return self._panel(request, shown)

    def _panel(self, request: HttpRequest, shown: reading_panel.Panel | None, refusal: str = "") -> dict[str, Any]:
        may_judge = access.allows(request.user, judging.RIGHT)  # type: ignore[arg-type]
        return {"reading": shown, "may_judge": may_judge, "reading_refusal": refusal}


def _judge(tip: Tip, request: HttpRequest, officer: Any) -> None:
    said = {name: request.POST.get(name, "") for name in ("kind", "key", "verdict", "corrected")}
    if said["verdict"] == judging.Verdict.CORRECTED and said["kind"] == Kind.TAXON:
        said["corrected"] = _scientific(said["corrected"])
    judging.judge(tip, said["kind"], said["key"], said["verdict"], by=officer, corrected=said["corrected"])


def _scientific(said: str) -> str:
    """The scientific name of what was typed, which may be a common one. Raises: Invalid."""
    try:
        return resolve(said.strip()).scientific_name
    except ValidationError as unclear:
        raise Invalid(unclear.messages[0]) from unclear


def _highlight(raw: Opened, shown: reading_panel.Panel | None) -> None:
    """Put marks into the words of the page: what was rejected is not marked."""
    lines = shown.lines if shown else []
    marks = highlight.by_piece(
        line.suggestion for line in lines if not line.judged or line.judged.verdict != judging.Verdict.REJECTED
    )
    labels = reading_panel.labels()
    raw.shown = highlight.highlighted(raw.narrative, marks.get("narrative", ()), labels)
    for entry in (entry for first in raw.said for entry in (first, *first.versions)):
        entry.shown = highlight.highlighted(entry.body, marks.get(f"message {entry.message.pk}", ()), labels)
    raw.answers_shown = [
        (label, _answer(name, given, value, marks, labels))
        for (label, value), (name, given) in zip(raw.answers, raw.given.items(), strict=True)
    ]


def _answer(name: str, given: Any, value: str, marks: highlight.Marks, labels: dict[Kind, str]) -> str:
    """An answer with its marks; one that is a code stays as it is worded."""
    if not isinstance(given, list):
        spans = marks.get(f"answer {name}")
        return highlight.highlighted(given, spans, labels) if spans else value
    parts = [(one, marks.get(f"answer {name} {number}")) for number, one in enumerate(given)]
    if not any(spans for _one, spans in parts):
        return value
    return format_html_join("; ", "{}", ((highlight.highlighted(one, spans or (), labels),) for one, spans in parts))
