"""The measuring client: what it counts, and what it takes for a failure."""

import socket
import threading
from collections.abc import Iterator

import pytest

from benchmarks import client
from benchmarks.client import Failed, Load, Visitor
from benchmarks.forms import Form
from benchmarks.table import Line, render


@pytest.fixture
def answers() -> Iterator[tuple[int, list[bytes]]]:
    """A server that gives the listed answers, one a request, each piece by piece, and then hangs up."""
    given: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        wire, _ = server.accept()
        with wire:
            for answer in given:
                wire.recv(65536)
                for start in range(0, len(answer), 7):
                    wire.sendall(answer[start : start + 7])

    threading.Thread(target=serve, daemon=True).start()
    yield server.getsockname()[1], given
    server.close()


def test_an_answer_is_read_to_its_announced_length_and_the_connection_kept(answers):
    port, given = answers
    given += [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst",
        b"HTTP/1.1 422 No\r\ncontent-length: 6\r\n\r\nsecond",
    ]
    with Visitor(port) as visitor:
        assert [(seen.status, seen.body) for seen in (visitor.get("/"), visitor.get("/"))] == [
            (200, b"first"),
            (422, b"second"),
        ]


def test_a_chunked_answer_is_joined(answers):
    port, given = answers
    given += [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"]
    with Visitor(port) as visitor:
        assert visitor.get("/").body == b"abcde"


def test_an_answer_that_breaks_off_is_a_failure(answers):
    port, given = answers
    given += [b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"]
    with Visitor(port) as visitor, pytest.raises(Failed):
        visitor.get("/")


def test_failures_are_counted_and_do_not_count_as_done():
    def turn(number: int, item: int) -> float:
        if item == 2:
            raise Failed("503")
        return 0.010

    load = client.share([[1, 2, 3], [2]], turn)
    assert (len(load.took), load.failures) == (2, ["503", "503"])


def test_percentiles_are_milliseconds_of_the_slow_ones():
    load = Load(2.0, took=[number / 1000 for number in range(100, 0, -1)])
    assert (load.rate, load.percentile(0.5), load.percentile(0.95)) == (50.0, 51.0, 96.0)


def test_rounds_take_turns():
    order: list[str] = []

    def job(name: str) -> Load:
        order.append(name)
        return Load(1.0)

    client.in_turns(2, bare=lambda: job("bare"), ours=lambda: job("ours"))
    assert order == ["bare", "ours", "bare", "ours"]


def test_a_form_posts_back_what_its_page_hides_and_an_empty_file_field():
    page = (
        '<form action="/out"><input type="hidden" name="token" value="x"></form><form action="/tell">'
        '<input type="hidden" name="token" value="a:b"><textarea name="narrative"></textarea>'
        '<input name="place"><input type="radio" name="urgency" value="now"><input type="file" name="files">'
    )
    form = Form(page, "/form")
    body, kind = form.body("a:b", {"narrative": "said"})
    assert form.action == "/tell"
    assert kind.startswith("multipart/form-data; boundary=")
    assert b'name="token"\r\n\r\na:b' in body
    assert b'name="files"; filename=""' in body
    assert b'name="place"\r\n\r\n\r\n' in body
    assert b"urgency" not in body


def test_a_missed_target_says_so():
    table = render([Line("job", "10/s", "1/s", "0.10", ">= 5/s", met=False)], ["Machine: one"])
    assert "| NO" in table
