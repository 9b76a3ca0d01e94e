"""What a file of others offers us, as plain data: read from any form, kept as suggestions. No database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

MAX_THINGS = 20_000  # persons and things of one file: what one import's page can still be read through
MAX_TIES = 60_000
MAX_FACTS = 100_000


class Unreadable(ValueError):
    """The file is none that we take; the text is one sentence for the officer, with the line where there is one."""


class Value(NamedTuple):
    """One value as they tell it; report and grade are theirs. Days as `2026-11-22`, "" where not told."""

    prop: str
    value: str
    report: str = ""
    grade: str = ""
    first_seen: str = ""
    last_seen: str = ""


@dataclass(frozen=True)
class Thing:
    """A person or a thing. `id`: theirs, within the file; `where`: the line or object it stands at."""

    id: str
    schema: str
    name: str
    facts: tuple[Value, ...] = ()
    where: str = ""


@dataclass(frozen=True)
class Tie:
    """A link between two things of the file; kind and role are codes of ours."""

    source: str
    target: str
    kind: str
    role: str = ""
    basis: str = "asserted"
    began: str = ""
    ended: str = ""
    summary: str = ""
    report: str = ""
    grade: str = ""
    where: str = ""


@dataclass
class Offered:
    """What was read. label: the file's own TLP 2.0 label, "" for none; passed_over: objects of kinds we do not keep."""

    things: list[Thing] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    label: str = ""
    passed_over: int = 0
    columns: list[str] = field(default_factory=list)

    def checked(self) -> "Offered":
        """Itself, once it is known to be of a size that can be looked through, with both ends of every link.

        Raises: Unreadable.
        """
        _require_at_most(len(self.things), MAX_THINGS, _("persons and things"))
        _require_at_most(len(self.ties), MAX_TIES, _("links"))
        _require_at_most(sum(len(each.facts) for each in self.things), MAX_FACTS, _("facts"))
        seen: set[str] = set()
        for thing in self.things:
            if thing.id in seen:
                raise Unreadable(_("%(where)s: this id stands in the file before.") % {"where": thing.where})
            seen.add(thing.id)
        for tie in self.ties:
            if tie.source not in seen or tie.target not in seen:
                raise Unreadable(_("%(where)s: an end of this link is not in the file.") % {"where": tie.where})
        return self


def _require_at_most(count: int, most: int, what: str) -> None:
    if count > most:
        raise Unreadable(
            _("It holds %(count)d %(what)s; at most %(most)d are taken in at once.")
            % {"count": count, "what": what, "most": most}
        )


def told(fact: dict[str, Any]) -> Value:
    """A fact of a written file as a value; what is no text is passed over."""
    names = {"prop": "property", "value": "value"} | {name: name for name in Value._fields[2:]}
    return Value(**{mine: said if isinstance(said := fact.get(theirs), str) else "" for mine, theirs in names.items()})


def days(*said: Any) -> Iterator[str]:
    """Each as a day, "" where it is none: times are cut to theirs."""
    for each in said:
        yield each[:10] if isinstance(each, str) else ""
