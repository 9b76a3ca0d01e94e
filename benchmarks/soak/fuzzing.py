"""The form fuzzer: several senders, each with its own seeded source, counting what came back."""

import re
import threading
import time
from dataclasses import replace
from html import unescape
from random import Random

from benchmarks.soak import forms
from benchmarks.soak.bodies import Fields
from benchmarks.soak.forms import STORY, Known
from benchmarks.soak.shot import Shot, fire
from benchmarks.soak.tally import BROKEN, Tally

HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"')
DIGITS = re.compile(r"(?:\d{5}\s*){4}\d{5}")
SENDERS = 4
FIRST_TIPS = 12


FORM = Shot("GET", b"/en/report/")


def hidden_fields(page: bytes) -> Fields:
    """The hidden fields of a fresh form, its token among them."""
    return {unescape(name.decode()): [unescape(value.decode())] for name, value in HIDDEN.findall(page)}


def learn(port: int, *, key: str, hook_secret: str, tips: list[str]) -> Known:
    """File some good tips by the form, so that the fuzzer holds codes that open something."""
    known = Known(lambda: hidden_fields(fire(FORM, port).body), key=key, hook_secret=hook_secret, tips=tips)
    for _ in range(FIRST_TIPS):
        body, kind = forms.bodies.urlencoded(_Straight(), {**STORY, **known.hidden()})
        heard = fire(Shot("POST", b"/en/report/receipt/", [(b"Content-Type", kind)], body), port)
        found = DIGITS.search(re.sub(r"<[^>]+>", " ", heard.body.decode()))
        if found is None:
            raise RuntimeError(f"a good tip got no code: {heard.status}")
        known.codes.append(re.sub(r"\s", "", found[0]))
    known.drafts = [_draft(port, known) for _ in range(FIRST_TIPS)]
    return known


def _draft(port: int, known: Known) -> str:
    """The ticket of a draft: a form that lacks its words comes back with the files kept."""
    fields: Fields = {name: values for name, values in known.hidden().items() if name != "token"}
    body, kind = forms.bodies.multipart(_Straight(), {**STORY, **fields, "token": ["x"]}, files=1, name="a.jpg")
    page = fire(Shot("POST", b"/en/report/receipt/", [(b"Content-Type", kind)], body), port).body
    ticket = dict(HIDDEN.findall(page)).get(b"draft", b"").decode()
    if not ticket:
        raise RuntimeError("a form with an old token came back without the draft of its file")
    return unescape(ticket)


class _Straight(Random):
    """Dice that bend nothing."""

    def random(self) -> float:
        return 0.5


def fuzz(port: int, known: Known, *, calls: int, seed: int, until: float) -> Tally:
    """Fire so many calls, or until the clock (time.monotonic) says so.

    The same seed draws the same shots, hidden fields and codes aside.
    """
    tallies = [Tally() for _ in range(SENDERS)]
    share = -(-calls // SENDERS)
    senders = [
        threading.Thread(
            target=_send, args=(port, known, f"{seed}:{number}", share, until, tallies[number]), daemon=True
        )
        for number in range(SENDERS)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def _send(port: int, known: Known, seed: str, calls: int, until: float, tally: Tally) -> None:
    dice, number = Random(seed), 0

    def fresh_form() -> Fields:
        """Asked for by the shots that begin from a form; a call like any other."""
        heard = fire(FORM, port)
        tally.add_call("form", heard.status)
        return hidden_fields(heard.body)

    known = replace(known, hidden=fresh_form)
    while tally.calls < calls and time.monotonic() < until:
        number += 1
        kind, shot = forms.draw(dice, known)
        try:
            status = fire(shot, port).status
        except OSError as silent:
            status = BROKEN
            tally.broken.append(f"{kind} {seed}/{number}: {type(silent).__name__}")
        tally.add_call(kind, status)
        if status >= BROKEN:
            tally.broken.append(f"{kind} {seed}/{number}: {status} {_shown(shot)}")


def _shown(shot: Shot) -> str:
    return f"{shot.verb} {shot.target[:120]!r} {str(shot.headers)[:300]} {shot.body[:300]!r}"
