"""Uploads that break off, or stand still, in the middle of a file: nothing of them stays, and nobody else waits."""

import socket
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.breakable import BreakableHouse
from tests.faults.reckoning import reckon, shown_on_failure
from tests.faults.sources import Crowd, photo
from tests.house import until
from tests.visitor import Visitor, code_on

pytestmark = [pytest.mark.e2e, pytest.mark.soak, pytest.mark.timeout(400)]
BOUNDARY = "----halfOfIt"
PROMISED = 8 * 1024 * 1024
# More than the house has threads.
STANDING = 12


def _begun(house: BreakableHouse, fields: dict[str, str], words: str) -> bytes:
    """The first half of a form with a file, as a browser sends it."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {**fields, "narrative": words}.items()
    ]
    parts.append(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    head = (
        f"POST /en/report/receipt/ HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {PROMISED}\r\n\r\n"
    )
    return (head + "".join(parts)).encode() + bytes(PROMISED // 2)


def _unfinished(house: BreakableHouse) -> set[str]:
    return {part.name for part in Path(house.settings["FILE_STORE"]).glob("incoming/*")}


def test_half_an_upload(breakable_house: BreakableHouse) -> None:
    # What a store that went away left begun is swept after a day.
    house, begun_before = breakable_house, _unfinished(breakable_house)
    crowd = Crowd(house, "halfupload").begin(chats=1)
    visitor = Visitor(f"http://127.0.0.1:{house.port}")
    with shown_on_failure("web", crowd=crowd):
        until(lambda: crowd.receipts > 4, 60, house.log("web"))
        fields = visitor.open_form()
        for _ in range(6):
            with socket.create_connection(("127.0.0.1", house.port)) as line:
                line.sendall(_begun(house, fields, "halfupload sent again"))
        began = time.monotonic()
        with ExitStack() as standing:
            for _ in range(STANDING):
                line = standing.enter_context(socket.create_connection(("127.0.0.1", house.port)))
                line.sendall(_begun(house, visitor_fields(house, fields), "halfupload stands still")[: 64 * 1024])
            # They hold every thread there is; after a while they are hung up on, with the lines still open here.
            reached = crowd.receipts
            until(lambda: crowd.receipts > reached + 4, 120, house.log("web"))
            recovery = time.monotonic() - began
        answer = visitor.post({**fields, "narrative": "halfupload whole at last."}, [("a.jpg", photo(3), "image/jpeg")])
        assert answer.status_code == 200, answer.text[:400]
        assert code_on(answer.text)
        crowd.end()
        until(lambda: _unfinished(house) <= begun_before, 60, "half a file stays")
        assert house.readiness()[0] == 200
        found = reckon(crowd, "half an upload", recovery=recovery)
        assert not [each for each in found.doubled if "stands still" in each]
        found.hold()


def visitor_fields(house: BreakableHouse, fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name != "token"}
