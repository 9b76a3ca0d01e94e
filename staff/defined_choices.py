"""Radio buttons that say beside each choice what it means."""

from collections.abc import Mapping
from typing import Any

from django import forms


class DefinedChoices(forms.RadioSelect):
    """A choice with its definition in view, tied to the button for screen readers.

    Args:
        definitions: value = the sentence beside it.
    """

    option_template_name = "staff/desk/defined_choice.html"

    def __init__(self, definitions: Mapping[str, Any], attrs: Any = None) -> None:
        super().__init__(attrs)
        self.definitions = definitions

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["definition"] = self.definitions.get(str(value), "")
        if option["definition"] and (known := option["attrs"].get("id")):
            option["attrs"]["aria-describedby"] = f"{known}_means"
        return option
