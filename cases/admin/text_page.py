"""`/desk/cases/case/<id>/text/<report>/`: a report's own text, with what it names marked, to read and to mark."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from cases.admin import seen
from cases.admin.ground import seen_through_glass
from cases.admin.text_forms import MarkForm, UnmarkForm
from cases.casework import require_case
from cases.models import Case
from hotline.models import Report
from intel import grounds, marking, mentions, suggesting
from intel.models import Fact, Mention
from intel.properties import label_of
from intel.suggesting import Suggestion
from staff import access, frame
from staff.desk import DeskAdmin
from staff.desk_verbs import STATUS_OF, VerbForm
from staff.models import Officer
from staff.refusals import Refused

FORMS: dict[str, type[VerbForm]] = {"mark": MarkForm, "unmark": UnmarkForm}


def address(case: Case, report: Report) -> str:
    return reverse("admin:cases_case_text", args=[case.pk, report.pk])


class TextPage(DeskAdmin):
    """Mixed into the cases' admin. A POST says what it does by `act`: mark, unmark, accept."""

    def page_urls(self) -> list[URLPattern]:
        return [
            path("<str:pk>/text/<uuid:report_id>/", self.door(self.text_view), name="cases_case_text"),
            *super().page_urls(),
        ]

    def text_view(self, request: HttpRequest, pk: str, report_id: UUID) -> HttpResponseBase:
        case: Case = self.row_or_404(request, pk)
        officer = cast(Officer, request.user)
        report = _report(case, report_id, officer)
        if report is None or not access.allows(officer, "intel.view_entity"):
            raise Http404
        if request.method != "POST":
            return self._text(request, case, report)
        if not access.allows(officer, grounds.RIGHT):
            raise PermissionDenied
        return self._posted(request, case, report)

    def _posted(self, request: HttpRequest, case: Case, report: Report) -> HttpResponseBase:
        officer, act = cast(Officer, request.user), request.POST.get("act", "")
        form = FORMS[act](request.POST, row=case, officer=officer, name=act) if act in FORMS else None
        if form is not None and not form.is_valid():
            wrong = "" if isinstance(form, MarkForm) else " ".join(str(each[0]) for each in form.errors.values())
            return self._text(request, case, report, form, wrong, status=422)
        try:
            require_case(case, grounds.RIGHT, by=officer)
            self._done(request, case, report, form)
        except Refused as refusal:
            for name, sentence in getattr(refusal, "fields", {}).items():
                if form is not None and name in form.fields:
                    form.add_error(name, sentence)
            return self._text(request, case, report, form, str(refusal), STATUS_OF.get(type(refusal), 422))
        return HttpResponseRedirect(address(case, report))

    def _done(self, request: HttpRequest, case: Case, report: Report, form: VerbForm | None) -> None:
        officer = cast(Officer, request.user)
        if isinstance(form, MarkForm):
            mentions.mark(form.quoted(report), form.meant(), case_id=case.pk, by=officer)
            messages.success(request, _("Marked and recorded."))
        elif form is not None:
            mentions.take_out(form.cleaned_data["mention"], form.cleaned_data["why"], by=officer)
            messages.success(request, _("The mark is taken out; what was recorded stands."))
        else:
            known = {each.code: each for each in _suggested(case, report, officer)}
            if (found := known.get(request.POST.get("found", ""))) is None:
                raise Http404
            mentions.accept(found, case_id=case.pk, by=officer)
            messages.success(request, _("Recorded."))

    def _text(
        self, request: HttpRequest, case: Case, report: Report, form: VerbForm | None = None, refusal: str = "",
        status: int = 200,
    ) -> TemplateResponse:  # fmt: skip
        officer = cast(Officer, request.user)
        glass = seen_through_glass(request, case)
        may_mark = not glass and not case.is_closed and access.allows(officer, grounds.RIGHT)
        suggested = _suggested(case, report, officer) if may_mark else []
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "row": case, "report": report,
            "title": _("Text of %(report)s") % {"report": report.reference}, "is_fullwidth": "1",
            **_shown(_mentions(case, report, officer), report, suggested), "suggested": suggested,
            "may_mark": may_mark and report.status == Report.Status.RELEASED, "may_accept": may_mark,
            "refusal": refusal,
            "form": form if isinstance(form, MarkForm) else MarkForm(row=case, officer=officer, name="mark"), **glass,
        }  # fmt: skip
        return TemplateResponse(request, "cases/desk/text.html", context, status=status)


def _report(case: Case, report_id: UUID, officer: Officer) -> Report | None:
    return Report.objects.visible_to(officer).filter(pk=report_id, compartments__contains=[case.pk]).first()


def _mentions(case: Case, report: Report, officer: Officer) -> list[Mention]:
    found = (
        Mention.objects.visible_to(officer).standing().filter(report=report, entity__compartments__contains=[case.pk])
    )
    return list(found.select_related("entity", "fact", "recorded_by"))


def _suggested(case: Case, report: Report, officer: Officer) -> list[Suggestion]:
    """What the report names and is not recorded by this report; by another it may be."""
    if report.status == Report.Status.WITHDRAWN:
        return []
    facts: list[Fact] = [fact for fact in seen.facts(case, officer) if fact.report_id == report.pk]
    return suggesting.beside([report], facts)


def _shown(found: Sequence[Mention], report: Report, suggested: Sequence[Suggestion]) -> dict[str, Any]:
    """The text in pieces, each with what it names: mentions by their numbers, suggestions; and both as lists."""
    text = marking.whole(report)
    standing = [(each, each.words_in(text)) for each in found]
    there = [each for each, words in standing if words is not None]
    spans = [(each.offset, each.offset + each.length) for each in there]
    spans += [(each.start, each.end) for each in suggested]
    marks: list[Any] = [{"entity": each.entity, "number": number} for number, each in enumerate(there, start=1)]
    marks += [{"suggested": each, "number": number} for number, each in enumerate(suggested, start=1)]
    title_end = len(report.title)

    def cut(first: int, last: int) -> list[Any]:
        return [
            (words, sorted((marks[each] for each in covering), key=lambda mark: "suggested" in mark))
            for words, covering in marking.pieces(text, spans, within=(first, last))
        ]

    return {
        "title_pieces": cut(0, title_end), "text_pieces": cut(title_end + 1, len(text)),
        "named": [(number, each, _words(text, each), _said(each)) for number, each in enumerate(there, start=1)],
        "gone": [(each, _said(each)) for each, words in standing if words is None],
    }  # fmt: skip


def _words(text: str, each: Mention) -> str:
    return text[each.offset : each.offset + each.length]


def _said(each: Mention) -> str:
    """What the words say of it: a property in the officer's language."""
    return label_of(each.entity.schema, each.fact.prop) if each.fact else _("only spoken of")
