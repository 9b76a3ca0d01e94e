"""What the queue can be narrowed by. Each filter reads one parameter of the address, so that a view is an address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from hotline.models import Tip, TipTag
from hotline.models.tip import Channel
from hotline.public.countries import NAMES
from hotline.queue import tags
from hotline.story import Offence, Urgency
from hotline.taxon_groups import TaxonGroup
from staff import roles
from staff.models import Officer
from vault.models import Source

Choices = Iterable[tuple[str, Any]]
# Not in Django's own list.
OTHER_NAMES = {"zh": _("Chinese"), "lo": _("Lao"), "ms": _("Malay"), "tl": _("Tagalog")}
LANGUAGES = (
    "en", "vi", "zh", "zh-hans", "zh-hant", "id", "ms", "th", "km", "lo", "my", "fr", "pt", "sw", "hi", "es", "ar",
    "ne", "ru",
)  # fmt: skip
ANY, NONE = "all", "none"
SOON = timedelta(hours=4)
MOST_OFFICERS = 200  # more are not offered; an address can name any


@dataclass(frozen=True)
class Filter:
    """One parameter.

    Args:
        choices: (value, label) of each that can be chosen, given the officer.
        condition: the rows that a value means, for the officer who asks; None where it means nothing.
    """

    name: str
    title: Any
    choices: Callable[[Officer], Choices]
    condition: Callable[[str, Officer], Q | None]
    empty: Any = "–"


def _one_of(column: str, choices: Callable[[], Choices], *, blank: bool = False) -> dict[str, Any]:
    """A column that holds one code; `none` asks for those without."""

    def condition(value: str, officer: Officer) -> Q | None:
        if blank and value == NONE:
            return Q(**{column: ""})
        return Q(**{column: value}) if value in dict(choices()) else None

    last = ((NONE, _("not known")),) if blank else ()
    return {"choices": lambda officer: (*choices(), *last), "condition": condition}


def _flags(**meant: tuple[Any, Q]) -> dict[str, Any]:
    """A few values, each with its label and its rows."""
    conditions = {value: rows for value, (_label, rows) in meant.items()}
    return {
        "choices": lambda officer: [(value, label) for value, (label, _rows) in meant.items()],
        "condition": lambda value, officer: conditions.get(value),
    }


def _officers(officer: Officer) -> Choices:
    """Those who can have a tip: one query over the officers, none over the tips."""
    able = [role for role in roles.RIGHTS if "hotline.claim_tip" in roles.RIGHTS[role]]
    others = Officer.objects.filter(is_active=True, roles__overlap=able).exclude(pk=officer.pk).order_by("username")
    named = others.only("username", "full_name")[:MOST_OFFICERS]
    return (("me", _("me")), ("nobody", _("nobody")), *((str(one.pk), str(one)) for one in named))


def _who(value: str, officer: Officer) -> Q | None:
    if value == "me":
        return Q(assignee=officer.pk)
    if value == "nobody":
        return Q(assignee=None)
    return Q(assignee=int(value[:9])) if value.isascii() and value.isdigit() else None


def _tags(officer: Officer) -> Choices:
    return [(str(tag.pk), tag.name) for tag in tags.offered()]


def _tagged(value: str, officer: Officer) -> Q | None:
    if not (value.isascii() and value.isdigit()):
        return None
    return Q(pk__in=TipTag.objects.filter(tag=int(value[:9])).values("tip"))


def _look(value: str, officer: Officer) -> Q | None:
    now = timezone.now()
    meant = {"overdue": Q(due_at__lt=now), "soon": Q(due_at__gte=now, due_at__lt=now + SOON)}
    return meant.get(value)


FILTERS = (
    Filter("urgency", _("urgency"), **_one_of("urgency", lambda: Urgency.choices, blank=True)),
    Filter(
        "offence", _("offence"), lambda officer: Offence.choices,
        lambda value, officer: Q(offences__contains=[value]) if value in Offence.values else None,
    ),
    Filter("taxon", _("species"), **_one_of("taxon_group", lambda: TaxonGroup.choices, blank=True)),
    Filter("country", _("country"), **_one_of("country", NAMES.items, blank=True)),
    Filter("kind", _("kind of source"), **_one_of("kind", lambda: Source.Kind.choices)),
    Filter("channel", _("channel"), **_one_of("channel", lambda: Channel.choices)),
    Filter(
        "language", _("language"),
        **_one_of("language", lambda: [(code, language_name(code)) for code in LANGUAGES], blank=True),
    ),
    Filter("who", _("who has it"), _officers, _who),
    Filter("look", _("first look"), lambda officer: (("overdue", _("overdue")), ("soon", _("within 4 hours"))), _look),
    Filter("files", _("files"), **_flags(yes=(_("with files"), Q(files__gt=0)), no=(_("without"), Q(files=0)))),
    Filter("alike", _("duplicate"), **_flags(yes=(_("suspected"), Q(is_alike=True)))),
    Filter("tag", _("tag"), _tags, _tagged),
)  # fmt: skip
BY_NAME = {each.name: each for each in FILTERS}
STATUS = Filter(
    "status",
    _("status"),
    lambda officer: ((ANY, _("all")), *Tip.Status.choices),
    lambda value, officer: None,
    _("open"),
)


def language_name(code: str) -> str:
    """`Vietnamese` for `vi`; the code itself where it is not known."""
    if code in OTHER_NAMES:
        return str(OTHER_NAMES[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
