"""The soak can fail: what breaks is seen, counted and kept with what repeats it."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks import table
from benchmarks.soak import forms, fuzzing, shot
from benchmarks.soak.forms import Known
from benchmarks.soak.shot import Shot
from benchmarks.soak.tally import Tally, tracebacks


class _Broken(BaseHTTPRequestHandler):
    """A page that has a form, whose POST ends in a 500; one address hangs up."""

    def do_GET(self) -> None:
        self._say(200, b'<input type="hidden" name="token" value="a&amp;b">')

    def do_POST(self) -> None:
        self._say(500, b"broken")

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def broken_server() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Broken) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_an_answer_of_500_is_counted_and_kept(broken_server):
    known = Known(dict)
    tally = fuzzing.fuzz(broken_server, known, calls=60, seed=3, until=time.monotonic() + 30)
    assert tally.calls >= 60
    assert tally.server_errors == len([line for line in tally.broken if ": 5" in line]) > 0
    assert any("POST" in line for line in tally.broken)


def test_a_fresh_form_gives_its_hidden_fields_as_a_browser_reads_them(broken_server):
    page = shot.fire(Shot("GET", b"/en/report/"), broken_server).body
    assert fuzzing.hidden_fields(page) == {"token": ["a&b"]}


def test_the_same_seed_draws_the_same_shots():
    from random import Random

    known = Known(lambda: {"token": ["x"]}, codes=["1" * 25], tips=["t"], key="k", hook_secret="s")
    drawn = [[forms.draw(dice, known) for _ in range(200)] for dice in (Random(7), Random(7))]
    assert drawn[0] == drawn[1]
    assert {kind for kind, _shot in drawn[0]} == {maker.__name__ for maker, _weight in forms.KINDS}


def test_a_shot_says_more_than_it_sends_where_it_hangs_up():
    wire = Shot("POST", b"/x", [(b"Content-Type", b"a/b")], b"0123456789", cut=4).wire(80)
    assert b"Content-Length: 10" in wire
    assert wire.endswith(b"\r\n\r\n0123")


def test_tracebacks_in_logs_are_named_with_their_end(tmp_path):
    (tmp_path / "web.log").write_text(
        'x\nTraceback (most recent call last):\n  File "a.py", line 1\n    x()\nValueError: no\nfine\n'
    )
    assert tracebacks(tmp_path) == ['web.log: ValueError: no (File "a.py", line 1)']


def test_counts_of_two_runs_add_up():
    first, second = Tally(), Tally()
    first.add_call("report", 200)
    second.add_call("report", 503)
    first.add(second)
    assert (first.calls, first.server_errors, first.statuses()) == (2, 1, "1 × 200, 1 × 503")


def test_the_results_of_one_command_leave_those_of_another(tmp_path):
    file = tmp_path / "RESULTS.md"
    table.keep(file, "table one\n", "make bench")
    table.keep_section(file, "Soak", "soaked once\n", "make soak")
    table.keep_section(file, "Soak", "soaked twice\n", "make soak")
    table.keep(file, "table two\n", "make bench")
    said = file.read_text()
    assert "table one" not in said
    assert "soaked once" not in said
    assert said.index("table two") < said.index("## Soak") < said.index("soaked twice")
    assert said.count("## Soak") == said.count("# Figures") == 1
