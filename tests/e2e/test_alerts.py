"""200 alerts of cameras at once, through web, worker, bot and emulator: each in the officer's chat once, in time."""

from collections.abc import Iterator

import pytest

from benchmarks.alerts import COUNT, TARGET_SECONDS, WITH_PICTURE, fire
from bots.telegram.emulator import Person
from tests.e2e.stages import picture
from tests.house import House, until
from tests.housing import opened

CHAT = 7_316_224_999
DUTY = """
from datetime import timedelta
from django.utils import timezone
from hotline import officer_chats, partners
from staff import rota
from staff.models import Officer
officer, keeper = (Officer.objects.get(username=name) for name in ("analyst", "supervisor"))
now = timezone.now()
rota.enter(officer, now, now + timedelta(hours=1), by=keeper)
partner = partners.register("Cameras", kind="partner", by="system")
print(partners.give_key(partner, ["alerts:write"], by="system").text)
print(officer_chats.give_code(by=officer))
"""


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Its own: in a queue that is shared, 200 urgent tips would stand before everybody else's."""
    with opened(tmp_path_factory) as house:
        yield house


def test_a_burst_of_alerts_reaches_the_duty_officer_within_seconds_none_lost_none_doubled(house: House) -> None:
    key, code = house.manage_code(DUTY).split("\n")[:2]
    person = Person(house.telegram, CHAT)
    person.say(f"/desk {code}")
    person.wait_for("linked", 30)
    names = [f"ridge-{number:03d}" for number in range(COUNT)]
    burst = fire(house.port, key, person, names, picture(), pictures=WITH_PICTURE)
    print(f"alerts to chat: p50 {burst.quantile(0.5):.2f} s, p95 {burst.quantile(0.95):.2f} s")
    assert (burst.refused, burst.lost(names), burst.doubled, burst.pictures) == (0, 0, 0, WITH_PICTURE)
    assert burst.quantile(0.95) <= TARGET_SECONDS
    until(lambda: house.one("SELECT count(*) FROM bots_outgoingmessage WHERE state = 'queued'") == 0)
    said = "\n".join(message["text"] for message in person.messages()).splitlines()
    assert [said.count(f"Camera: {name}") for name in names] == [1] * COUNT
    assert house.one("SELECT count(*) FROM hotline_cameraalert") == COUNT
