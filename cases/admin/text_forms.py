"""What is asked where words of a report are marked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.admin.entity_forms import EMPTY, OfCase, props
from cases.admin.forms import day, one_of
from intel.marking import MAX_WORDS
from intel.mentions import Meant, Quoted
from intel.models import Mention, Schema
from intel.models.entity import MAX_VALUE
from intel.models.recorded import MAX_WHY


class MarkForm(OfCase):
    """Its row is the case. The page's script fills `words` and `at` from what is selected; both can be typed over."""

    words = forms.CharField(
        label=_("words of the report"), max_length=MAX_WORDS, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Select them in the text above, or type or paste them here."),
    )  # fmt: skip
    at = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    which = forms.IntegerField(
        label=_("which time"), required=False, min_value=1, max_value=9999,
        help_text=_("Where they stand there several times: 1 for the first."),
    )  # fmt: skip
    entity = one_of(
        label=_("who or what"), required=False, empty_label=_("somebody or something new"),
        help_text=_("Of this case. Something new is named by the words themselves."),
    )  # fmt: skip
    schema = forms.ChoiceField(label=_("if new: what it is"), choices=[EMPTY, *Schema.choices], required=False)
    prop = forms.ChoiceField(label=_("what the words say of it"), required=False, initial="name")
    value = forms.CharField(
        label=_("kept as"), max_length=MAX_VALUE, required=False, help_text=_("Empty: in the report's words.")
    )
    first_seen = day(label=_("first seen"), required=False)
    last_seen = day(label=_("last seen"), required=False)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        known = [pair for pair in props(list(Schema.values)) if pair[0] != "name"]
        self.fields["prop"].choices = [  # type: ignore[attr-defined]
            ("name", _("its name")), ("", _("nothing: they only speak of it")), *known,
        ]  # fmt: skip

    def quoted(self, report: Any) -> Quoted:
        said = self.cleaned_data
        return Quoted(report, said["words"], at=None if said["which"] else said["at"], which=said["which"])

    def meant(self) -> Meant:
        names = ("entity", "schema", "prop", "value", "first_seen", "last_seen")
        return Meant(**{name: self.cleaned_data[name] for name in names})


class UnmarkForm(OfCase):
    """Takes a mark out."""

    mention: Any = forms.ModelChoiceField(Mention.objects.none(), widget=forms.HiddenInput)
    why = forms.CharField(label=_("why"), max_length=MAX_WHY)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["mention"].queryset = Mention.objects.visible_to(self.officer).filter(  # type: ignore[attr-defined]
            entity__compartments__contains=[row.pk]
        )
