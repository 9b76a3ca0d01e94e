"""The agency directory at the desk: read by all officers, kept by those who hold `reference.manage_agencies`."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from reference import directory, search
from reference.admin.looking import MAX_FOUND, LookUpAdmin
from reference.models import Agency, AgencyContact
from staff import access


class Contacts(TabularInline):  # type: ignore[type-arg]
    model = AgencyContact
    fields = ("channel", "name", "address", "verified", "note")
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return access.allows(request.user, "reference.view_agencycontact")

    def has_add_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return access.allows(request.user, directory.RIGHT)

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Agency)
class AgencyAdmin(LookUpAdmin):
    list_display = ("name", "country", "province", "kind", "mandate", "checked", "contacts_known")
    list_filter = ("country", "verified", "retired")
    search_fields = ("name",)
    ordering = ("country", "name")
    inlines = (Contacts,)
    fields = (
        ("name", "local_name"),
        ("country", "province", "kind"),
        "mandate",
        "tags",
        ("verified", "retired"),
        ("status", "source"),
    )
    readonly_fields = ("source",)

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
            directory.keep_contact(contact, by=request.user)  # type: ignore[arg-type]

    @display(description=_("checked"), label={"yes": "success", "no": "warning"})
    def checked(self, agency: Agency) -> tuple[str, str]:
        return ("yes", str(_("verified"))) if agency.verified else ("no", str(_("verify before use")))

    @display(description=_("verified contacts"))
    def contacts_known(self, agency: Any) -> int:
        known: int = agency.contacts_verified
        return known
