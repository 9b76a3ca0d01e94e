"""What an officer types while a caller speaks: the questions of the public form."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hotline import form_tokens
from hotline.models.tip import Channel
from hotline.public.countries import NAMES
from hotline.public.forms import ONE_OF, TITLES, WORDS, lines
from hotline.story import MAX_ANSWER, MAX_NARRATIVE, MAX_SUBJECTS, Offence, Sharing, Story
from hotline.taking import TELLERS, WAYS, Call

TOP = ("way", "kind", "language", "narrative", "urgency", "offences")


def _one_of(name: str) -> forms.ChoiceField:
    first = [] if name == "sharing" else [("", "–")]
    return forms.ChoiceField(label=TITLES[name], required=False, choices=[*first, *ONE_OF[name].choices])


class TakeForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    way = forms.ChoiceField(label=_("How was it told?"), choices=[(way.value, way.label) for way in WAYS])
    kind = forms.ChoiceField(
        label=_("Kind of source"), choices=[(kind.value, kind.label) for kind in TELLERS], initial=TELLERS[0],
        required=False, help_text=_("Officer: an officer who saw it themself, you included."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of the caller"), choices=settings.LANGUAGES, help_text=_("In which they read our answers.")
    )
    narrative = forms.CharField(
        label=TITLES["narrative"], required=False, max_length=MAX_NARRATIVE,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}), help_text=_("In the caller's words."),
    )  # fmt: skip
    offences = forms.MultipleChoiceField(
        label=TITLES["offences"], required=False, choices=Offence.choices, widget=forms.CheckboxSelectMultiple
    )
    country = forms.ChoiceField(label=TITLES["country"], required=False)
    subjects = forms.CharField(
        label=TITLES["subjects"], required=False, max_length=MAX_ANSWER * MAX_SUBJECTS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), help_text=_("A line for each person or thing."),
    )  # fmt: skip
    contact = forms.CharField(
        label=TITLES["contact"], required=False, max_length=MAX_ANSWER,
        help_text=_("Only if they offer it. It is sealed at once: neither you nor anybody at this desk can read it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        country: Any = self.fields["country"]
        country.choices = [("", "–"), *sorted(((code, str(name)) for code, name in NAMES.items()), key=lambda c: c[1])]
        for name in ONE_OF:
            self.fields[name] = _one_of(name)
        for name in WORDS:
            self.fields[name] = forms.CharField(label=TITLES[name], required=False, max_length=MAX_ANSWER)
        self.order_fields([*TOP, *(name for name in TITLES if name in self.fields)])
        self.fields["sharing"].initial = Sharing.ASK
        self.fields["way"].initial = Channel.PHONE
        if not self.is_bound:
            self.fields["token"].initial = form_tokens.issue()

    @property
    def first(self) -> list[Any]:
        return [self[name] for name in TOP]

    @property
    def further(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name not in TOP]

    def renew(self) -> None:
        """Give a page that was sent a new token; every word stays."""
        said = QueryDict(mutable=True)
        said.update(self.data)
        said["token"] = form_tokens.issue()
        self.data = said

    def story(self) -> Story:
        said = {name: value for name, value in self.cleaned_data.items() if name in (*ONE_OF, *WORDS, "country")}
        told = {name: lines(value).strip() for name, value in said.items()}
        subjects = [line.strip() for line in lines(self.cleaned_data["subjects"]).split("\n") if line.strip()]
        narrative, offences = lines(self.cleaned_data["narrative"]), self.cleaned_data["offences"]
        return Story(narrative=narrative, offences=offences, subjects=subjects, **told)

    def call(self, secret: bytes) -> Call:
        said = self.cleaned_data
        return Call(said["way"], said["language"], secret, said["contact"], said["kind"] or TELLERS[0])
