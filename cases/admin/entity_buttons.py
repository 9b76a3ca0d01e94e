"""Buttons for persons, things, facts and links: on a case's page, and on their own."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.admin import entity_forms, seen
from cases.casework import require_case
from cases.models import Case
from intel import entities, facts, grounds, links, mentions, suggesting
from intel.facts import Given
from intel.links import Tie
from intel.models import Entity
from staff.desk_verbs import Button, VerbForm

RECORD = grounds.RIGHT


def suggestions(case: Case, officer: Any) -> list[suggesting.Suggestion]:
    """What the case's reports name and nobody has recorded yet, as far as the officer sees reports and entities."""
    return suggesting.beside(seen.citable(case, officer), seen.facts(case, officer))


class SuggestedForm(VerbForm):
    """One suggestion, by its code. What is not suggested is not accepted."""

    found = forms.CharField(widget=forms.HiddenInput, max_length=500)

    def clean_found(self) -> suggesting.Suggestion:
        known = {each.code: each for each in suggestions(self.row, self.officer)}
        chosen = known.get(self.cleaned_data["found"])
        if chosen is None:
            raise forms.ValidationError(_("This is recorded already, or its report says it no more."))
        return chosen


def _accept(case: Case, officer: Any, said: dict[str, Any]) -> Any:
    return mentions.accept(said["found"], case_id=case.pk, by=officer)


def _is_open(case: Case) -> bool:
    return not case.is_closed


def _stands(entity: Entity) -> bool:
    return entity.stands and entity.purged_at is None


def _in_case(act: Callable[[Case, Any, dict[str, Any]], Any]) -> Callable[[Case, Any, dict[str, Any]], Any]:
    """The verb, after asking casework: intelligence knows a case by its id alone, and not that it was purged."""

    def acted(case: Case, officer: Any, said: dict[str, Any]) -> Any:
        require_case(case, RECORD, by=officer)
        return act(case, officer, said)

    return acted


ON_CASE = [
    Button(
        "entity", _("Record a person or thing"), RECORD,
        _in_case(lambda case, officer, said: entities.record(
            said["schema"], said["name"], case_id=case.pk, report=said["report"],
            seen=(said["first_seen"], said["last_seen"]), by=officer,
        )),
        form=entity_forms.EntityForm, shown=_is_open, done=_("Recorded."),
    ),
    Button(
        "fact", _("Add a fact"), RECORD,
        _in_case(lambda case, officer, said: facts.add(said.pop("entity"), Given(**said), by=officer)),
        form=entity_forms.FactForm, shown=_is_open, done=_("The fact is kept beside the others."),
    ),
    Button(
        "tie", _("Link two"), RECORD,
        _in_case(
            lambda case, officer, said: links.link(said.pop("source"), said.pop("target"), Tie(**said), by=officer)
        ),
        form=entity_forms.LinkForm, shown=_is_open, done=_("Linked."),
    ),
    Button(
        "leave_out", _("Take out"), RECORD,
        _in_case(lambda case, officer, said: entities.take_out(said["entity"], said["why"], by=officer)),
        form=entity_forms.TakeOutForm, shown=_is_open, done=_("Taken out of the case."), tone="danger",
    ),
    Button(
        "suggested", _("Record it"), RECORD, _in_case(_accept), form=SuggestedForm, shown=_is_open, done=_("Recorded."),
    ),
]  # fmt: skip

ON_ENTITY = [
    Button(
        "fact", _("Add a fact"), RECORD, lambda entity, officer, said: facts.add(entity, Given(**said), by=officer),
        form=entity_forms.FactFields, shown=_stands, tone="primary", done=_("The fact is kept beside the others."),
    ),
    Button(
        "tie", _("Link"), RECORD,
        lambda entity, officer, said: links.link(entity, said.pop("target"), Tie(**said), by=officer),
        form=entity_forms.LinkFields, shown=_stands, done=_("Linked."),
    ),
    Button(
        "strike", _("Take a fact out"), RECORD,
        lambda entity, officer, said: facts.take_out(said["fact"], said["why"], by=officer),
        form=entity_forms.TakeFactForm, shown=_stands, done=_("Taken out; it stands here with the reason."),
    ),
    Button(
        "unlink", _("Take a link out"), RECORD,
        lambda entity, officer, said: links.take_out(said["link"], said["why"], by=officer),
        form=entity_forms.UnlinkForm, shown=_stands, done=_("Taken out."),
    ),
    Button(
        "leave_out", _("Take out of the case"), RECORD,
        lambda entity, officer, said: entities.take_out(entity, said["why"], by=officer),
        form=entity_forms.WhyForm, shown=_stands, done=_("Taken out of the case."), tone="danger",
    ),
]  # fmt: skip
