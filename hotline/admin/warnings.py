"""`/desk/hotline/areawarning/`: warnings to the people of an area, drafted, looked at, sent, followed and ended."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hotline.models import AreaWarning
from hotline.warnings import areas, sending
from staff import access, one_form
from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.desk_verbs import Button
from staff.one_form import OneForm

HOURS = [(6, _("6 hours")), (12, _("12 hours")), (24, _("a day")), (72, _("3 days")), (168, _("a week"))]
KINDS = [each for each in AreaWarning.Kind.choices if each[0] != AreaWarning.Kind.OVER]


class WarningForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is the danger?"), choices=KINDS)
    area = forms.ChoiceField(
        label=_("Area"), help_text=_("Those who asked for this province, or for the whole country, are told.")
    )
    place = forms.CharField(
        label=_("Place"), max_length=80, required=False,
        help_text=_("A village or a road as people there call it. Never a place that leads to who told us."),
    )  # fmt: skip
    hours = forms.TypedChoiceField(
        label=_("For how long?"), choices=[("", "–"), *HOURS], coerce=int, empty_value=None, required=False
    )
    words = forms.CharField(
        label=_("More words"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only who reads their language gets them; the others get the prepared sentence alone."),
    )  # fmt: skip
    words_language = forms.ChoiceField(
        label=_("Language of these words"), required=False, choices=[("", "–"), *settings.LANGUAGES]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.choices = list(_choices())


def _choices() -> Any:
    language = (get_language() or "en").lower()
    countries = areas.names([(country, "") for country in areas.COUNTRIES], language)
    provinces = areas.provinces(language, *areas.COUNTRIES)
    yield ("", "–")
    for country in areas.COUNTRIES:
        name = countries[country, ""]
        whole = (f"{country}:", _t("%(country)s, the whole country") % {"country": name})
        yield (name, [whole, *((f"{country}:{code}", told) for code, told in provinces[country])])


def as_danger(said: dict[str, Any]) -> sending.Danger:
    country, _colon, province = said["area"].partition(":")
    until = timezone.now() + timedelta(hours=said["hours"]) if said["hours"] else None
    return sending.Danger(
        said["kind"], country, province, said["place"], until, said["words"], said["words_language"]
    )  # fmt: skip


def _percent(told: dict[str, int]) -> int:
    """In steps of ten, and none of very few: who looks on learns of no single chat."""
    done, every = told.get("sent", 0) + told.get("failed", 0), sum(told.values())
    return 10 * (10 * done // every) if every >= sending.FEW else 0


BUTTONS = [
    Button(
        "send", _("Send it"), sending.RIGHT, lambda row, officer, said: sending.send(row, by=officer),
        shown=lambda row: row.state == AreaWarning.State.DRAFT, done=_("It is on its way."), tone="primary",
    ),
    Button(
        "stop", _("Stop"), sending.RIGHT, lambda row, officer, said: sending.stop(row, by=officer),
        shown=lambda row: row.state == AreaWarning.State.SENDING, done=_("Nobody more is told."), tone="danger",
    ),
    Button(
        "over", _("The danger is over"), sending.RIGHT, lambda row, officer, said: sending.draft_end(row, by=officer),
        shown=sending.may_end, done=_("Look at it, then send it."),
        then=lambda row: reverse("admin:hotline_areawarning_change", args=[row.pk]),
    ),
]  # fmt: skip


@admin.register(AreaWarning)
class AreaWarningAdmin(DeskAdmin):
    list_display = ("drafted_at", "kind", "area_shown", "place", "state", "drafted_by")
    list_filter = ("state", "kind")
    list_select_related = ("drafted_by",)
    ordering = ("-drafted_at", "pk")
    sortable_by = ()
    change_list_template = "hotline/desk/warnings.html"
    page_template = "hotline/desk/warning.html"
    page_facts = ("kind", "place", "until", "state", "drafted_by", "drafted_at", "sent_by", "begun_at", "ended_at")
    buttons = BUTTONS

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Areas are named together."""
        found = super().get_changelist_instance(request)
        rows = list(found.result_list)
        named = areas.names([(row.country, row.province) for row in rows], (get_language() or "en").lower())
        for row in rows:
            row.area_name = named[row.country, row.province]
        found.result_list = rows
        return found

    @admin.display(description=_("area"))
    def area_shown(self, row: Any) -> str:
        return str(row.area_name)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        may_send = access.allows(request.user, sending.RIGHT)
        return super().changelist_view(request, {**(extra_context or {}), "may_send": may_send})

    def page_context(self, request: HttpRequest, row: AreaWarning) -> dict[str, Any]:
        language = (get_language() or "en").lower()
        count = sending.chats_of(row).count() if row.state == AreaWarning.State.DRAFT else None
        told = sending.progress(row) if count is None else {}
        texts = sending.words_in(row, [code for code, _name in settings.LANGUAGES])
        return {
            "area": areas.names([(row.country, row.province)], language)[row.country, row.province],
            "count": count, "few": sending.FEW, "all": sum(told.values()),
            "at_least": sending.roughly(count if count is not None else told["sent"]),
            "texts": [(code, name, texts[code]) for code, name in settings.LANGUAGES],
            "percent": _percent(told), "is_underway": row.begun_at and not row.ended_at, "history": history(row),
            "ends": row.ends,
        }  # fmt: skip

    def page_urls(self) -> list[URLPattern]:
        return [
            path("new/", self.door(self.new), name="hotline_areawarning_new"),
            path("<str:pk>/progress/", self.door(self.progress), name="hotline_areawarning_progress"),
        ]

    def progress(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """How far it is, for the page's script: parts of a hundred, and no count."""
        row = self.row_or_404(request, pk)
        told = {"percent": _percent(sending.progress(row)), "status": str(row.get_state_display())}
        return JsonResponse(told | {"is_over": row.ended_at is not None})

    def new(self, request: HttpRequest) -> HttpResponseBase:
        """`/desk/hotline/areawarning/new/`: write a warning down, to be looked at before it goes out."""
        page = OneForm(
            _("Warn the people of an area"), _("Look at it first"), sending.RIGHT, WarningForm,
            lambda said, by: sending.draft(as_danger(said), by=by),
            done=lambda row: _t("Nobody was told yet: look at it, then send it."), then=self.page_address,
        )  # fmt: skip
        return one_form.answer(page, request, self)
