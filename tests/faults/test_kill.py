"""kill -9 at any step: nothing that was acknowledged is lost, and no row exists twice."""

import io
import random
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
from PIL import Image

from bots.telegram.emulator import Person
from tests.house import House, until
from tests.visitor import Visitor, code_on

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A house of its own: its processes die here."""
    house = House()
    try:
        yield house.open()
    finally:
        house.close()


def _photo(colour: int) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((900, 700), colour % 200 + 20).convert("RGB").save(file, "JPEG")
    return file.getvalue()


class Crowd(threading.Thread):
    """One source after another, each keeping at it with the same form until a receipt is there."""

    def __init__(self, house: House, name: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.house, self.label, self.over = house, name, stop
        self.codes: dict[str, str] = {}
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            number = 0
            while not self.over.is_set():
                number += 1
                words = f"{self.label} tip {number} of the crowd"
                self.codes[words] = self._insist(words, number)
        except Exception as failure:
            self.failure = failure

    def _insist(self, words: str, number: int) -> str:
        visitor = Visitor(f"http://127.0.0.1:{self.house.port}")
        deadline = time.monotonic() + 60
        fields: dict[str, str] = {}
        while time.monotonic() < deadline:
            try:
                fields = fields or visitor.open_form()
                answer = visitor.post({**fields, "narrative": words}, [("a.jpg", _photo(number), "image/jpeg")])
                if answer.status_code == 200:
                    return code_on(answer.text)
            except httpx.HTTPError:
                pass
            self.over.wait(0.05)
        raise TimeoutError(words)


def test_killing_the_web_process_loses_no_receipt_and_makes_no_tip_twice(house: House) -> None:
    before, stop = house.one("SELECT count(*) FROM hotline_tip"), threading.Event()
    crowds = [Crowd(house, f"web{name}", stop) for name in "abc"]
    for crowd in crowds:
        crowd.start()
    for _round in range(4):
        reached = sum(len(crowd.codes) for crowd in crowds)
        until(lambda reached=reached: sum(len(crowd.codes) for crowd in crowds) > reached + 5, 60, house.log("web"))
        time.sleep(random.uniform(0, 0.1))  # anywhere within a request
        house.restart("web")
    house.wait_until_ready()
    stop.set()
    for crowd in crowds:
        crowd.join(90)
        assert crowd.failure is None
    codes = [code for crowd in crowds for code in crowd.codes.values()]
    assert len(set(codes)) == len(codes)
    assert house.one("SELECT count(*) FROM hotline_tip") - before == len(codes)
    visitor = Visitor(f"http://127.0.0.1:{house.port}")
    for crowd in crowds:
        for words, code in crowd.codes.items():
            assert words in visitor.status(code).text


def test_killing_the_worker_leaves_every_file_with_one_copy(house: House) -> None:
    visitor = Visitor(f"http://127.0.0.1:{house.port}")
    for number in range(6):
        visitor.tell(f"worker tip {number}", [(f"{n}.jpg", _photo(n), "image/jpeg") for n in range(3)])
        house.restart("worker")
    until(
        lambda: not house.one("SELECT count(*) FROM hotline_attachment WHERE state = 'waiting'"),
        200,
        house.log("worker"),
    )
    assert house.one("SELECT count(*) FROM hotline_attachment WHERE state <> 'copied'") == 0
    rows = house.one("SELECT count(*) FROM hotline_attachment")
    assert house.one("SELECT count(*) FROM vault.stored_file") == 2 * rows
    assert house.one("SELECT count(DISTINCT copy_id) FROM hotline_attachment") == rows


def _kept_by_chat(house: House) -> str:
    return house.manage_code(
        "from hotline import drafts; from hotline.models import Draft;"
        "kept = Draft.objects.filter(channel='telegram').order_by('-touched_at').first();"
        "print(drafts.interview(kept)['story']['narrative'] if kept else '')"
    )


def test_killing_the_bot_loses_no_message_and_doubles_none(house: House) -> None:
    person = Person(house.telegram, 550_001, name="Somebody")
    person.say("/start")
    person.wait_for("language", 30)
    said = [f"sentence number {number} about the market" for number in range(12)]
    for number, sentence in enumerate(said):
        person.say(sentence)
        if number % 3 == 1:
            house.restart("bot")
    narrative = until(lambda: said[-1] in (kept := _kept_by_chat(house)) and kept, 90, house.log("bot"))
    assert [narrative.count(sentence) for sentence in said] == [1] * len(said)
    assert narrative.index(said[0]) < narrative.index(said[5]) < narrative.index(said[11])


def test_the_audit_chain_holds_after_it_all(house: House) -> None:
    until(
        lambda: house.one("SELECT (SELECT count(*) FROM staff_auditentry) = (SELECT count(*) FROM staff_auditlink)"), 60
    )
    assert "not linked" in house.manage("verify_audit").stdout
