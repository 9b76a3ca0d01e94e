"""Protected areas at the desk: read by all officers, entered by those who hold `reference.manage_areas`."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reference import protected_areas
from reference.models import ProtectedArea
from staff import access
from staff.desk import DeskAdmin


class AreaForm(ModelForm):  # type: ignore[type-arg]
    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if (said.get("lat") is None) != (said.get("lon") is None):
            raise ValidationError(_("Give both latitude and longitude, or neither."))
        return said


@admin.register(ProtectedArea)
class ProtectedAreaAdmin(DeskAdmin):
    form = AreaForm
    list_display = ("name", "country", "lat", "lon", "retired")
    list_filter = ("country", "retired")
    search_fields = ("name", "other_names")
    ordering = ("country", "name")
    fields = (("name", "country"), "other_names", ("lat", "lon"), "retired")

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return access.allows(request.user, protected_areas.RIGHT)

    def has_change_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return access.allows(request.user, protected_areas.RIGHT)

    def save_model(self, request: HttpRequest, obj: ProtectedArea, form: Any, change: bool) -> None:
        protected_areas.keep(obj, by=request.user)  # type: ignore[arg-type]
