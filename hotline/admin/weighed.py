"""The parts of a priority in an officer's words: points, and what led to them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotline.priority import Part, Priority, Reason
from hotline.story import Urgency

LABELS: dict[str, Any] = {
    "urgency": gettext_lazy("Urgency"), "species": gettext_lazy("Species"), "living": gettext_lazy("Living animal"),
    "scale": gettext_lazy("Scale"), "freshness": gettext_lazy("Freshness"),
    "actionable": gettext_lazy("To act on"), "official": gettext_lazy("Official involved"),
    "violence": gettext_lazy("Violence or weapon"), "flags": gettext_lazy("Red flags"),
}  # fmt: skip


@dataclass(frozen=True)
class Weighed:
    """One part as the page shows it."""

    label: Any
    points: int
    most: int
    reasons: list[str]


def weighed(priority: Priority) -> list[Weighed]:
    """Every part that has points, or could be expected to have some."""
    return [
        Weighed(LABELS[part.name], part.points, part.most, [_in_words(part, reason) for reason in part.reasons])
        for part in priority.parts
    ]


def _in_words(part: Part, reason: Reason) -> str:
    said = reason.said
    match reason.kind:
        case "words":
            return f"“{said}”" if said else _("by the words")
        case "form":
            return str(dict(Urgency.choices).get(said, "")) or _("told in the form")
        case "not_told":
            return _("not told")
        case "listed":
            return said
        case "unverified":
            return _("%(name)s: the name is not verified, half the points") % {"name": said}
        case "red_flags":
            return _("what does not fit about the consignment")
        case "place":
            return said or _("a place was told")
        case "trace":
            return said or _("someone or something was named")
        case "files":
            return _("files: %(number)s") % {"number": said}
        case "days":
            return _("came in %(days)s days before it was read") % {"days": said}
    raise ValueError(reason.kind)
