"""What a card of a case's page is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.models import Case
from staff.models import Officer


@dataclass(frozen=True)
class Card:
    """One part of a case's page; its template is `cases/desk/cards/<name>.html` and its anchor `#<name>`.

    rows: (case, officer) to what the template finds beside `row` and `card`; only what the officer may see.
    places: names of the buttons that stand on the card instead of in the bar at the top; own: of those that its
    template draws itself. is_aside: on the right. counted: of what `rows` gives, the name of the rows that the index
    counts.
    """

    name: str
    title: Any
    rows: Callable[[Case, Officer], dict[str, Any]]
    places: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    is_aside: bool = False
    counted: str = ""

    def number(self, context: dict[str, Any]) -> int | None:
        """How many rows it shows, None where it counts none."""
        return len(context.get(self.counted, ())) if self.counted else None

    @property
    def template(self) -> str:
        return f"cases/desk/cards/{self.name}.html"
