"""Exhibits at the desk: the list, and one page with the chain of custody."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.paginator import InfinitePaginator

from cases import custody, custody_chain, exhibits
from cases.admin.ground import BAD, GOOD, WARN, colleagues, seen_through_glass
from cases.custody import Step
from cases.models import CustodyEvent, Exhibit, HandOver
from cases.packets import chain
from hotline.admin.locked_in import locked_in
from hotline.admin.queue_lines import chip
from staff.desk import DeskAdmin
from staff.desk_verbs import Button, VerbForm
from staff.refusals import WrongStatus
from vault.keys import VaultClosed

State = Exhibit.State
TONES: dict[str, str] = {State.STORED: GOOD, State.OUT: WARN, State.LAB: WARN, State.COURT: WARN, State.DESTROYED: BAD}


class StepForm(VerbForm):
    to = forms.ChoiceField(label=_("next"))
    seal = forms.CharField(label=_("seal no."), max_length=40, required=False)
    place = forms.CharField(label=_("place"), max_length=120, required=False)
    to_who = forms.CharField(label=_("received and signed for by"), max_length=120, required=False)
    purpose = forms.CharField(label=_("purpose"), max_length=300, required=False)

    def __init__(self, *args: Any, row: Exhibit, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        steps = custody.NEXT[row.state]
        self.fields["to"].choices = [choice for choice in State.choices if choice[0] in steps]  # type: ignore[attr-defined]


class OfferForm(VerbForm):
    receiver: Any = forms.ModelChoiceField(label=_("colleague"), queryset=None)
    place = forms.CharField(label=_("place"), max_length=200)
    purpose = forms.CharField(label=_("purpose"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = colleagues("cases.take_exhibit").exclude(pk=self.officer.pk)  # type: ignore[attr-defined]


def _offered(exhibit: Exhibit) -> HandOver | None:
    return exhibit.hand_overs.filter(state=HandOver.State.OFFERED).first()


def _waiting(exhibit: Exhibit) -> HandOver:
    found = _offered(exhibit)
    if found is None:
        raise WrongStatus(_("Nothing waits for a signature."))
    return found


def _move(exhibit: Exhibit, officer: Any, said: dict[str, Any]) -> Any:
    to = said.pop("to")
    return custody.move(exhibit, to, Step(**said), by=officer)


def _offer(exhibit: Exhibit, officer: Any, said: dict[str, Any]) -> Any:
    return custody.offer(exhibit, said.pop("receiver"), Step(**said), by=officer)


BUTTONS = [
    Button(
        "move", _("Next step of custody"), "cases.move_exhibit", _move, form=StepForm,
        shown=lambda exhibit: bool(custody.NEXT[exhibit.state]), tone="primary", done=_("It stands on the chain."),
    ),
    Button(
        "sign", _("Sign for it"), "cases.take_exhibit",
        lambda exhibit, officer, said: custody.sign_for(_waiting(exhibit), by=officer),
        shown=lambda exhibit: _offered(exhibit) is not None, tone="primary", done=_("Both hands stand on the chain."),
    ),
    Button(
        "turn_down", _("No hand-over"), "cases.take_exhibit",
        lambda exhibit, officer, said: custody.turn_down(_waiting(exhibit), by=officer),
        shown=lambda exhibit: _offered(exhibit) is not None, done=_("It stays where it was."),
    ),
    Button(
        "offer", _("Hand over"), "cases.take_exhibit", _offer, form=OfferForm,
        shown=lambda exhibit: exhibit.state != State.DESTROYED and _offered(exhibit) is None,
        done=_("Offered. The colleague signs for it."),
    ),
    Button(
        "check", _("Check the file"), "cases.take_exhibit",
        lambda exhibit, officer, said: custody.check(exhibit, by=officer), shown=lambda exhibit: bool(exhibit.file_id),
        done=_("Checked: the result stands on the chain."),
    ),
    Button(
        "clear", _("The original may leave"), "cases.open_original",
        lambda exhibit, officer, said: exhibits.clear_original(exhibit, by=officer),
        shown=lambda exhibit: bool(exhibit.file_id) and not exhibit.is_copy and not exhibit.original_may_leave,
        done=_("Cleared for a prosecutor or a court."), tone="danger",
    ),
]  # fmt: skip


@admin.register(Exhibit)
class ExhibitAdmin(DeskAdmin):
    list_display = ("reference", "state_shown", "kind", "description", "case", "holder", "acquired_at")
    list_filter = ("state", "kind")
    search_fields = ("=reference", "description")
    ordering = ("-acquired_at", "id")
    sortable_by = ()
    paginator = InfinitePaginator
    list_select_related = ("case",)
    buttons = BUTTONS
    page_template = "cases/desk/exhibit.html"
    page_facts = (
        "description", "kind", "case", "parent", "holder", "store_place", "seal_number", "acquired_at", "acquired_by",
        "acquired_where", "acquired_how", "tool", "legal_basis", "media_type", "size", "original_may_leave", "sha256",
        "blake2b",
    )  # fmt: skip

    @display(description=_("state"))
    def state_shown(self, exhibit: Exhibit) -> str:
        return chip(exhibit.get_state_display(), TONES.get(exhibit.state, ""))

    def page_urls(self) -> list[URLPattern]:
        return [path("<str:pk>/picture/", self.door(self.serve_picture), name="cases_exhibit_picture")]

    def serve_picture(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """The scrubbed copy of a picture, its own or of the copy derived from it."""
        exhibit = self.row_or_404(request, pk)
        try:
            copy = exhibits.open_picture(exhibit, by=request.user)  # type: ignore[arg-type]
        except (VaultClosed, FileNotFoundError) as gone:
            raise Http404 from gone
        return locked_in(copy, exhibit.reference)

    def page_context(self, request: HttpRequest, row: Exhibit) -> dict[str, Any]:
        rows = custody_chain.rows([row])
        return {
            "tone": TONES.get(row.state, ""), "broken": chain.first_break(rows),
            "custody": [line | {"kind": CustodyEvent.Kind(line["kind"]).label} for line in rows],
            "offered": _offered(row), "derived": row.derived.all(),
            **seen_through_glass(request, row),
        }  # fmt: skip
