"""The shape of the web form: from posted fields to a story, and from a story to what the page shows."""

from typing import Any

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hotline.public import countries
from hotline.story import MAX_SUBJECTS, Basis, Condition, Exposure, Offence, Precision, Sharing, Story, Urgency


class Repeated(TextChoices):
    ONCE = "once", _("Once")
    SOMETIMES = "sometimes", _("Several times")
    OFTEN = "often", _("All the time")


ONE_OF: dict[str, type[TextChoices]] = {
    "urgency": Urgency, "condition": Condition, "precision": Precision, "repeated": Repeated, "basis": Basis,
    "exposure": Exposure, "sharing": Sharing,
}  # fmt: skip
WORDS = ("species", "quantity", "price", "place", "pin", "place_kind", "link", "when", "safe_time")
TITLES = {
    "narrative": _("What did you see or learn?"),
    "files": _("Photos, videos, recordings, documents"),
    "urgency": _("When does it happen?"),
    "offences": _("What is it about?"),
    "species": _("Which animal or plant?"),
    "condition": _("Alive, dead or parts?"),
    "quantity": _("How many, how much?"),
    "price": _("Which price was asked?"),
    "country": _("Country"),
    "place": _("Nearest town or landmark"),
    "pin": _("Position or map link"),
    "precision": _("How exact is that?"),
    "place_kind": _("What kind of place?"),
    "link": _("Online: link, account, platform"),
    "when": _("Date, or about when"),
    "repeated": _("Once or again and again?"),
    "subjects": _("Who is involved?"),
    "basis": _("How do you know?"),
    "exposure": _("Could someone guess that it was you?"),
    "sharing": _("Who may learn what you told?"),
    "contact": _("How could we reach you?"),
    "safe_time": _("When is it safe to reach you?"),
}


def told(fields: QueryDict) -> Story:
    """The story in posted fields. A choice that the form never offered counts as not answered."""
    story = Story(narrative=lines(fields.get("narrative", "")))
    for name, choices in ONE_OF.items():
        given = fields.get(name, "")
        setattr(story, name, given if given in choices.values else "")
    for name in WORDS:
        setattr(story, name, lines(fields.get(name, "")).strip())
    story.sharing = story.sharing or Sharing.ASK.value
    story.offences = [value for value in Offence.values if value in fields.getlist("offences")]
    story.country = fields.get("country", "") if fields.get("country") in countries.NAMES else ""
    story.subjects = [line for line in (lines(item).strip() for item in fields.getlist("subjects")) if line]
    return story


def lines(text: str) -> str:
    """Browsers send each line break as two signs, and count it as one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def questions(story: Story) -> dict[str, Any]:
    """Lists for the page: each choice as (value, words, whether it is chosen); five lines for people."""
    shown: dict[str, Any] = {
        name: [(value, label, getattr(story, name) == value) for value, label in choices.choices]
        for name, choices in ONE_OF.items()
    }
    shown["offences"] = [(value, label, value in story.offences) for value, label in Offence.choices]
    by_name = sorted(((str(name), code) for code, name in countries.NAMES.items()), key=lambda pair: pair[0])
    shown["country"] = [(code, name, story.country == code) for name, code in by_name]
    shown["subjects"] = (story.subjects + [""] * MAX_SUBJECTS)[: max(MAX_SUBJECTS, len(story.subjects))]
    return shown


def listed(story: Story) -> list[tuple[Any, list[Any]]]:
    """Every answer beside the narrative, in the order of the form, as (title, lines) in the reader's words."""
    answers = story.answers()
    return [(title, _in_words(name, answers[name])) for name, title in TITLES.items() if name in answers]


def _in_words(name: str, answer: Any) -> list[Any]:
    if name == "country":
        return [countries.NAMES.get(answer, answer)]
    choices = Offence if name == "offences" else ONE_OF.get(name)
    words = dict(choices.choices) if choices else {}
    return [words.get(item, item) for item in (answer if isinstance(answer, list) else [answer])]
