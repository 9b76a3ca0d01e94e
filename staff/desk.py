"""The base of every desk page that shows a model: read-only unless said otherwise, rights from the table of roles."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django.contrib import messages
from django.contrib.admin.utils import display_for_field, label_for_field, lookup_field
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin
from unfold.paginator import InfinitePaginator

from staff import access, desk_verbs, frame
from staff.desk_lists import PlacedList
from staff.desk_verbs import Button, Offer

if TYPE_CHECKING:
    _Admin: TypeAlias = ModelAdmin[Any]
else:
    _Admin = ModelAdmin


class DeskAdmin(_Admin):
    """Looks, never writes: changes are verbs behind POST buttons. `visible_to` decides what is seen.

    The permission hooks ask the table of roles for `app.view_model`; an object outside `visible_to` is 404.
    With `buttons` or a `page_template` of its own, an object's page is ours instead of the admin's form: the template
    extends `staff/desk/page.html` and finds `row`, `offers` (buttons by name), `facts`, and what `page_context` adds.
    What a button named in `shown_once` returns is `given` to the page that answers the press, and to no other.
    """

    list_per_page = 25
    paginator = InfinitePaginator  # the library's pages say nothing of a number of rows with it
    show_full_result_count = False
    actions = None
    list_fullwidth = True
    change_list_template = "staff/desk/list.html"
    buttons: ClassVar[Sequence[Button]] = ()
    page_template = ""
    page_facts: ClassVar[Sequence[str]] = ()
    shown_once: ClassVar[frozenset[str]] = frozenset()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[PlacedList]:
        return PlacedList

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return False

    def log_addition(self, *args: Any) -> Any:
        """The audit ledger is the one record."""

    log_change = log_deletions = log_addition

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The library's own list of changes stays empty: a thing's history stands on its page."""
        raise Http404

    # --- the page of one object -----------------------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        verbs = [
            path(f"<str:pk>/{button.name}/", self.door(self._pressing(button)), name=f"{name}_{button.name}")
            for button in self.buttons
        ]
        return [*self.page_urls(), *verbs, *super().get_urls()]

    def page_urls(self) -> list[URLPattern]:
        """Further addresses below the list's; wrap each view in `self.door`."""
        return []

    def door(self, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        """A view for signed-in officers who may see this model."""

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return self.admin_site.admin_view(guarded)

    def streaming_door(self, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        """As `door`, for a view that streams what a form brings: it asks itself for the proof against forged posts,
        which stands in the body."""

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.csrf_exempt = True  # type: ignore[attr-defined]
        return self.admin_site.admin_view(guarded)

    def page_rows(self, request: HttpRequest) -> Any:
        """The rows that have a page, with what it needs beside what the list does."""
        return self.get_queryset(request)

    def row_or_404(self, request: HttpRequest, pk: Any) -> Any:
        try:
            return self.page_rows(request).get(pk=pk)
        except (self.model.DoesNotExist, ValidationError, ValueError) as missing:
            raise Http404 from missing

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not (self.buttons or self.page_template):
            return super().change_view(request, object_id, form_url, extra_context)
        if not self.has_view_permission(request) or request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return self.page(request, self.row_or_404(request, object_id))

    def page(
        self, request: HttpRequest, row: Any, *, refused: Offer | None = None, status: int = 200, given: Any = None
    ) -> TemplateResponse:
        """An object's page; with a refused offer it keeps what was typed; `given` is shown this once."""
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": str(row), "row": row,
            "offers": self._offers(request, row, refused),
            "refused": refused, "given": given, "facts": self.facts(row), "is_fullwidth": "1",
            **self.page_context(request, row),
        }  # fmt: skip
        return TemplateResponse(request, self.page_template or "staff/desk/page.html", context, status=status)

    def _offers(self, request: HttpRequest, row: Any, refused: Offer | None) -> dict[str, Offer]:
        officer: Any = request.user
        return desk_verbs.offers(list(self.buttons), row, officer, refused, self.carried(request))

    # --- what a desk may want otherwise -----------------------------------------------------------------------------
    def carried(self, request: HttpRequest) -> str:
        """The part of the page's query that goes along with each press, with its question mark."""
        return ""

    def is_first(self, request: HttpRequest) -> bool:
        """Notes that a form was taken. False where it was taken before: nothing is done then."""
        return True

    def address_after(self, request: HttpRequest, button: Button, row: Any, result: Any) -> str:
        """Where a press leads that was not refused."""
        return button.then(result) if button.then else self.page_address(row)

    def page_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the page's template needs beside the row."""
        return {}

    def facts(self, row: Any) -> list[tuple[str, Any]]:
        """`page_facts` as (label, value)."""
        return [(str(label_for_field(name, self.model, self)), self._value(name, row)) for name in self.page_facts]

    def _value(self, name: str, row: Any) -> Any:
        field, _attribute, value = lookup_field(name, row, self)
        return display_for_field(value, field, "") if field is not None else value

    def page_address(self, row: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def _pressing(self, button: Button) -> Callable[..., HttpResponseBase]:
        def pressed(request: HttpRequest, pk: str) -> HttpResponseBase:
            row = self.row_or_404(request, pk)
            if not access.allows(request.user, button.right):
                raise PermissionDenied
            # A session that ran out comes back here by GET after signing in: show the page, act on nothing.
            if request.method != "POST":
                return HttpResponseRedirect(self.page_address(row))
            result, refused, status = desk_verbs.press(button, row, request, self.is_first)
            if refused:
                return self.page(request, self.row_or_404(request, pk), refused=refused, status=status)
            if button.name in self.shown_once:
                # The secret is in the answer to the POST and nowhere else: no message, no session, no redirect.
                return self.page(request, self.row_or_404(request, pk), given=result)
            if status == desk_verbs.REPEATED:
                tell_repeated(request)
                return _on_to(request, self.page_address(row))
            return _on_to(request, self.address_after(request, button, row, result))

        return pressed


def tell_repeated(request: HttpRequest) -> None:
    """Say that a form came a second time, and did nothing."""
    messages.info(request, _("This was sent already, and is done once."))


def _on_to(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect; to the page's script, which sends forms itself (`staff/desk/sending.js`), the address."""
    return JsonResponse({"go": address}) if "X-Desk-Form" in request.headers else HttpResponseRedirect(address)
