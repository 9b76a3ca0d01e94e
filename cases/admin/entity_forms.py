"""What is asked when persons, things, facts and links are recorded."""

from itertools import chain
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.admin import seen
from cases.admin.forms import day, one_of
from cases.models import Case
from hotline.models import Report
from intel import properties
from intel.models import Basis, Entity, Fact, Link, LinkKind, Role, Schema
from intel.models.entity import MAX_NAME, MAX_VALUE
from intel.models.link import MAX_SUMMARY
from intel.models.recorded import MAX_WHY
from intel.network import of_case
from staff.desk_verbs import VerbForm

EMPTY = ("", "–")


class OfCase(VerbForm):
    """A form about a case's persons and things; its row is the case, or an entity of it."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.case_id: UUID = row.recorded_in if isinstance(row, Entity) else row.pk
        reports = Report.objects.visible_to(self.officer).filter(compartments__contains=[self.case_id])
        self.offer(report=reports.exclude(status=Report.Status.WITHDRAWN).order_by("reference"))
        for name in ("entity", "source", "target"):
            if name in self.fields:
                self.offer(**{name: of_case.entities(self.case_id, self.officer)})
        if isinstance(row, Case):
            self._take_at_hand(row)

    def _take_at_hand(self, case: Case) -> None:
        """What the case's page has asked for already."""
        fields: Any = self.fields
        for name, field in fields.items():
            if name == "report":
                field.at_hand = seen.citable(case, self.officer)
            elif name in ("entity", "source", "target"):
                field.at_hand = seen.entities(case, self.officer)

    def offer(self, **rows: Any) -> None:
        """Set which rows a field may choose from."""
        for name, queryset in rows.items():
            if name in self.fields:
                chosen: Any = self.fields[name]
                chosen.queryset = queryset
                chosen.label_from_instance = said


def said(row: Any) -> str:
    """How a row is called in a list to choose from."""
    if isinstance(row, Entity):
        return f"{row.shown_name} · {row.get_schema_display()} · {row.reference}"
    if isinstance(row, Report):
        return f"{row.reference} · {row.grade} · {row.title}"
    if isinstance(row, Fact):
        return f"{properties.label_of(row.entity.schema, row.prop)}: {row.value} · {row.report or '–'}"
    return f"{row.source.shown_name} · {row.get_kind_display()} · {row.target.shown_name} · {row.report or '–'}"


class EntityForm(OfCase):
    schema = forms.ChoiceField(label=_("what it is"), choices=[EMPTY, *Schema.choices])
    name = forms.CharField(
        label=_("name"), max_length=MAX_NAME, help_text=_("For a telephone, a plate or an account: the number itself.")
    )
    report = one_of(
        label=_("report that tells of it"), required=False, help_text=_("Without one it stays on the desk.")
    )
    first_seen = day(label=_("first seen"), required=False)
    last_seen = day(label=_("last seen"), required=False)


def props(schemas: list[str]) -> list[tuple[str, Any]]:
    """(name, label) of every property of these schemas, by label."""
    known = chain.from_iterable(properties.PROPERTIES[schema].items() for schema in schemas)
    labels = {name: each.label for name, each in known}
    return sorted(((name, f"{label} ({name})") for name, label in labels.items()), key=lambda pair: pair[1].casefold())


class FactFields(OfCase):
    prop = forms.ChoiceField(label=_("what"))
    value = forms.CharField(label=_("value"), max_length=MAX_VALUE)
    report = one_of(label=_("report"), required=False, help_text=_("Without one it stays on the desk."))
    first_seen = day(label=_("first seen"), required=False)
    last_seen = day(label=_("last seen"), required=False)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        schemas = [row.schema] if isinstance(row, Entity) else list(Schema.values)
        self.fields["prop"].choices = [EMPTY, *props(schemas)]  # type: ignore[attr-defined]


class FactForm(FactFields):
    entity = one_of(label=_("of"))
    field_order = ("entity",)


class LinkFields(OfCase):
    kind = forms.ChoiceField(label=_("is connected as"), choices=LinkKind.choices)
    target = one_of(label=_("to"))
    role = forms.ChoiceField(label=_("the first is reported as"), choices=[EMPTY, *Role.choices], required=False)
    report = one_of(label=_("report"), required=False)
    basis = forms.ChoiceField(label=_("basis"), choices=Basis.choices, initial=Basis.ASSERTED)
    began = day(label=_("from"), required=False)
    ended = day(label=_("until"), required=False)
    summary = forms.CharField(
        label=_("in words"), max_length=MAX_SUMMARY, required=False, help_text=_("Of a conclusion: what leads to it.")
    )


class LinkForm(LinkFields):
    source = one_of(label=_("who or what"))
    field_order = ("source",)


class WhyForm(OfCase):
    why = forms.CharField(label=_("why"), max_length=MAX_WHY)


class TakeOutForm(WhyForm):
    entity = one_of(label=_("who or what"))
    field_order = ("entity",)


class TakeFactForm(WhyForm):
    fact = one_of(label=_("value"))
    field_order = ("fact",)

    def __init__(self, *args: Any, row: Entity, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        seen = Fact.objects.visible_to(self.officer).standing().filter(entity=row)
        self.offer(fact=seen.select_related("report", "entity"))


class UnlinkForm(WhyForm):
    link = one_of(label=_("link"))
    field_order = ("link",)

    def __init__(self, *args: Any, row: Entity, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        seen = Link.objects.visible_to(self.officer).standing().filter(source=row)
        others = Link.objects.visible_to(self.officer).standing().filter(target=row)
        self.offer(link=(seen | others).select_related("report", "source", "target"))
