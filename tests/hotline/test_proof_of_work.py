"""A proof of work lifts a tip out of quarantine, once, and only its own; without JavaScript nothing else differs."""

import json
from base64 import b64encode
from datetime import timedelta

import altcha
import pytest
from django.test import Client
from django.utils import timezone

from hotline import budgets, proofs, triage
from hotline.models import Tip, UsedProof
from staff.models import AuditEntry
from tests.hotline.posting import STORY, code_on, send, soup

pytestmark = pytest.mark.django_db
PROVE = "/en/report/receipt/proof/"


@pytest.fixture(autouse=True)
def cheap_rounds(monkeypatch):
    monkeypatch.setattr(proofs, "ROUNDS", 1)


def challenge_on(page) -> str:
    return str(soup(page).select_one("#proof")["data-challenge"])


def solved(challenge: str, **changed) -> str:
    """The proof as a browser hands it in."""
    told = json.loads(challenge)
    solution = altcha.solve_challenge(altcha.Challenge.from_dict(told)).to_dict()
    return b64encode(json.dumps({"challenge": told, "solution": solution | changed}).encode()).decode()


def set_aside(client: Client, **more):
    """A page of a tip that its network's flood drew into quarantine."""
    return send(client, website="x", **more)


def hand_in(client: Client, code: str, proof: str):
    return client.post(PROVE, {"code": code, "proof": proof})


def test_an_ordinary_receipt_has_no_script(client: Client):
    page = send(client)
    assert not soup(page).select("script, #proof")
    assert "script-src" not in page["Content-Security-Policy"]


def test_the_receipt_of_a_quarantined_tip_offers_the_proof_and_differs_in_nothing_else(client: Client):
    page, other = soup(set_aside(client)), soup(send(client))
    assert page.select_one("#proof")
    for each in page.select("#proof, script, footer") + other.select("footer"):
        each.decompose()
    for each in [*page.select("[value], .digits"), *other.select("[value], .digits")]:
        each.decompose()
    assert page.get_text(" ", strip=True) == other.get_text(" ", strip=True)


def test_only_that_page_may_run_our_script(client: Client):
    policy = set_aside(client)["Content-Security-Policy"]
    for directive in ("script-src 'self'", "worker-src 'self'", "connect-src 'self'", "default-src 'none'"):
        assert directive in policy
    assert "unsafe" not in policy
    assert "script-src" not in client.get("/en/report/")["Content-Security-Policy"]


def test_a_proof_lets_the_tip_into_the_queue(client: Client):
    page = set_aside(client)
    assert hand_in(client, code_on(page), solved(challenge_on(page))).status_code == 204
    tip = Tip.objects.get()
    assert (tip.status, tip.suspicions) == (Tip.Status.RECEIVED, [])
    entry = AuditEntry.objects.latest("pk")
    assert (entry.actor, entry.verb, entry.details["reason"]) == ("source", "tip.received", "proof_of_work")


def test_a_receipt_after_the_proof_asks_for_none(client: Client):
    page = set_aside(client)
    code = code_on(page)
    hand_in(client, code, solved(challenge_on(page)))
    again = client.post("/en/report/receipt/confirm/", {"code": code, "last": "1"})
    assert not soup(again).select("#proof")


def test_a_proof_is_good_once(client: Client):
    page = set_aside(client)
    proof = solved(challenge_on(page))
    assert hand_in(client, code_on(page), proof).status_code == 204
    Tip.objects.update(status=Tip.Status.QUARANTINED, suspicions=["honeypot"])
    assert hand_in(client, code_on(page), proof).status_code == 422
    assert Tip.objects.get().status == Tip.Status.QUARANTINED


def test_the_proof_of_another_tip_lifts_nothing(client: Client):
    mine, other = set_aside(client), set_aside(client, narrative="Something else altogether.")
    assert hand_in(client, code_on(mine), solved(challenge_on(other))).status_code == 422
    assert Tip.objects.filter(status=Tip.Status.QUARANTINED).count() == 2
    assert not UsedProof.objects.exists()


@pytest.mark.parametrize("changed", [{"counter": -1}, {"derivedKey": "00" * 32}, {"counter": "1"}])
def test_an_unsolved_challenge_lifts_nothing(client: Client, changed):
    page = set_aside(client)
    assert hand_in(client, code_on(page), solved(challenge_on(page), **changed)).status_code == 422
    assert Tip.objects.get().status == Tip.Status.QUARANTINED


def test_a_challenge_of_ones_own_making_lifts_nothing(client: Client):
    page = set_aside(client)
    about = json.loads(challenge_on(page))["parameters"]["data"]
    easy = altcha.create_challenge("PBKDF2/SHA-256", 1, key_prefix="", data=about, hmac_secret=b"mine")
    assert hand_in(client, code_on(page), solved(json.dumps(easy.to_dict()))).status_code == 422


def test_an_expired_challenge_lifts_nothing(client: Client, monkeypatch):
    monkeypatch.setattr(proofs, "GOOD_FOR", timedelta(seconds=-1))
    page = set_aside(client)
    assert hand_in(client, code_on(page), solved(challenge_on(page))).status_code == 422


@pytest.mark.parametrize(
    "nonsense",
    ["", "x", "e30=", "W10=", "bnVsbA==", "é" * 10, b64encode(b'{"challenge":[],"solution":[]}').decode(),
     b64encode(b'{"challenge":{"parameters":7,"signature":7},"solution":null}').decode(), "A" * 5000],
)  # fmt: skip
def test_nonsense_is_no_error_and_lifts_nothing(client: Client, nonsense):
    page = set_aside(client)
    assert hand_in(client, code_on(page), nonsense).status_code == 422


def test_a_wrong_code_lifts_nothing_and_counts(client: Client):
    page = set_aside(client)
    assert hand_in(client, "1" * 25, solved(challenge_on(page))).status_code == 422
    assert Tip.objects.get().status == Tip.Status.QUARANTINED


def test_what_an_officer_set_aside_is_released_by_officers_alone(client: Client, analyst):
    page = set_aside(client)
    proof = solved(challenge_on(page))
    triage.quarantine(triage.release(Tip.objects.get(), by=analyst), by=analyst)
    assert hand_in(client, code_on(page), proof).status_code == 422
    assert not soup(client.post("/en/report/receipt/confirm/", {"code": code_on(page), "last": "1"})).select("#proof")


def test_one_network_lifts_so_many_tips_an_hour(client: Client, monkeypatch):
    monkeypatch.setattr(budgets, "PROOFS", budgets.Budget("proofs", 1, 1, timedelta(hours=1), "stays"))
    for status, words in ((204, "One thing that I saw."), (422, "Another thing that I saw.")):
        page = set_aside(client, narrative=words)
        assert hand_in(client, code_on(page), solved(challenge_on(page))).status_code == status


def test_marks_of_expired_proofs_are_forgotten(client: Client):
    page = set_aside(client)
    hand_in(client, code_on(page), solved(challenge_on(page)))
    assert proofs.forget_expired() == 0
    UsedProof.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert proofs.forget_expired() == 1


def test_without_a_proof_a_person_decides(client: Client, analyst):
    assert STORY in set_aside(client).content.decode()
    assert triage.release(Tip.objects.get(), by=analyst).status == Tip.Status.RECEIVED
