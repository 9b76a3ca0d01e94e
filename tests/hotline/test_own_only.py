"""A partner's key reaches what its own machine sent and nothing else, by every route that makes something."""

import json
import random

import pytest

from hotline.models import Scope, Tip
from tests.hotline.calling import Machine, a_machine, a_partner

pytestmark = pytest.mark.django_db
SENT = {
    "/api/v1/tips/": {"narrative": "Two men carry a pangolin."},
    "/api/v1/alerts/": {"camera": "north-7"},
    "/api/v1/consignments/": {"goods": "coffee"},
    "/api/v1/listings/": {"url": "https://example.org/7"},
    "/api/v1/events/": {"id": "e", "event_type": "snare"},
}


def made(machine: Machine, route: str, number: int) -> str:
    told = SENT[route] | ({"id": f"e-{number}"} if route.endswith("events/") else {})
    answer = machine.send(json.dumps(told).encode(), where=route).json()
    return answer["events"][0]["tip"] if "events" in answer else answer["id"]


@pytest.mark.parametrize("seed", range(3))
def test_a_key_sees_its_own_of_every_kind_and_nothing_of_others(seed):
    dice = random.Random(seed)
    machines = [a_machine(a_partner(f"Partner {number}"), *Scope.values) for number in range(3)]
    owners = {}
    for number in range(12):
        machine = dice.choice(machines)
        owners[made(machine, dice.choice(list(SENT)), number)] = machine
    owners[str(_of_nobody())] = None
    for tip, owner in owners.items():
        assert [machine.asked(tip).status_code for machine in machines] == [
            200 if machine is owner else 404 for machine in machines
        ]
        assert [machine.look(tip).status_code for machine in machines] == [
            200 if machine is owner else 404 for machine in machines
        ]
        for machine in machines:
            if machine is not owner:
                assert machine.bring(tip).status_code == 404
                assert machine.say(tip, question=tip, words="Us!").status_code == 404
    for machine in machines:
        mine = {tip for tip, owner in owners.items() if owner is machine}
        listed = [each["id"] for page in machine.pages(limit=3) for each in page]
        assert len(listed) == len(mine)
        assert set(listed) == mine


def _of_nobody() -> object:
    from hotline import intake
    from hotline.intake import Delivery
    from hotline.story import Story

    return intake.file(Story("By the form."), Delivery(channel="web", secret=b"x" * 16)).tip.pk


@pytest.mark.parametrize("route", SENT)
def test_a_key_of_every_other_scope_sends_nothing_there(route):
    own = {"tips": "tips:write"}.get(route.split("/")[3], f"{route.split('/')[3]}:write")
    machine = a_machine(None, *(set(Scope.values) - {own}))
    assert machine.send(json.dumps(SENT[route]).encode(), where=route).status_code == 403
    assert not Tip.objects.exists()


@pytest.mark.parametrize("route", SENT)
def test_a_key_has_its_limit_over_all_routes(route, settings):
    settings.PARTNER_CALLS_A_MINUTE = 0
    assert a_machine(None, *Scope.values).send(json.dumps(SENT[route]).encode(), where=route).status_code == 429


@pytest.mark.parametrize("route", SENT)
@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"7", b"\xff", b'{"a":1e999}', b"[[]]", b'{"camera":{}}'])
def test_no_route_breaks_over_what_is_no_body_of_its(route, raw):
    assert a_machine(None, *Scope.values).send(raw, where=route).status_code == 400
