"""What the page for asking a source asks an officer, and what would leave of it."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hotline import asking
from hotline.asking import READY, Made
from hotline.public.forms import lines


@dataclass(frozen=True)
class Composed:
    """Exactly what a source would get, and how it was made."""

    words: str
    made: Made

    @property
    def answers(self) -> asking.Answers:
        return asking.answers(self.made.code, self.made.language) if self.made.code else ()

    @property
    def buttons(self) -> tuple[asking.Answers, ...]:
        return asking.rows(self.answers)

    @property
    def in_chat(self) -> str:
        return asking.in_chat(self.words, self.made.language, has_answers=bool(self.answers))

    @property
    def is_right_to_left(self) -> bool:
        return self.made.language in settings.LANGUAGES_BIDI

    @property
    def mark(self) -> str:
        """Of this very message: what was shown is what may be sent."""
        told = [self.words, self.made.language, self.made.code, self.made.pair]
        return sha256(json.dumps(told).encode()).hexdigest()[:24]


class AskingForm(forms.Form):
    """A ready question, or words of one's own, perhaps translated. `seen` is the mark of what was shown last."""

    language = forms.ChoiceField(label=_("Language of the source"), choices=settings.LANGUAGES)
    code = forms.ChoiceField(required=False, choices=[("", "")] + [(each.code, each.code) for each in READY])
    words = forms.CharField(
        label=_("In your own words"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "data-key": "w"}),
        help_text=_("No names, no facts of a case, nothing that would harm them if someone reads their phone."),
    )  # fmt: skip
    translation = forms.CharField(
        label=_("Made by a machine: check it, mend it"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )  # fmt: skip
    pair = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean(self) -> None:
        said = self.cleaned_data
        said["words"], said["translation"] = lines(said.get("words", "")), lines(said.get("translation", ""))
        has_words = bool(said["words"].strip() or said["translation"].strip())
        if said.get("code") and has_words:
            raise forms.ValidationError(_t("Choose a ready question or write in your own words, not both."))
        if not said.get("code") and not has_words:
            raise forms.ValidationError(_t("Choose a question or write one."))

    def composed(self) -> Composed:
        """What would leave: of a checked form only."""
        said = self.cleaned_data
        language, code = said["language"], said["code"]
        if code:
            return Composed(asking.question(code, language), Made(language, code))
        if said["pair"] and said["translation"].strip():
            words = asking.by_machine(said["translation"], language)
            return Composed(words, Made(language, draft=said["words"], pair=said["pair"]))
        return Composed(said["words"].strip(), Made(language))

    def with_translation(self, words: str, pair: str) -> "AskingForm":
        """The same form with what a machine made of its words."""
        given = {name: self.data.get(name, "") for name in self.fields}
        again = AskingForm({**given, "translation": words, "pair": pair})
        again.is_valid()
        return again


def ready(language: str) -> list[dict[str, Any]]:
    """Each ready question with its answers in the officer's language and in the source's."""
    own = get_language() or "en"
    return [
        {
            "code": each.code,
            "own": asking.question(each.code, own),
            "theirs": asking.question(each.code, language),
            "answers": [label for _code, label in asking.answers(each.code, own)],
            "is_same": own == language,
        }
        for each in READY
    ]
