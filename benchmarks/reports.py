"""The complete anonymous web report: the form is fetched, filled, posted, and answered by the receipt."""

import re
import time
from collections.abc import Callable
from itertools import count

from benchmarks import client
from benchmarks.client import Answer, Failed, Load, Visitor
from benchmarks.forms import Form, clear
from benchmarks.sizes import Sizes
from benchmarks.table import Line

BROWSER = {"Accept-Encoding": "gzip", "Accept-Language": "vi"}
CODE = re.compile(rb"\b\d{25}\b")
NARRATIVE = (
    "Yesterday evening around seven a grey van stood behind the fish market by the river. Two men carried five crates "
    "into the cold store; through the slats I saw scales and long claws, they were alive. The younger one told the "
    "driver that they leave for the border before light. I have seen the same van there twice this month. Tale %d."
)  # fmt: skip
TOLD = {"urgency": "ongoing", "country": "VN", "place": "Fish market by the river", "species": "pangolin"}
_tales = count(1)


class Place:
    """A form on a server, ours or the bare one, told to by many visitors."""

    def __init__(self, port: int, path: str, filled_in: Form | None = None) -> None:
        """`filled_in`: another form whose fields are posted here too, so that both servers read the same body."""
        self.port = port
        # Appending is one step for a thread, adding to a number is not.
        self.codes: list[bytes] = []
        with Visitor(port) as first:
            self.form = Form(clear(first.get(path, BROWSER)).decode(), path)
        self.filled_in = filled_in or self.form

    def fetch(self, visitor: Visitor) -> str:
        return self.form.token(visitor.get(self.form.path, BROWSER))

    def post(self, visitor: Visitor, token: str) -> float:
        """Tell a new tale. Returns: seconds until the whole receipt was there. Raises: Failed without a receipt."""
        body, kind = self.filled_in.body(token, {"narrative": NARRATIVE % next(_tales)} | TOLD)
        began = time.perf_counter()
        answer = visitor.post(self.form.action, body, kind, BROWSER)
        took = time.perf_counter() - began
        if answer.status != 200 or not self.note_code(answer):
            raise Failed(f"receipt: {answer.status}")
        return took

    def note_code(self, answer: Answer) -> bool:
        """Keep the code that the receipt shows; False where it shows none."""
        code = CODE.search(clear(answer))
        if code:
            self.codes.append(code[0])
        return code is not None

    def complete(self, clients: int, seconds: float) -> Callable[[], Load]:
        """Each turn is a new visitor with a connection of their own, kept for the POST; the POST's seconds count."""

        def turn(number: int) -> float:
            with Visitor(self.port) as visitor:
                return self.post(visitor, self.fetch(visitor))

        return lambda: client.loop(clients, seconds, turn)

    def posts_alone(self, clients: int, posts: int) -> Callable[[], Load]:
        """So many forms a client fetched beforehand, then POST after POST on a connection kept open."""

        def run() -> Load:
            visitors = [Visitor(self.port) for _ in range(clients)]
            tokens = [[self.fetch(visitor) for _ in range(posts)] for visitor in visitors]
            load = client.share(tokens, lambda number, token: self.post(visitors[number], token))
            for visitor in visitors:
                visitor.leave()
            return load

        return run


def measure(ours: Place, bare: Place, sizes: Sizes) -> list[Line]:
    """At 1, 8 and 32 clients; POST alone at 8; and that every answered report is a row."""
    for place in (ours, bare):
        place.complete(4, sizes.warm_seconds)()
    lines: list[Line] = []
    for clients in (1, 8, 32):
        lines += _complete(ours, bare, clients, sizes)
    return [*lines, *_alone(ours, bare, sizes)]


def _complete(ours: Place, bare: Place, clients: int, sizes: Sizes) -> list[Line]:
    measured = client.in_turns(
        sizes.rounds, bare=bare.complete(clients, sizes.seconds), ours=ours.complete(clients, sizes.seconds)
    )
    rate = {name: client.middle(loads, lambda load: load.rate) for name, loads in measured.items()}
    half, most = ({n: _milliseconds(loads, part) for n, loads in measured.items()} for part in (0.5, 0.95))
    failures = {name: [text for load in loads for text in load.failures] for name, loads in measured.items()}
    job = f"web report, {clients} client{'s' if clients > 1 else ''}"
    target = {1: 60.0, 8: 110.0}.get(clients)
    lines = [
        Line(
            f"{job}: complete (GET form, POST, receipt)",
            f"{rate['bare']:.0f}/s", f"{rate['ours']:.0f}/s", f"{rate['ours'] / rate['bare']:.2f}",
            f">= {target:.0f}/s" if target else "", rate["ours"] >= target if target else None,
        ),
        Line(
            f"{job}: its POST, p50 / p95",
            f"{half['bare']:.1f} / {most['bare']:.1f} ms", f"{half['ours']:.1f} / {most['ours']:.1f} ms",
            f"{half['ours'] / half['bare']:.2f}", *_time_target(clients, half["ours"], most["ours"]),
        ),
    ]  # fmt: skip
    kinds = ", ".join(sorted(set(failures["ours"])))
    count_ours = f"{len(failures['ours'])} of {sum(len(load.took) for load in measured['ours'])}"
    lines.append(
        Line(
            f"{job}: errors", f"{len(failures['bare'])}", count_ours + (f" ({kinds})" if kinds else ""),
            target="0", met=not failures["ours"],
        )
    )  # fmt: skip
    return lines


def _milliseconds(loads: list[Load], part: float) -> float:
    return client.middle(loads, lambda load: load.percentile(part))


def _time_target(clients: int, half: float, most: float) -> tuple[str, bool | None]:
    if clients == 1:
        return "p50 <= 15 ms", half <= 15
    return ("p95 <= 100 ms", most <= 100) if clients == 8 else ("", None)


def _alone(ours: Place, bare: Place, sizes: Sizes) -> list[Line]:
    measured = client.in_turns(
        sizes.rounds, bare=bare.posts_alone(8, sizes.posts), ours=ours.posts_alone(8, sizes.posts)
    )
    rate = {name: client.middle(loads, lambda load: load.rate) for name, loads in measured.items()}
    most = {name: _milliseconds(loads, 0.95) for name, loads in measured.items()}
    ratio = rate["ours"] / rate["bare"]
    return [
        Line(
            "web report, 8 clients: POST alone (bare: same body, Django form, one INSERT)",
            f"{rate['bare']:.0f}/s, p95 {most['bare']:.1f} ms", f"{rate['ours']:.0f}/s, p95 {most['ours']:.1f} ms",
            f"{ratio:.2f}", "ratio >= 0.5", ratio >= 0.5,
        )
    ]  # fmt: skip


def kept(ours: Place) -> Line:
    """Each receipt that was shown has a code of its own and stands for one row; no row is there without one."""
    from hotline.models import Tip

    rows, shown = Tip.objects.filter(channel="web").count(), len(set(ours.codes))
    is_equal = rows == shown == len(ours.codes)
    return Line("web report: receipts shown = tips stored", "", f"{shown} = {rows}", "", "equal", is_equal)
