"""The status page: opened by the code alone, and the source can read, answer, add and withdraw there."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hotline import correspondence, reporting, triage
from hotline.models import Attachment, Message, Receipt, Report, Tip
from hotline.public_status import PublicStatus
from staff.models import Officer
from tests.hotline.posting import STORY, attachment, code_on, hidden, send, soup
from vault import text
from vault.models import DataKey, StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(client: Client) -> str:
    return code_on(send(client, place="Poipet", files=attachment("market.bin")))


def opened(client: Client, code: str) -> HttpResponse:
    return client.post("/en/status/", {"code": code})  # type: ignore[return-value]


def added(client: Client, code: str, **fields: object) -> HttpResponse:
    told = {"code": code, "token": hidden(opened(client, code), "token"), "body": ""} | fields
    return client.post("/en/status/add/", told)  # type: ignore[return-value]


def test_the_last_two_groups_lead_to_the_status_page(client: Client, code: str) -> None:
    page = client.post("/en/report/receipt/confirm/", {"code": code, "last": f"{code[15:20]}-{code[20:]}"})
    assert "Your code works" in page.content.decode()
    assert Receipt.objects.get().confirmed_at is not None


def test_wrong_last_groups_show_the_receipt_again(client: Client, code: str) -> None:
    page = client.post("/en/report/receipt/confirm/", {"code": code, "last": "00000 11111"})
    assert page.status_code == 422
    assert code_on(page) == code  # type: ignore[arg-type]
    assert STORY in page.content.decode()
    assert Receipt.objects.get().confirmed_at is None


def test_the_code_opens_in_any_script_and_spacing(client: Client, code: str) -> None:
    khmer = code.translate({ord("0") + n: 0x17E0 + n for n in range(10)})
    for typed in (code, f" {code[:5]}-{code[5:10]} {code[10:]}", khmer):
        page = opened(client, typed).content.decode()
        assert "Received. A person will read it." in page
        assert STORY in page
        assert "market.bin" in page


@pytest.mark.parametrize("typed", ["", "123", "0" * 25, "9" * 24, "9" * 26, "'; drop table", "١" * 25, "x" * 100_000])
def test_a_wrong_code_gets_one_sentence(client: Client, code: str, typed: str) -> None:
    page = opened(client, typed)
    assert page.status_code == 422
    assert "This code opens nothing" in page.content.decode()
    assert STORY not in page.content.decode()


def test_wrong_and_malformed_codes_take_the_same_queries_as_a_look_up(client: Client, code: str) -> None:
    counts = set()
    for typed in ("0" * 25, "123", ""):
        with CaptureQueriesContext(connection) as asked:
            opened(client, typed)
        counts.add(sum("hotline_receipt" in query["sql"] for query in asked))
    assert counts == {1}


def test_a_code_in_the_address_opens_nothing(client: Client, code: str) -> None:
    assert STORY not in client.get(f"/en/status/?code={code}").content.decode()
    assert client.get(f"/en/status/{code}/").status_code == 404


def test_a_question_is_read_and_answered(client: Client, code: str, analyst: Officer) -> None:
    tip = Tip.objects.get()
    correspondence.ask(tip, "Which colour is the car?", by=analyst)
    page = opened(client, code).content.decode()
    assert "Which colour is the car?" in page
    assert "We have a question for you." in page
    assert analyst.username not in page
    assert Message.objects.get().read_at is not None
    answer = added(client, code, body="Blue.\r\nA pickup.", files=attachment("car.bin"))
    assert "It was added to your tip" in answer.content.decode()
    tip.refresh_from_db()
    assert tip.status == Tip.Status.IN_TRIAGE
    last = Message.objects.order_by("at").last()
    assert last is not None
    assert text.read(last, "body") == "Blue.\nA pickup."
    assert Attachment.objects.filter(message=last).count() == 1


def test_the_same_answer_posted_twice_is_one_message(client: Client, code: str) -> None:
    token = hidden(opened(client, code), "token")
    for _ in range(2):
        page = client.post("/en/status/add/", {"code": code, "token": token, "body": "more"})
        assert page.status_code == 200
    assert Message.objects.count() == 1


def test_an_empty_or_endless_answer_is_told_and_kept(client: Client, code: str) -> None:
    assert "Write something first" in added(client, code).content.decode()
    page = added(client, code, body="w" * 10_001)
    assert page.status_code == 422
    assert soup(page).select_one("#body").get_text().strip() == "w" * 10_001  # type: ignore[union-attr]
    assert not Message.objects.exists()


def test_eleven_files_on_the_status_page_keep_the_first_ten(client: Client, code: str) -> None:
    page = added(client, code, files=[attachment(f"{n}.bin") for n in range(11)])
    assert "The first 10 are kept" in page.content.decode()
    assert Attachment.objects.exclude(message=None).count() == 10


def test_withdrawing_asks_first_and_says_what_goes_and_what_stays(client: Client, code: str) -> None:
    page = client.post("/en/status/withdraw/", {"code": code}).content.decode()
    assert "What is destroyed" in page
    assert "What stays" in page
    assert Tip.objects.get().status == Tip.Status.RECEIVED


def test_a_withdrawn_tip_cannot_be_read_by_anyone(client: Client, code: str) -> None:
    key_id = Tip.objects.get().key_id
    page = client.post("/en/status/withdraw/", {"code": code, "sure": "yes"}).content.decode()
    assert "Your tip was withdrawn." in page
    assert STORY not in page
    tip = Tip.objects.get()
    assert tip.status == Tip.Status.WITHDRAWN
    assert not bytes(tip.narrative)
    assert not DataKey.objects.filter(pk=key_id).exists()
    assert not StoredFile.objects.exists()
    again = opened(client, code)
    assert again.status_code == 200
    assert "You withdrew it." in again.content.decode()
    assert client.post("/en/status/add/", {"code": code, "body": "wait"}).status_code == 422
    assert client.post("/en/status/withdraw/", {"code": code, "sure": "yes"}).status_code == 200


@pytest.mark.parametrize("path", ["add", "withdraw"])
def test_nothing_happens_without_a_right_code_or_by_a_get(client: Client, code: str, path: str) -> None:
    assert client.get(f"/en/status/{path}/").status_code == 302
    page = client.post(f"/en/status/{path}/", {"code": "1" * 25, "sure": "yes", "body": "x"})
    assert page.status_code == 422
    assert Tip.objects.get().status == Tip.Status.RECEIVED
    assert not Message.objects.exists()


def test_the_public_status_follows_the_tip(
    client: Client, code: str, intake_officer: Officer, analyst: Officer
) -> None:
    tip = Tip.objects.get()
    triage.claim(tip, by=intake_officer)
    assert str(PublicStatus.BEING_READ.label) in opened(client, code).content.decode()
    Tip.objects.update(status=Tip.Status.QUARANTINED)
    assert str(PublicStatus.RECEIVED.label) in opened(client, code).content.decode()
    report = Report.objects.create(
        reference="RPT-2026-999999", title="A market", text="Sold.", offences=[], author=analyst
    )
    report.tips.add(tip)
    Tip.objects.update(status=Tip.Status.PROMOTED)
    for reached, told in (("draft", "CHECKED"), ("checked", "CHECKED"), ("released", "KEPT")):
        Report.objects.update(status=reached, reliability="B", credibility="2")
        assert str(PublicStatus[told].label) in opened(client, code).content.decode()
    reporting.passed_on([report])
    assert str(PublicStatus.PASSED_ON.label) in opened(client, code).content.decode()
    Tip.objects.update(status=Tip.Status.DISMISSED, dismiss_reason=Tip.DismissReason.SPAM)
    page = opened(client, code).content.decode()
    assert str(PublicStatus.CLOSED.label) in page
    assert "spam" not in page.lower()


def test_a_status_page_takes_few_queries(client: Client, code: str, analyst: Officer) -> None:
    tip = Tip.objects.get()
    for n in range(6):
        correspondence.add_from_source(tip, f"and {n}")
    opened(client, code)
    with CaptureQueriesContext(connection) as asked:
        opened(client, code)
    real = [query["sql"] for query in asked if "purpose_key" not in query["sql"]]
    assert len(real) <= 7, "\n".join(sql[:120] for sql in real)
