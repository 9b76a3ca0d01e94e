"""tests config/slow_bodies.py"""

import io
import socket

import pytest

from config import slow_bodies


def test_a_sender_that_falls_silent_is_given_up_and_nothing_more_is_read() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, ours.makefile("rb") as wire:
        theirs.sendall(b"half a form")
        body = slow_bodies.Body(wire, ours, seconds=0.05)
        assert body.read(4) == b"half"
        with pytest.raises(slow_bodies.HungUp):
            body.read(100)
        theirs.sendall(b"too late")
        with pytest.raises(slow_bodies.HungUp):
            body.read(1)
        assert ours.gettimeout() is None


def test_what_the_server_does_not_hand_over_is_left_as_it_is() -> None:
    environ = {"wsgi.input": io.BytesIO(b"whole")}
    slow_bodies.be_patient(environ)
    assert environ["wsgi.input"].read() == b"whole"
