"""The desk's pages of handlers' keys: who holds which, and how one is made and taken up."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from staff import access
from staff.desk_verbs import STATUS_OF
from staff.models import Officer
from staff.refusals import Refused
from vault import handlers, resealing, reveals
from vault.forms import ResealForm, TakeUpForm
from vault.handler.keyfile import SHORTEST_PASS_PHRASE
from vault.locked_page import locked_page


def keys(request: HttpRequest) -> HttpResponseBase:
    """`/desk/vault/keys/`: every key with its fingerprint and boxes. POST: a handler asks to re-seal."""
    officer = cast(Officer, request.user)
    if not access.allows(officer, "vault.view_revealrequest"):
        raise PermissionDenied
    form, status = ResealForm(request.POST if request.method == "POST" else None, label_suffix=""), 200
    if form.is_bound and form.is_valid():
        try:
            asked = reveals.ask_to_reseal(
                by=officer, reason=form.cleaned_data["reason"], words=form.cleaned_data["why"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = STATUS_OF.get(type(refusal), 422)
        else:
            messages.success(request, _("A supervisor decides now."))
            return HttpResponseRedirect(reverse("admin:vault_revealrequest_change", args=[asked.pk]))
    context = {
        "standings": handlers.standings(officer), "lacking": resealing.lacking().count(), "form": form,
        "is_handler": access.allows(officer, "vault.reveal_source"),
    }  # fmt: skip
    return _page(request, "vault/desk/keys.html", _("Handlers' keys"), context, status)


def my_key(request: HttpRequest) -> HttpResponseBase:
    """`/desk/vault/my-key/`: make a key file in this browser; show by its proof that a key is mine."""
    officer = cast(Officer, request.user)
    if not access.allows(officer, "vault.reveal_source"):
        raise PermissionDenied
    form, status = TakeUpForm(request.POST if request.method == "POST" else None, label_suffix=""), 200
    if form.is_bound and form.is_valid():
        try:
            handlers.take_up(form.cleaned_data["name"], form.cleaned_data["word"], by=officer)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = STATUS_OF.get(type(refusal), 422)
        else:
            messages.success(request, _("The key is yours here: boxes sealed to it can be handed out to you."))
            return HttpResponseRedirect(reverse("vault_my_key"))
    proofs = [
        {"name": key.name, "public": key.base64, "box": handlers.proof_box(officer, key)} for key in handlers.present()
    ]
    context = {
        "standings": handlers.standings(officer), "form": form, "shortest": SHORTEST_PASS_PHRASE, "proofs": proofs,
    }  # fmt: skip
    return locked_page(_page(request, "vault/desk/my_key.html", _("My key"), context, status))


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int) -> TemplateResponse:
    around = {**admin.site.each_context(request), "title": title}
    return TemplateResponse(request, template, {**around, **context}, status=status)
