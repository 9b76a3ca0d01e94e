"""The page on which an officer brings evidence: `/desk/cases/exhibit/new/<case>/<what>/?parent=…`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import captures, exhibits, statements
from cases.admin import bringing
from cases.admin.bringing import Brought
from cases.admin.evidence_forms import FORMS, EvidenceForm
from cases.admin.ground import case_page
from cases.exhibits import Arrived
from cases.models import Case, Exhibit
from staff import access, frame
from staff.desk import DeskAdmin
from staff.models import Officer
from staff.refusals import Invalid, Refused

TITLES: dict[str, Any] = {
    "file": gettext_lazy("Bring a file"), "thing": gettext_lazy("Register a thing"),
    "statement": gettext_lazy("Take a statement in"), "capture": gettext_lazy("Capture of a page on the network"),
}  # fmt: skip


class Place:
    """Where on the desk something is brought: the case, and the exhibit that it belongs to."""

    def __init__(self, request: HttpRequest, case_id: UUID, what: str) -> None:
        officer: Any = request.user
        if what not in FORMS:
            raise Http404
        if not access.allows(officer, "cases.take_exhibit"):
            raise PermissionDenied
        self.what = what
        self.case: Case = _one(Case.objects.worked_by(officer), case_id)
        parent = request.GET.get("parent")
        seen = Exhibit.objects.worked_by(officer).filter(case=self.case)
        self.parent: Exhibit | None = _one(seen, parent) if parent else None
        self.relation = request.GET.get("relation", "")

    def form(self, given: Any = None) -> EvidenceForm:
        return FORMS[self.what](given, parent=self.parent, relation=self.relation)

    def take(self, form: Any, files: Sequence[Arrived], by: Officer) -> list[Exhibit]:
        """Call the verb. Raises: Refused."""
        acquired, said = form.acquired(), {"parent": self.parent, "relation": form.cleaned_data.get("relation", "")}
        if self.what == "capture":
            return [captures.take(self.case, form.page(), files, acquired, by=by)]
        if self.what == "statement":
            file = files[0] if files else None
            return [statements.take(self.case, form.words(), acquired, by=by, file=file, translation_of=self.parent)]
        if self.what == "thing":
            return [exhibits.register_exhibit(self.case, acquired, by=by, **said)]
        if not files:
            raise Invalid(_("Choose a file."), file=_("Choose a file."))
        return exhibits.upload_many(self.case, files, acquired, by=by, **said)


def _one(rows: Any, pk: Any) -> Any:
    try:
        return rows.get(pk=pk)
    except (rows.model.DoesNotExist, ValidationError, ValueError) as missing:
        raise Http404 from missing


class EvidencePages(DeskAdmin):
    """Adds the page to the desk of exhibits."""

    def page_urls(self) -> list[URLPattern]:
        new = path("new/<uuid:case_id>/<str:what>/", self.streaming_door(self.bring), name="cases_exhibit_new")
        return [new, *super().page_urls()]

    def bring(self, request: HttpRequest, case_id: UUID, what: str) -> HttpResponseBase:
        """GET shows the form; POST takes what it brings. Who may is asked before a byte of the body is read."""
        place = Place(request, case_id, what)
        if request.method != "POST":
            return self._form(request, place, place.form())
        brought = bringing.read(request)
        if not brought.fields:
            return self._refused(request, place, place.form(), "", brought.problems, 400)
        return bringing.guarded(request, brought, lambda request: self._take(request, place, brought))  # type: ignore[no-any-return]

    def _take(self, request: HttpRequest, place: Place, brought: Brought) -> HttpResponse:
        form, officer = place.form(brought.fields), request.user
        if not form.is_valid() or brought.problems:
            return self._refused(request, place, form, "", brought.problems, 422)
        try:
            taken = place.take(form, brought.files, officer)  # type: ignore[arg-type]
        except Refused as refusal:
            for name, sentence in getattr(refusal, "fields", {}).items():
                form.add_error(name if name in form.fields else None, sentence)
            return self._refused(request, place, form, str(refusal), [], 422)
        brought.is_taken = True
        messages.success(request, _("Taken into evidence; its custody begins."))
        to = self.page_address(taken[0]) if len(taken) == 1 else f"{case_page(place.case)}#exhibits"
        return JsonResponse({"go": to}) if "X-Desk-Form" in request.headers else HttpResponseRedirect(to)

    def _refused(
        self, request: HttpRequest, place: Place, form: EvidenceForm, refusal: str, problems: list[str], status: int
    ) -> HttpResponse:
        """To the page's script what is wrong, field by field: it leaves the page as it is, files and all."""
        if "X-Desk-Form" not in request.headers:
            return self._form(request, place, form, refusal=refusal, problems=problems, status=status)
        fields = {name: [str(each) for each in errors] for name, errors in form.errors.items() if name != "__all__"}
        told = [refusal, *problems, *map(str, form.non_field_errors() if form.is_bound else [])]
        return JsonResponse({"told": [each for each in told if each], "fields": fields}, status=status)

    def _form(self, request: HttpRequest, place: Place, form: EvidenceForm, status: int = 200, **said: Any) -> Any:
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": TITLES[place.what],
            "is_fullwidth": "1", "place": place, "form": form, "what": place.what, "row": place.case,
            "megabytes": settings.EXHIBIT_MAX_BYTES // 1024**2, **said,
        }  # fmt: skip
        return TemplateResponse(request, "cases/desk/bring.html", context, status=status)
