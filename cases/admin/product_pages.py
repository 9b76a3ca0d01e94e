"""Pages around a product: drafting from reports, writing, comparing two versions, and the file itself."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from cases.admin.product_forms import SelectionForm, WriteForm
from cases.products import drafting, handing_out
from intel.models import Product, Version
from intel.products import comparing, writing
from intel.products.moving import DRAFT, Status
from staff import access, frame
from staff.desk import DeskAdmin
from staff.ids import ids_of
from staff.refusals import NotAllowed, Refused, WrongStatus


class ProductPages(DeskAdmin):
    """Mixed into the products' admin: `/desk/intel/product/…`."""

    def own_pages(self) -> list[URLPattern]:
        return [
            path("new/", self.door(self.new_view), name="intel_product_new"),
            path("<str:pk>/write/", self.door(self.write_view), name="intel_product_write"),
            path("<str:pk>/compare/", self.door(self.compare_view), name="intel_product_compare"),
            path("<str:pk>/file/", self.door(self.file_view), name="intel_product_file"),
        ]

    def _page(self, request: HttpRequest, template: str, status: int = 200, **more: Any) -> TemplateResponse:
        context = {**frame.context(self.admin_site, request), "opts": self.opts, "is_fullwidth": "1", **more}
        return TemplateResponse(request, f"cases/desk/{template}.html", context, status=status)

    def new_view(self, request: HttpRequest) -> HttpResponseBase:
        """A form; its POST drafts a product from the named reports and leads to its page."""
        officer: Any = request.user
        if not access.allows(officer, DRAFT):
            raise PermissionDenied
        given = request.POST if request.method == "POST" else None
        form = SelectionForm(given, row=None, officer=officer, name="product")
        form.initial["reports"] = request.GET.get("reports", "")[:1000]
        refusal = ""
        if form.is_valid():
            said = form.cleaned_data
            try:
                product = drafting.from_reports(said["reports"], said["type"], said["title"], by=officer)
                return HttpResponseRedirect(self.page_address(product))
            except Refused as refused:
                refusal = str(refused)
        title = _("Draft a product from reports")
        return self._page(
            request, "shelf_new", 422 if given is not None else 200, title=title, form=form, refusal=refusal
        )

    def write_view(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """The whole draft in one form, which keeps what was typed where it is refused."""
        officer: Any = request.user
        if not access.allows(officer, DRAFT):
            raise PermissionDenied
        row: Product = self.row_or_404(request, pk)
        if row.status != Status.DRAFT:
            return HttpResponseRedirect(self.page_address(row))
        if request.method != "POST":
            return self._writing(request, row, WriteForm(product=row, officer=officer))
        form = WriteForm(request.POST, product=row, officer=officer)
        if not form.is_valid():
            return self._writing(request, row, form, refusal=_("It was not kept. Nothing you wrote is lost."))
        try:
            self._kept(row, form, officer)
        except Refused as refused:
            return self._refused(request, row, form, refused)
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(self.page_address(row))

    def _kept(self, row: Product, form: WriteForm, officer: Any) -> None:
        shown = form.cleaned_data.get("shown")
        writing.write(row, form.wording(), edit=form.cleaned_data["edit"], by=officer, shown=shown)

    def _refused(self, request: HttpRequest, row: Product, form: WriteForm, refused: Refused) -> TemplateResponse:
        for name, sentence in getattr(refused, "fields", {}).items():
            if name in form.fields:
                form.add_error(name, sentence)
        if isinstance(refused, WrongStatus):
            # Whoever has read what a colleague wrote may keep their own the next time.
            typed = request.POST.copy()
            typed["edit"] = str(Version.objects.get(pk=row.current_id).edits)
            form = WriteForm(typed, product=row, officer=request.user)  # type: ignore[arg-type]
            form.is_valid()
        lacks = getattr(refused, "fields", {}).get("judgements", "")
        return self._writing(request, row, form, refusal=str(refused), lacks=lacks)

    def _writing(
        self, request: HttpRequest, row: Product, form: WriteForm, *, refusal: str = "", lacks: str = ""
    ) -> TemplateResponse:
        title = _("Write %(product)s") % {"product": row.reference}
        return self._page(
            request, "product_write", 422 if form.is_bound else 200, title=title, row=row, form=form, refusal=refusal,
            lacks=lacks, back=self.page_address(row),
        )  # fmt: skip

    def compare_view(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """`?old=1&new=2`; without numbers the last two."""
        row: Product = self.row_or_404(request, pk)
        by_number = {str(version.number): version for version in row.versions.order_by("number")}
        numbers = list(by_number)
        old = by_number.get(request.GET.get("old", numbers[-2] if len(numbers) > 1 else numbers[0]))
        new = by_number.get(request.GET.get("new", numbers[-1]))
        if old is None or new is None:
            raise Http404
        changes = [each for each in comparing.compare(old, new) if each.is_changed]
        title = _("%(product)s: versions %(old)s and %(new)s") % {
            "product": row.reference, "old": old.number, "new": new.number,
        }  # fmt: skip
        return self._page(
            request, "product_compare", title=title, row=row, changes=changes, old=old, new=new, numbers=numbers,
            back=self.page_address(row),
        )  # fmt: skip

    def file_view(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """POST with `form` (pdf, docx), `version`, and `copy` for a recipient's: the file, taken on record."""
        row: Product = self.row_or_404(request, pk)
        if request.method != "POST":
            return HttpResponseRedirect(self.page_address(row))
        version = row.versions.filter(pk__in=ids_of([request.POST.get("version", "")])).first() or row.current
        copy = None
        if "copy" in request.POST:
            copy = row.disseminations.select_related("version").filter(pk__in=ids_of([request.POST["copy"]])).first()
            if copy is None:
                raise Http404
            version = copy.version
        officer: Any = request.user
        try:
            found = handing_out.take(row, version, request.POST.get("form", "pdf"), by=officer, copy=copy)
        except NotAllowed as refused:
            raise PermissionDenied from refused
        except Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(self.page_address(row))
        answer = HttpResponse(found.content, content_type=found.media_type)
        answer["Content-Disposition"] = f'attachment; filename="{found.name}"'
        return answer
