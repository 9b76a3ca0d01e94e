"""A suggestion of a file, in words."""

from typing import Any

from intel.models import LinkKind, Role, Schema, Suggestion, SuggestionKind
from intel.properties import label_of


class Line:
    """As the desk's table shows it."""

    def __init__(self, row: Suggestion) -> None:
        self.row, self.said = row, row.said

    @property
    def kind(self) -> Any:
        return SuggestionKind(self.row.kind).label

    @property
    def about(self) -> str:
        """Whom it is told of."""
        if self.row.kind == SuggestionKind.LINK:
            return str(self.said["source_name"])
        return str(self.said["name"])

    @property
    def told(self) -> str:
        if self.row.kind == SuggestionKind.THING:
            return " · ".join(filter(None, (str(Schema(self.said["schema"]).label), self.said["service"])))
        if self.row.kind == SuggestionKind.FACT:
            return f"{label_of(self.said['schema'], self.said['prop'])}: {self.said['value']}"
        role = f" ({Role(self.said['role']).label})" if self.said["role"] else ""
        return f"{LinkKind(self.said['kind']).label}{role} → {self.said['target_name']}"

    @property
    def days(self) -> str:
        first, last = (self.said.get(name, "") for name in self._days())
        return " – ".join(dict.fromkeys(filter(None, (first, last))))

    def _days(self) -> tuple[str, str]:
        return ("began", "ended") if self.row.kind == SuggestionKind.LINK else ("first_seen", "last_seen")

    @property
    def theirs(self) -> str:
        """Their report and grade."""
        return " ".join(filter(None, (self.said.get("report", ""), self.said.get("grade", ""))))
