"""A warning through web, bot and emulator: a busy Telegram, a bot killed on the way, a person who asks in the chat."""

from collections.abc import Iterator

import httpx
import pytest

from bots.telegram.emulator import Person
from tests.house import House, until
from tests.housing import opened

COUNT = 100
FIRST = 7_400_000_000
LANGUAGES = ("en", "km", "vi")
# What a sender that is killed has in hand at most: Telegram may have had it, and nobody can know.
IN_HAND = 15
ASK = f"""
from hotline.warnings import subscribing
for number in range({COUNT}):
    language = {LANGUAGES}[number % 3]
    assert subscribing.ask({FIRST} + number, language, "KH", ("KH-1", "")[number % 2])
"""
SEND = """
from hotline.warnings import sending
from staff.models import Officer
officer = Officer.objects.get(username="analyst")
row = sending.draft(sending.Danger("elephants", "KH", "KH-1", "Phum Thmey"), by=officer)
print(sending.send(row, by=officer).pk)
"""


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Its own: it kills the bot."""
    with opened(tmp_path_factory) as house:
        yield house


def _heard(person: Person) -> list[str]:
    return [each["text"] for each in person.messages() if each["by"] == "bot" and "Phum Thmey" in each["text"]]


def test_every_chat_is_warned_once_in_its_language_whatever_happens_on_the_way(house: House) -> None:
    people = [Person(house.telegram, FIRST + number) for number in range(COUNT + 1)]
    for person in people:
        person.say("/start")
    house.manage_code(ASK)
    asking = people[-1]
    asking.wait_for("Choose your language", 60)
    asking.tap("English")
    asking.wait_for("We do not ask who you are", 60)
    asking.say("/warnings")
    asking.wait_for("In which country?", 60)
    asking.tap("Cambodia")
    asking.wait_for("Which area?", 60)
    asking.tap("The whole country")
    asking.wait_for("You are warned of dangers in", 60)
    until(lambda: house.one("SELECT count(*) FROM bots_outgoingmessage WHERE state = 'queued'") == 0, 60)
    people[0].block()
    busy = {"method": "sendMessage", "code": 429, "times": 3, "retry_after": 1}
    httpx.post(f"{house.telegram}/emulator/fault", json=busy).raise_for_status()

    row = house.manage_code(SEND).split()[-1]
    until(lambda: house.one("SELECT count(*) FROM hotline_warningcopy WHERE state = 'sent'") > IN_HAND, 60)
    house.kill("bot")
    assert house.one("SELECT count(*) FROM hotline_warningcopy WHERE state IN ('waiting', 'queued')")
    house.start("bot")

    until(lambda: house.one("SELECT state FROM hotline_areawarning WHERE id = %s", row) == "sent", 120)
    told = [_heard(person) for person in people]
    assert told[0] == []
    assert [number for number, heard in enumerate(told[1:], 1) if not heard] == []
    assert sum(len(heard) - 1 for heard in told[1:]) <= IN_HAND
    assert {told[3][0], told[4][0], told[5][0]} == {told[6][0], told[7][0], told[8][0]}
    assert len({told[3][0], told[4][0], told[5][0]}) == len(LANGUAGES)
    assert house.one("SELECT reached FROM hotline_areawarning") == COUNT
    assert house.one("SELECT count(*) FROM hotline_warningchat") == COUNT
