"""What a picture holds: plain data, so that the desk and a packet draw the same thing. No database."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Strength(TextChoices):
    """How much a grade carries, in four steps that a line can show."""

    STRONG = "strong", _("strong: source A or B, information 1 or 2")
    FAIR = "fair", _("fair: down to source C, information 3")
    WEAK = "weak", _("weak: source D or E, information 4 or 5")
    OPEN = "open", _("not judged: F or 6, or no grade")


_SOURCE = {"A": 0, "B": 0, "C": 1, "D": 2, "E": 2}
_INFORMATION = {"1": 0, "2": 0, "3": 1, "4": 2, "5": 2}


def strength(grade: str) -> Strength:
    """Of a grade such as `B2`: by the weaker of its two signs; what cannot be judged counts as the weakest."""
    source, information = grade[:1], grade[1:2]
    return list(Strength)[max(_SOURCE.get(source, 3), _INFORMATION.get(information, 3))]


@dataclass(frozen=True)
class Node:
    """A person or a thing. `key` is its id in this picture, `schema` a FollowTheMoney name, `kind` that in words."""

    key: str
    name: str
    schema: str
    kind: str
    url: str = ""


@dataclass(frozen=True)
class Tie:
    """A link as one report gives it: `words` of its kind, `role` in words, `grade` such as `B2` ('' for none)."""

    source: str
    target: str
    kind: str
    words: str
    grade: str = ""
    role: str = ""
    is_assessed: bool = False
    is_mutual: bool = False
    period: str = ""
    report: str = ""
    summary: str = ""

    @property
    def strength(self) -> Strength:
        return strength(self.grade)


@dataclass(frozen=True)
class Picture:
    """Nodes by key once each; ties whose ends are not both there are left out."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...] = field(default=())

    def __post_init__(self) -> None:
        keys = {node.key for node in self.nodes}
        kept = tuple(tie for tie in self.ties if tie.source in keys and tie.target in keys)
        object.__setattr__(self, "ties", kept)
