"""Buttons of desk pages: each is a POST form that calls one verb."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from staff import access
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed, Refused, WrongStatus

REPEATED = 208  # RFC 5842: already reported
STATUS_OF = {NotAllowed: 403, WrongStatus: 409, Invalid: 422}


class VerbForm(forms.Form):
    """What a button asks for; none of its own means a bare button. `self.row` and `self.officer` are at hand."""

    def __init__(self, data: Any = None, files: Any = None, *, row: Any, officer: Officer, name: str = "verb") -> None:
        self.row, self.officer = row, officer
        super().__init__(data, files, auto_id=f"{name}_%s", label_suffix="")


@dataclass(frozen=True)
class Button:
    """A step that an officer can take from a page.

    Args:
        name: last part of the address, `/desk/<app>/<model>/<id>/<name>/`.
        right: from the table of roles; without it the button is hidden and the address answers 403.
        act: `act(row, officer, said)` calls one verb; `said` is the form's cleaned data.
        done: the message after it.
        shown: whether the step makes sense for the row as it stands; the verb itself decides again.
        then: from what `act` returned to the address to go on to; None stays on the page.
        tone: `plain`, `primary` or `danger`.
        key: the single key that presses it on its page (`staff/desk/keys.js`).
        is_undoable: the page itself tells that it is done, with a way to undo it.
    """

    name: str
    label: Any
    right: str
    act: Callable[[Any, Officer, dict[str, Any]], Any]
    form: type[VerbForm] = VerbForm
    done: Any = ""
    shown: Callable[[Any], bool] = lambda row: True
    then: Callable[[Any], str] | None = None
    tone: str = "plain"
    key: str = ""
    is_undoable: bool = False


@dataclass
class Offer:
    """A button as one page shows it: with its form, and what was refused.

    `once` goes along with the form: a desk that keeps those which it took takes none of them twice.
    """

    button: Button
    form: VerbForm
    url: str
    refusal: str = ""
    once: str = field(default_factory=lambda: uuid4().hex)

    @property
    def is_bare(self) -> bool:
        return not self.form.fields

    @property
    def is_open(self) -> bool:
        return self.form.is_bound

    @property
    def is_multipart(self) -> bool:
        return self.form.is_multipart()


def address(row: Any, name: str) -> str:
    """Where the button `name` of a row posts to."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_verb_{name}", args=[row.pk])


def offers(
    buttons: list[Button], row: Any, officer: Officer, refused: Offer | None = None, carried: str = "", *,
    mark: str = "",
) -> dict[str, Offer]:  # fmt: skip
    """Every button the officer may press now, by name. A refused one stays, with what was typed.

    Args:
        carried: the query that goes along with each press.
        mark: added to the ids of fields, where a page shows the buttons of several rows.
    """
    found = {
        button.name: Offer(
            button, button.form(row=row, officer=officer, name=button.name + mark), address(row, button.name) + carried
        )
        for button in buttons
        if access.allows(officer, button.right) and button.shown(row)
    }
    if refused:
        refused.url = address(row, refused.button.name) + carried
        found[refused.button.name] = refused
    return found


def press(
    button: Button, row: Any, request: HttpRequest, is_first: Callable[[HttpRequest], bool] = lambda request: True
) -> "tuple[Any, Offer | None, int]":
    """Call the button's verb with what was posted.

    Args:
        is_first: notes, in the verb's transaction, that this form was taken; False where it was taken before.
    Returns: (what the verb returned, None, 200), (None, None, 208) where it was sent before, or (None, the offer with
        its refusal, HTTP status).
    """
    officer: Any = request.user
    form = button.form(request.POST, request.FILES, row=row, officer=officer, name=button.name)
    offer = Offer(button, form, address(row, button.name))
    if not form.is_valid():
        return None, offer, 422
    try:
        with transaction.atomic():
            if not is_first(request):
                return None, None, REPEATED
            result = button.act(row, officer, form.cleaned_data)
    except Refused as refusal:
        offer.refusal = str(refusal)
        _mark_fields(form, refusal)
        return None, offer, STATUS_OF.get(type(refusal), 422)
    if button.done and not button.is_undoable:
        messages.success(request, str(button.done))
    return result, None, 200


def _mark_fields(form: VerbForm, refusal: Refused) -> None:
    for name, sentence in getattr(refusal, "fields", {}).items():
        if name in form.fields:
            form.add_error(name, sentence)
