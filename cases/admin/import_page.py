"""The page on which a file of others is brought: `/desk/intel/import/new/<case>/`."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from cases.admin.import_forms import SendForm
from cases.casework import require_case
from cases.models import Case
from intel import grounds
from intel.exchange import importing, reading
from intel.exchange.importing import Sent
from intel.models import Import
from staff import access, frame
from staff.desk import DeskAdmin
from staff.refusals import NotAllowed, Refused

FORM_BYTES = 64 * 1024  # what the form holds beside its file


class WholeFile(MemoryFileUploadHandler):
    """Keeps the one file of the form in memory: no clear byte of it is spooled to a disk."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True


class ImportPage(DeskAdmin):
    """Mixed into the desk of imports."""

    def page_urls(self) -> list[URLPattern]:
        return [path("new/<uuid:case_id>/", self._late_door(), name="intel_import_new"), *super().page_urls()]

    def _late_door(self) -> Any:
        """As `door`; the proof against forged posts is asked for once it is known who sends, and how much."""

        def guarded(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return self.new_view(request, case_id)

        guarded.csrf_exempt = True  # type: ignore[attr-defined]
        return self.admin_site.admin_view(guarded)

    def new_view(self, request: HttpRequest, case_id: UUID) -> HttpResponseBase:
        """A form; its POST keeps the file, has it read and leads to its page."""
        if not access.allows(request.user, grounds.RIGHT):
            raise PermissionDenied
        case = Case.objects.visible_to(request.user).filter(pk=case_id).first()
        if case is None:
            raise Http404
        if request.method != "POST":
            return self._new_page(request, case, SendForm())
        if int(request.META.get("CONTENT_LENGTH") or 0) > reading.MAX_BYTES + FORM_BYTES:
            # Nothing of it was read, so nothing of it can have been done.
            request.POST = QueryDict()  # type: ignore[assignment]
            return self._new_page(request, case, SendForm(), _("The file is too large."))
        request.upload_handlers = [WholeFile(request)]
        return csrf_protect(lambda asked: self._sent(asked, case))(request)  # type: ignore[arg-type]  # any answer

    def _sent(self, request: HttpRequest, case: Case) -> HttpResponseBase:
        form, refusal = SendForm(request.POST, request.FILES), ""
        if form.is_valid():
            try:
                return self._received(request, case, form)
            except NotAllowed as refused:
                raise PermissionDenied from refused
            except Refused as refused:
                refusal = str(refused)
        return self._new_page(request, case, form, refusal)

    def _new_page(self, request: HttpRequest, case: Case, form: SendForm, refusal: str = "") -> TemplateResponse:
        title = _("Take a file of others into %(case)s") % {"case": case.reference}
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": title, "row": case,
            "is_fullwidth": "1", "form": form, "refusal": refusal,
        }  # fmt: skip
        status = 422 if form.is_bound or refusal else 200
        return TemplateResponse(request, "cases/desk/import_new.html", context, status=status)

    def _received(self, request: HttpRequest, case: Case, form: SendForm) -> HttpResponseBase:
        officer: Any = request.user
        require_case(case, grounds.RIGHT, by=officer)
        said = form.cleaned_data
        sent = Sent(said["sender"], said["received_on"], said["handling"])
        before = Import.objects.filter(case_id=case.pk).count()
        row = importing.receive(case.pk, form.raw(), sent, by=officer)
        if Import.objects.filter(case_id=case.pk).count() == before:
            messages.info(request, _("This very file came before: here it is."))
        return HttpResponseRedirect(self.page_address(row))
