"""Whatever does not open an agency's page gives nothing away: one answer, the same statements, the same time."""

from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases import agency_keys, referrals
from cases.agency_desk.acts import ACTS, HANDED_OUT
from cases.models import Referral
from tests.cases.making import make_case, make_released, send_referral
from tests.cases.proving import PDF
from vault import blobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(db):
    """A file store that was used before: at its first file ever the database is asked whether files are known."""
    assert blobs.takes()


KINDS = ("expired", "revoked", "closed", "guessed", "used", "late", "wrong", "locked", "foreign")
# What dead links and codes are tried with: each act with a pass, the door with a code.
TRIED = ("open", "code", "look", *ACTS, *HANDED_OUT, "upload")


@pytest.fixture
def dead(client, investigator):
    """By kind: (path, code, pass) of a link or code that opens nothing any more, or never did."""
    return _dead(KINDS, client, investigator)


@pytest.fixture
def few(client, investigator):
    """Some of them, for what does not differ with the kind."""
    return _dead(("revoked", "guessed", "wrong", "used", "foreign"), client, investigator)


def _dead(kinds, client, investigator):
    case = make_case(investigator, make_released(text="Turtles are sold at stall four."))
    found = {}
    for kind in kinds:
        sent = send_referral(case, investigator)
        path = "/" + sent.link.split("/", 3)[3]
        visit = client.post(path, {"act": "open", "code": sent.code}).context["visit"] if kind != "late" else "x"
        found[kind] = (path, sent.code, _ended(kind, sent, investigator, visit))
    guessed = f"/agency/{agency_keys.new_token()}/"
    found["guessed"] = (guessed, found["guessed"][1], found["used"][2])
    found["foreign"] = (found["foreign"][0], found["used"][1], found["used"][2])
    return found


def _ended(kind, sent, officer, visit):
    """The referral as its kind says, and the pass that somebody would come back with."""
    row, past = Referral.objects.filter(pk=sent.referral.pk), timezone.now() - timedelta(seconds=1)
    if kind == "expired":
        row.update(expires_at=past)
    elif kind == "revoked":
        referrals.revoke(sent.referral, by=officer)
    elif kind == "closed":
        referrals.close(sent.referral, by=officer)
    elif kind == "late":
        row.update(code_expires_at=past)
    elif kind == "locked":
        row.update(code_tries=agency_keys.CODE_TRIES, code_used_at=None)
    elif kind == "wrong":
        referrals.resend_code(sent.referral, by=officer)
    elif kind == "used":
        referrals.resend_code(sent.referral, by=officer)
        row.update(code_used_at=past)
    return visit


def _try(client, act, path, code, visit):
    said = {"act": act, "visit": visit, "code": code, "kind": "arrest", "text": "x", "reason": "mandate"}
    if act == "upload":
        said |= {"act": "outcome", "files": SimpleUploadedFile("a.pdf", PDF, "application/pdf")}
    return client.post(path, said)


def _without_code(kind, act):
    """A visit that goes on is not dead: of these kinds only the code is."""
    return kind in ("late", "locked") and act not in ("open", "code")


def test_every_dead_link_and_code_gets_one_answer_by_the_same_statements(client, dead):
    for act in TRIED:
        _gets_one_answer(client, dead, act)


def _gets_one_answer(client, dead, act):
    answers, statements = {}, {}
    for kind, tried in dead.items():
        if _without_code(kind, act):
            continue
        with CaptureQueriesContext(connection) as queries:
            response = _try(client, act, *tried)
        answers[kind] = (response.status_code, response.content, sorted(response.headers.items()))
        statements[kind] = [query["sql"].split()[0] for query in queries]
    assert len(answers) >= 7
    assert len(set(map(repr, answers.values()))) == 1, (act, {kind: each[0] for kind, each in answers.items()})
    assert len(set(map(tuple, statements.values()))) == 1, (act, statements)


def test_looking_at_a_dead_link_asks_the_database_nothing(client, few):
    seen = set()
    for path, _code, _visit in few.values():
        with CaptureQueriesContext(connection) as queries:
            for method in (client.get, client.head):
                seen.add((method.__name__, method(path).status_code, method(path).content))
        assert not queries.captured_queries
    assert len(seen) == 2


def test_a_packets_address_of_a_dead_link_is_one_404(client, few):
    costs, answers = set(), set()
    for path, _code, _visit in few.values():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"{path}packet/made-up:ticket/")
        costs.add(tuple(query["sql"].split()[0] for query in queries))
        answers.add((response.status_code, response.content))
    assert [status for status, _content in answers] == [404]
    assert len(costs) == 1


def test_the_fifth_wrong_code_costs_what_the_first_did(client, few):
    path, _code, _visit = few["wrong"]
    costs = []
    for _turn in range(agency_keys.CODE_TRIES + 1):
        with CaptureQueriesContext(connection) as queries:
            client.post(path, {"act": "open", "code": "1"})
        costs.append([query["sql"].split()[0] for query in queries])
    assert all(cost == costs[0] for cost in costs)
    assert Referral.objects.get(token_mark=agency_keys.token_mark(path.split("/")[2])).events.filter(kind="locked")


def test_the_language_of_an_agency_is_not_told_at_its_door(client, few):
    assert {client.get(path).context["lang"] for path, _code, _visit in few.values()} == {"en"}
    assert {client.get(f"{path}?lang=fr").context["lang"] for path, _code, _visit in few.values()} == {"fr"}


def test_a_broken_or_huge_upload_tells_no_link_from_another(client, few):
    told = set()
    for path, _code, _visit in few.values():
        response = client.generic("POST", path, b"--x\r\nbroken", content_type="multipart/form-data; boundary=x")
        told.add((response.status_code, response.content))
        response = client.post(path, b"{}", content_type="application/json")
        told.add((response.status_code, response.content))
    # One answer to both, whatever the link: neither is a whole form.
    assert [status for status, _content in told] == [413]


@pytest.mark.parametrize("act", ["open", "acknowledge"])
def test_a_live_link_with_a_wrong_code_takes_as_long_as_one_that_never_was(act, client, few):
    """Medians of interleaved tries; one more statement or hash on one side would be far above this."""
    live, guessed = few["used"], few["guessed"]
    took = {live[0]: [], guessed[0]: []}
    for turn in range(120):
        path = (live[0], guessed[0])[turn % 2]
        began = perf_counter()
        client.post(path, {"act": act, "code": "12345678", "visit": "made:up:pass"})
        took[path].append(perf_counter() - began)
    one, other = median(took[live[0]]), median(took[guessed[0]])
    assert abs(one - other) < max(0.5 * other, 0.0015), (one, other)
