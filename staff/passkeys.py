"""Passkeys: enrolled, named and taken off by their officer. Each proves a person (finger or PIN) besides the thing."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import LoginWebAuthnView, RemoveWebAuthnView
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from staff import audit
from staff.models import Officer
from staff.second_factor import PROVEN, factors

MAX_NAME = 60  # characters


def of(officer: Any) -> "QuerySet[Authenticator]":
    """An officer's passkeys, oldest first."""
    return Authenticator.objects.filter(user_id=officer.pk, type=Authenticator.Type.WEBAUTHN).order_by("pk")


def may_remove(authenticator: Authenticator) -> bool:
    """A passkey may go while another second factor stays (recovery codes are none); the app may not."""
    is_passkey = authenticator.type == Authenticator.Type.WEBAUTHN
    return is_passkey and factors(authenticator.user).exclude(pk=authenticator.pk).exists()


class NameField(forms.CharField):
    def __init__(self, **given: Any) -> None:
        super().__init__(label=_("Name of the key"), max_length=MAX_NAME, **given)


class _Given:
    """What a browser would never send is refused as a wrong one: the library trips over it."""

    def clean_credential(self) -> Any:
        said: Any = self.cleaned_data["credential"]  # type: ignore[attr-defined]
        try:
            inherited = getattr(super(), "clean_credential", None)
            return inherited() if inherited else _parsed(said)
        except (AttributeError, KeyError, TypeError, ValueError) as unreadable:
            raise get_adapter().validation_error("incorrect_code") from unreadable


def _parsed(credential: Any) -> Any:
    """What a browser made while enrolling, once it can be read. Raises: KeyError, TypeError, ValueError."""
    auth.parse_registration_response(credential)
    return credential


class UseForm(_Given, AuthenticateWebAuthnForm):
    """The second step."""


class EnterForm(_Given, LoginWebAuthnForm):
    """The only step."""


class AgainForm(_Given, ReauthenticateWebAuthnForm):
    """Before a step that asks who is there."""


class AddForm(_Given, AddWebAuthnForm):
    """Enrolling a passkey: it proves the second factor for this session too."""

    name = NameField(required=False, help_text=_("So that you know it among several: the blue one, the telephone."))
    # Ours sign in by themselves, always: the page ticks this where nobody sees it.
    passwordless = forms.BooleanField(required=False)

    @transaction.atomic
    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        if said.get("credential") and not self.errors:
            officer: Officer = self.user
            context.request.session[PROVEN] = True
            audit.record(officer, "officer.passkey_enrolled", officer, passkeys=of(officer).count() + 1)
        return said


class NameForm(EditWebAuthnForm):
    name = NameField()


class Enter(LoginWebAuthnView):
    """`/desk/2fa/webauthn/login/`: the desk by a passkey alone. Nothing is typed, so nothing can be guessed."""

    template_name = "mfa/webauthn/login.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        options = auth.begin_authentication(user=None)
        return super().get_context_data(**kwargs) | {"js_data": {"request_options": options}}

    @transaction.atomic
    def form_invalid(self, form: Any) -> HttpResponse:
        audit.record("system", "officer.sign_in_failed", Officer(pk=0), step="passkey")
        return self.render_to_response(self.get_context_data(form=form))


class Remove(RemoveWebAuthnView):
    """`/desk/2fa/webauthn/keys/<id>/remove/`: takes off one of several."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        officer: Any = self.request.user
        # Two of the last two taken off at once must not leave none.
        Officer.objects.select_for_update().get(pk=officer.pk)
        if not may_remove(self.get_object()):
            raise PermissionDenied
        audit.record(officer, "officer.passkey_taken_off", officer, passkey=self.get_object().pk)
        return super().form_valid(form)
