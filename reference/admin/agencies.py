"""The agency directory at the desk: read by all officers, kept by those who hold `reference.manage_agencies`."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline
from unfold.decorators import display

from reference import directory, risks, search
from reference.admin.agency_forms import AgencyForm, ContactForm
from reference.admin.looking import MAX_FOUND, LookUpAdmin
from reference.models import Agency, AgencyContact
from staff import access, frame
from staff.refusals import Refused


class Contacts(StackedInline):  # type: ignore[type-arg]
    model = AgencyContact
    form = ContactForm
    fields = (
        ("channel", "name"),
        "address",
        ("verified", "verified_how"),
        ("verified_by", "verified_at"),
        "is_second_route",
        "key",
        "fingerprint",
        ("key_kind", "key_expires_at"),
        "note",
    )
    readonly_fields = ("verified_by", "verified_at", "key_kind", "fingerprint", "key_expires_at")
    extra = 0

    @display(description=_("fingerprint"))
    def fingerprint(self, contact: AgencyContact) -> str:
        """OpenPGP's in groups of four, to be compared by telephone; of age the key is its own."""
        mark = contact.key_mark if contact.key_kind == AgencyContact.KeyKind.OPENPGP else ""
        return " ".join(mark[at : at + 4] for at in range(0, len(mark), 4)) or "–"

    def has_view_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return access.allows(request.user, "reference.view_agencycontact")

    def has_add_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return access.allows(request.user, directory.RIGHT)

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Agency)
class AgencyAdmin(LookUpAdmin):
    form = AgencyForm
    change_form_before_template = "reference/desk/agency.html"
    list_display = ("name", "country", "province", "kind", "mandate", "checked", "contacts_known")
    list_filter = ("country", "verified", "language", "retired")
    search_fields = ("name",)
    ordering = ("country", "name")
    inlines = (Contacts,)
    fields = (
        ("name", "local_name"),
        ("country", "province"),
        ("kind", "language"),
        "parent",
        "second_route",
        "mandate",
        "lawful_basis",
        "offence_classes",
        "taxon_groups",
        "tags",
        ("verified", "retired"),
        ("status", "source"),
    )
    readonly_fields = ("source",)

    def page_urls(self) -> list[URLPattern]:
        return [path("<int:pk>/risk/", self.door(self.risk_page), name="reference_agency_risk")]

    def risk_page(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The note on corruption: GET reads it, on record; POST keeps another."""
        officer: Any = request.user
        if not access.allows(officer, risks.RIGHT):
            raise PermissionDenied
        agency, refusal = self.row_or_404(request, pk), ""
        if request.method == "POST":
            try:
                risks.note(agency, request.POST.get("note", ""), by=officer)
                messages.success(request, _("Kept."))
                return HttpResponseRedirect(self.page_address(agency))
            except Refused as refused:
                refusal = str(refused)
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": str(agency), "row": agency,
            "risk": risks.read(agency, by=officer), "refusal": refusal, "typed": request.POST.get("note"),
            "limit": risks.MAX_NOTE, "is_fullwidth": "1",
        }  # fmt: skip
        return TemplateResponse(request, "reference/desk/risk.html", context, status=422 if refusal else 200)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        told = {
            "may_read_risk": access.allows(request.user, risks.RIGHT),
            "may_see_referrals": access.allows(request.user, "cases.view_referral"),
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **told})

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return access.allows(request.user, directory.RIGHT)

    def has_change_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return access.allows(request.user, directory.RIGHT)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        known = Count("contacts", filter=Q(contacts__verified=True))
        return super().get_queryset(request).annotate(contacts_verified=known)

    def found(self, words: str) -> list[int]:
        return [agency.pk for agency in search.find_agencies(words, MAX_FOUND)]

    def save_model(self, request: HttpRequest, obj: Agency, form: Any, change: bool) -> None:
        directory.keep_agency(obj, by=request.user)  # type: ignore[arg-type]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        for contact in formset.deleted_objects:
            directory.drop_contact(contact, by=request.user)  # type: ignore[arg-type]
        for contact in [*formset.new_objects, *(row for row, _fields in formset.changed_objects)]:
            said = contact.verified
            if said and not directory.keep_contact(contact, by=request.user).verified:  # type: ignore[arg-type]
                messages.warning(request, _("Address or key is another now: verify the contact anew."))
            elif not said:
                directory.keep_contact(contact, by=request.user)  # type: ignore[arg-type]

    @display(description=_("checked"), label={"yes": "success", "no": "warning"})
    def checked(self, agency: Agency) -> tuple[str, str]:
        return ("yes", str(_("verified"))) if agency.verified else ("no", str(_("verify before use")))

    @display(description=_("verified contacts"))
    def contacts_known(self, agency: Any) -> int:
        known: int = agency.contacts_verified
        return known
