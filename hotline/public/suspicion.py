"""Which posted tips wait in quarantine, where a person looks too. Nothing here refuses one.

Signs of a machine and the budget of the network are judged together, so that a flood does not carry off the real tip
that comes from the same network. docs/architecture.md, "Abuse", tells the rule in full.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.http import QueryDict

from hotline import budgets, intake, sketches
from hotline.budgets import Charge
from hotline.form_tokens import Token
from hotline.models import Tip
from hotline.networks import Network
from hotline.story import Story

HONEYPOT = "website"
TOO_FAST = timedelta(seconds=3)
MANY_LINKS = 3
LINK = re.compile(r"(?:https?://|www\.)\S+")
# A link with fewer letters around it than a short sentence has is an advertisement's way, in a busy network only.
FEW_LETTERS = 40
# So many questions answered beside the words, and a machine is unlikely: it fills the one field that is needed.
ANSWERED = 2

Why = Tip.Suspicion


@dataclass(frozen=True)
class Arrived:
    """One posted form, as it is judged. `size`: bytes of the files that came with it."""

    fields: QueryDict
    story: Story
    token: Token
    network: Network
    size: int = 0


def judge(form: Arrived) -> tuple[str, ...]:
    """`Tip.Suspicion` codes; none for a tip that goes straight to the queue.

    One statement counts everything; a second one follows only where the network is busy and the tip shows no sign.
    """
    network = [Charge(budgets.REPORTS, form.network.mark)]
    if form.size:
        network.append(Charge(budgets.UPLOADS, form.network.mark, form.size))
    words, bands = _words(form.story.narrative), _bands(form)
    spent = budgets.spend([*network, *words, *bands])
    is_busy = any(budgets.is_over(charge, spent, form.network) for charge in network)
    found = _signs(form)
    if any(budgets.is_over(charge, spent, form.network) for charge in words):
        found.append(Why.REPEATED)
    elif any(spent[band] > (budgets.ALIKE_WHEN_BUSY if is_busy else budgets.ALIKE.most) for band in bands):
        found.append(Why.ALIKE)
    if is_busy and not found and (_is_advertising(form.story.narrative) or not _has_reserve(form)):
        found.append(Why.OVER_BUDGET)
    return tuple(why.value for why in found)


def _signs(form: Arrived) -> list[Tip.Suspicion]:
    """The field that people do not see was filled; or the form came back at once *and* is full of links.

    Speed alone is no sign: a browser that fills in a kept text is fast too.
    """
    if form.fields.get(HONEYPOT):
        return [Why.HONEYPOT]
    links = len(LINK.findall(form.story.narrative))
    return [Why.TOO_FAST] if form.token.age < TOO_FAST and links >= MANY_LINKS else []


def _words(narrative: str) -> list[Charge]:
    """The whole text, whoever sends it: many may pass on one text, and the first three of them are heard at once."""
    mark = intake.words_mark(narrative)
    return [Charge(budgets.SAME_WORDS, mark)] if mark else []


def _bands(form: Arrived) -> list[Charge]:
    """What the text is like, within its network."""
    return [Charge(budgets.ALIKE, form.network.mark + band) for band in sketches.sketch(form.story.narrative)]


def _is_advertising(narrative: str) -> bool:
    links = len(LINK.findall(narrative))
    letters = sum(map(str.isalpha, LINK.sub("", narrative)))
    return links >= MANY_LINKS or (links > 0 and letters < FEW_LETTERS)


def _has_reserve(form: Arrived) -> bool:
    """What a busy network may still bring straight to the queue: tips without any sign, a few in an hour."""
    is_answered = len(form.story.answers().keys() - {"sharing"}) >= ANSWERED
    return budgets.take(budgets.ANSWERED if is_answered else budgets.PLAIN, form.network)
