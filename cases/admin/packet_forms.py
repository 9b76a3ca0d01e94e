"""What the buttons of a packet ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from staff.desk_verbs import VerbForm


class ApproveForm(VerbForm):
    mosaic = forms.CharField(
        label=_("Could the subject work out who told us?"), max_length=300,
        help_text=_("A sentence: who else could know what stands here, all of it taken together."),
    )  # fmt: skip
