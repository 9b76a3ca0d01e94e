"""tests hotline/api/keys.py: who may call, and how often."""

from datetime import timedelta

import pytest
from django.test import Client

from hotline import partners
from hotline.models import PartnerKey, Tip
from tests.hotline.calling import TIPS, Machine, a_machine, a_partner, refused

pytestmark = pytest.mark.django_db


def dead_keys() -> list[str | None]:
    """No key, a made-up one, a revoked one, an expired one, one of a closed partner."""
    partner = a_partner()
    revoked, expired = (partners.give_key(partner, ["tips:write"], by="system") for _ in range(2))
    partners.revoke_key(partner, revoked.row.prefix, by="system")
    PartnerKey.objects.filter(pk=expired.row.pk).update(expires_on=PartnerKey.today() - timedelta(days=1))
    closed = partners.give_key(other := a_partner("River Patrol"), ["tips:write"], by="system")
    partners.close(other, by="system")
    return [None, f"hb_00000000_{'a' * 43}", revoked.text, expired.text, closed.text]


def test_missing_wrong_revoked_expired_and_closed_keys_get_one_and_the_same_answer():
    answers = [Machine(key).tell() for key in dead_keys()]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert {answer["WWW-Authenticate"] for answer in answers} == {"Bearer"}
    refused(answers[0], 401, "not_authenticated")
    assert not Tip.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_right_and_wrong_keys_take_the_same_look_ups(django_assert_num_queries):
    keys = [*dead_keys(), a_machine().key]
    for key in keys:
        Machine(key).look("3f0e1c3e-0000-4000-8000-000000000000")
    for key in keys[:-1]:
        with django_assert_num_queries(1):
            Machine(key).look("3f0e1c3e-0000-4000-8000-000000000000")


@pytest.mark.parametrize("header", ["Basic {key}", "{key}", "Bearer", "Bearer {key} {key}", "Bearer \u00ff{key}"])
def test_a_key_counts_in_its_own_form_only(header):
    key = a_machine().key
    answer = Client().post(
        TIPS, b"{}", content_type="application/json", headers={"Authorization": header.format(key=key)}
    )
    refused(answer, 401, "not_authenticated")


def test_a_key_does_what_its_scopes_name_and_nothing_else():
    partner = a_partner()
    writer, reader = a_machine(partner, "tips:write"), a_machine(partner, "tips:read")
    tip = writer.tell().json()["id"]
    refused(writer.look(tip), 403, "not_allowed")
    refused(reader.tell(), 403, "not_allowed")
    assert reader.look(tip).status_code == 200
    assert Tip.objects.count() == 1


def test_the_database_keeps_a_keys_hmac_and_the_day_of_its_use():
    machine = a_machine()
    machine.tell()
    row = PartnerKey.objects.get()
    assert row.last_used_on == PartnerKey.today()
    assert machine.key.startswith(f"{row.prefix}_")
    assert machine.key.encode() not in bytes(row.mark)
    assert len(machine.key) == len("hb_00000000_") + 43


def test_calls_past_the_minutes_budget_are_told_when_to_come_again(settings):
    settings.PARTNER_CALLS_A_MINUTE = 2
    machine, other = a_machine(), a_machine()
    answers = [machine.tell() for _ in range(4)]
    late = next(answer for answer in answers if answer.status_code == 429)
    refused(late, 429, "too_many_calls")
    assert 1 <= int(late["Retry-After"]) <= 60
    assert other.tell().status_code == 201


def test_a_call_that_was_refused_for_its_pace_is_good_in_the_next_minute(settings):
    settings.PARTNER_CALLS_A_MINUTE = 0
    machine = a_machine()
    refused(machine.tell("again"), 429, "too_many_calls")
    settings.PARTNER_CALLS_A_MINUTE = 600
    assert machine.tell("again").status_code == 201
