"""A page of the desk with one form, whose POST calls one verb: entering a shift, registering a partner, an officer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from staff import access
from staff.desk_verbs import STATUS_OF
from staff.models import Officer
from staff.refusals import Invalid, Refused


@dataclass(frozen=True)
class OneForm:
    """What such a page is.

    Args:
        right: of the table of roles; without it 403. act: `act(said, by)` calls one verb.
        done, then: from what `act` returned to the message, and to the address to go on to.
        action: the button.
    """

    title: Any
    action: Any
    right: str
    form: type[forms.Form]
    act: Callable[[dict[str, Any], Officer], Any]
    done: Callable[[Any], str]
    then: Callable[[Any], str]


def answer(page: OneForm, request: HttpRequest, desk: Any) -> HttpResponseBase:
    """The page, or after its POST where it leads; refused or not valid it is shown again with what was typed.

    Args:
        desk: the `DeskAdmin` to which it belongs.
    """
    if not access.allows(request.user, page.right):
        raise PermissionDenied
    form, status = page.form(request.POST if request.method == "POST" else None, label_suffix=""), 200
    if form.is_bound:
        if form.is_valid():
            try:
                made = page.act(form.cleaned_data, cast(Officer, request.user))
            except Refused as refusal:
                mark(form, refusal)
                status = STATUS_OF.get(type(refusal), 422)
            else:
                messages.success(request, page.done(made))
                return HttpResponseRedirect(page.then(made))
        else:
            status = 422
    context = {
        **desk.admin_site.each_context(request), "opts": desk.opts, "title": page.title, "form": form,
        "action": page.action,
    }  # fmt: skip
    return TemplateResponse(request, "staff/desk/one_form.html", context, status=status)


def mark(form: forms.Form, refusal: Refused) -> None:
    """Say above the form what a verb refused, and at each field what is wrong with it."""
    form.add_error(None, str(refusal))
    for name, sentence in refusal.fields.items() if isinstance(refusal, Invalid) else ():
        form.add_error(name if name in form.fields else None, sentence)
