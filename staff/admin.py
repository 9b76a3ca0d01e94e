"""The desk's pages about officers, and the auditor's list."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from staff import (
    access,
    audit_page,
    lock_out,
    officers,
    one_form,
    rota_pages,  # noqa: F401 - registers its page
    sessions,
)
from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.desk_verbs import Button, VerbForm
from staff.models import AuditEntry, Officer
from staff.one_form import OneForm
from staff.roles import Role
from staff.second_factor import factors

ROLES = forms.MultipleChoiceField(
    label=_("Roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple, required=False
)


EMAIL = forms.EmailField(
    label=_("E-mail address"), required=False, help_text=_("For calls when on duty: they name a tip's reference only.")
)


class AddressForm(VerbForm):
    email = EMAIL

    def __init__(self, *args: Any, row: Officer, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["email"] = row.email


class RolesForm(VerbForm):
    roles = ROLES

    def __init__(self, *args: Any, row: Officer, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["roles"] = row.roles


class PasswordForm(VerbForm):
    password = forms.CharField(
        label=_("New password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False,
        help_text=_("At least 12 signs. Tell it in person; the officer can change it."),
    )  # fmt: skip


class EnrolForm(forms.Form):
    username = forms.CharField(label=_("Name to sign in"), max_length=60)
    full_name = forms.CharField(label=_("Full name"), max_length=120, required=False)
    email = EMAIL
    password = PasswordForm.base_fields["password"]
    roles = ROLES


def _active(officer: Officer) -> bool:
    return officer.is_active


BUTTONS = [
    Button(
        "roles", _("Give roles"), "staff.change_officer",
        lambda officer, by, said: officers.give_roles(officer, said["roles"], by=by), form=RolesForm,
        done=_("Roles given."),
    ),
    Button(
        "address", _("Change the e-mail address"), "staff.change_officer",
        lambda officer, by, said: officers.give_address(officer, said["email"], by=by), form=AddressForm,
        done=_("The address is changed."),
    ),
    Button(
        "password", _("Give a new password"), "staff.change_officer",
        lambda officer, by, said: officers.give_password(officer, said["password"], by=by), form=PasswordForm,
        done=_("The new password holds; open sessions have ended."),
    ),
    Button(
        "factor", _("Take off the second factors"), "staff.change_officer",
        lambda officer, by, said: officers.take_off_second_factor(officer, by=by), shown=_active,
        done=_("The next sign-in enrols a new one."),
    ),
    Button(
        "unlock", _("Unlock"), "staff.change_officer", lambda officer, by, said: lock_out.unlock(officer, by=by),
        shown=lambda officer: bool(lock_out.locked_steps(officer)), done=_("The officer may try again."),
    ),
    Button(
        "sessions", _("End the open sessions"), "staff.change_officer",
        lambda officer, by, said: sessions.end_all(officer, by=by), shown=lambda officer: bool(sessions.of(officer)),
        done=_("Every session of this officer has ended."),
    ),
    Button(
        "deactivate", _("Deactivate"), "staff.change_officer",
        lambda officer, by, said: officers.deactivate(officer, by=by), shown=_active, done=_("Access has ended."),
        tone="danger",
    ),
    Button(
        "reactivate", _("Reactivate"), "staff.change_officer",
        lambda officer, by, said: officers.reactivate(officer, by=by), shown=lambda officer: not officer.is_active,
        done=_("The officer may sign in again."),
    ),
]  # fmt: skip


@admin.register(Officer)
class OfficerAdmin(DeskAdmin):
    list_display = ("username", "full_name", "roles_shown", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "full_name")
    ordering = ("username",)
    change_list_template = "staff/desk/officers.html"
    page_template = "staff/desk/officer.html"
    page_facts = ("username", "full_name", "email", "roles_shown", "is_active", "date_joined", "last_login")
    buttons = BUTTONS

    @display(description=_("roles"))
    def roles_shown(self, officer: Officer) -> str:
        known = dict(Role.choices)
        return ", ".join(str(known.get(role, role)) for role in officer.roles) or "–"

    def page_context(self, request: HttpRequest, row: Officer) -> dict[str, Any]:
        return {
            "history": history(row), "sessions": sessions.of(row), "factors": factors(row),
            "locked": lock_out.locked_steps(row),
        }  # fmt: skip

    def page_urls(self) -> list[URLPattern]:
        return [path("enrol/", self.door(self.enrol), name="staff_officer_enrol")]

    def enrol(self, request: HttpRequest) -> HttpResponseBase:
        """`/desk/staff/officer/enrol/`: take on an officer."""
        page = OneForm(
            _("Enrol an officer"), _("Enrol"), "staff.add_officer", EnrolForm, _enrol,
            done=lambda officer: _t("Enrolled. The first sign-in asks for a second factor."), then=self.page_address,
        )  # fmt: skip
        return one_form.answer(page, request, self)


def _enrol(said: dict[str, Any], by: Officer) -> Officer:
    first = (said["username"], said["password"], said["roles"])
    return officers.enrol(*first, by=by, full_name=said["full_name"], email=said["email"])


@admin.register(AuditEntry)
class AuditEntryAdmin(DeskAdmin):
    """The whole ledger, for auditors. Who looks at it is on record."""

    page_template = "staff/desk/page.html"
    page_facts = ("at", "actor", "verb", "subject", "subject_id", "details")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.allows(request.user, "staff.read_audit")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return audit_page.show(request, AuditEntry.objects.all(), scope="all", opts=self.opts)

    def page_context(self, request: HttpRequest, row: AuditEntry) -> dict[str, Any]:
        audit_page.note_opening(request, "one entry")
        return {}
