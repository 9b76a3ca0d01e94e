"""What happened to a thing, for its page: its audit entries with the names of those who acted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from staff import acts
from staff.models import AuditEntry, Officer

SHOWN = 50


@dataclass(frozen=True)
class Act:
    """One line of a history: when, who, what, and the class of reason or earlier status."""

    at: datetime
    who: str
    verb: str
    detail: str


def history(
    row: models.Model, *, but: Sequence[str] = (), why: Callable[[AuditEntry], str] = lambda entry: "",
    known: Iterable[Officer] = (),
) -> list[Act]:  # fmt: skip
    """The latest acts on a row, newest first. Two queries at most.

    Args:
        but: verbs that the page shows elsewhere, and that would crowd out the rest.
        why: what an officer wrote of an act elsewhere than in the ledger, which holds no words; "" for nothing.
        known: officers whom the page has at hand.
    """
    of_row = AuditEntry.objects.filter(subject=row._meta.label_lower, subject_id=str(row.pk))
    entries = list(of_row.exclude(verb__in=but).order_by("-pk")[:SHOWN])
    names = actor_names(entries, known)
    return [
        Act(
            entry.at,
            names[entry.actor],
            acts.named(entry.verb),
            str(entry.details.get("reason") or why(entry)),
        )
        for entry in entries
    ]


def actor_names(entries: list[AuditEntry], known: Iterable[Officer] = ()) -> dict[str, str]:
    """How to call each actor: an officer's name, or the source, a partner, the system. One query at most."""
    ids = {int(entry.actor.partition(":")[2]) for entry in entries if entry.actor.startswith("officer:")}
    at_hand = {one.pk: one for one in known}
    others = Officer.objects.filter(pk__in=ids - set(at_hand)) if ids - set(at_hand) else ()
    officers = {f"officer:{one.pk}": str(one) for one in (*at_hand.values(), *others)}
    fixed = {"source": _("the source"), "system": _("the system")}
    return {entry.actor: officers.get(entry.actor) or fixed.get(entry.actor, entry.actor) for entry in entries}
