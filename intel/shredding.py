"""Emptying a person or a thing: its row stays, so that what counts it still counts, and says nothing any more."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from intel import identity
from intel.exchange import deciding
from intel.models import Entity, Fact, Link, MatchKey, Mention
from intel.network import views


@dataclass(frozen=True)
class Emptied:
    """How much went: `names` 1 or 0, values of facts, links to others."""

    names: int
    facts: int
    links: int


def empty(fresh: Entity, *, at: datetime | None = None) -> Emptied:
    """Shred the name and the facts of a locked entity and cut its links, in the caller's transaction. Safe to repeat.

    Args:
        at: when it was purged; None: now.
    """
    if fresh.key:
        deciding.forget(fresh)
    names, fresh.name, fresh.key = int(bool(fresh.name)), "", ""
    fresh.taken_out_why = ""
    fresh.purged_at = fresh.purged_at or at or timezone.now()
    fresh.save(update_fields=["name", "key", "taken_out_why", "purged_at"])
    Mention.objects.filter(entity=fresh).delete()
    facts, _ = Fact.objects.filter(entity=fresh).delete()
    MatchKey.objects.filter(entity=fresh).delete()
    identity.forget(fresh)
    views.forget(fresh)
    links, _ = Link.objects.filter(Q(source=fresh) | Q(target=fresh)).delete()
    return Emptied(names, facts, links)
