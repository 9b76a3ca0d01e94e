"""The form: what is told is filed once, and what cannot be filed comes back whole."""

import re
import threading
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from hotline import drafts, form_tokens, receipts
from hotline.models import Attachment, Draft, Receipt, Tip
from hotline.public import forms, guessing, pages
from hotline.public.stored import stored
from hotline.story import MAX_NARRATIVE
from tests.hotline.posting import RECEIPT, STORY, attachment, code_on, fresh_token, hidden, send, soup, summary
from vault.models import SealedContact, Source

pytestmark = pytest.mark.django_db


def test_a_post_makes_the_tip_and_shows_its_code(client: Client) -> None:
    response = send(client)
    assert response.status_code == 200
    assert code_on(response)
    tip = Tip.objects.get()
    assert tip.status == Tip.Status.RECEIVED
    assert tip.channel == "web"
    assert tip.language == "en"
    assert stored(tip).story.narrative == STORY


def test_the_receipt_lists_exactly_what_was_stored(client: Client) -> None:
    response = send(
        client, urgency="now", offences=["live", "transport"], country="KH", place="Poipet", species="pangolin",
        subjects=["the driver", "", "2B-1234"], basis="saw", sharing="ask", contact="@quiet", files=attachment("a.bin"),
    )  # fmt: skip
    page = soup(response).get_text(" ", strip=True)
    for said in (STORY, "It is happening now", "Live animal sold or kept", "Cambodia", "Poipet", "2B-1234", "a.bin"):
        assert said in page
    assert "@quiet" not in page
    kept = stored(Tip.objects.get())
    assert kept.story.subjects == ["the driver", "2B-1234"]
    assert kept.has_contact
    assert kept.files == [("a.bin", 10)]


def test_the_receipt_from_its_ready_frame_is_the_page_that_the_template_gives(client: Client) -> None:
    told = {
        "token": fresh_token(client),
        "narrative": "groups-go-here <b>code-goes-here</b>",
        "place": "told-goes-here",
    }
    first, again = (client.post(RECEIPT, told) for _ in range(2))
    code, kept = code_on(first).replace(" ", ""), stored(Tip.objects.get())
    listed = render_to_string("hotline/public/kept.html", {"kept": kept, "answers": forms.listed(kept.story)})
    with translation.override("en"):
        context = {"code": code, "groups": receipts.grouped(code).split(), "told": listed, "hours": 24, "kept": kept}
        context["pass"] = guessing.pass_for(code)
        assert first.content == again.content == pages.words("en", "receipt", context).encode()


@pytest.mark.django_db(transaction=True)
def test_a_full_report_takes_few_queries(client: Client) -> None:
    send(client)  # purpose keys are opened once a process
    told = {"token": fresh_token(client), "narrative": STORY, "urgency": "past", "place": "Poipet"}
    with CaptureQueriesContext(connection) as asked:
        assert client.post(RECEIPT, told).status_code == 200
    kinds = [query["sql"].split()[0] for query in asked]
    # The next reference; the budgets' counts, data key, source, tip, receipt, audit entry.
    said = "\n".join(query["sql"][:150] for query in asked)
    assert kinds.count("SELECT") <= 1, said
    assert kinds.count("INSERT") <= 6, said


def test_getting_the_form_asks_the_database_nothing(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/en/report/").status_code == 200
    assert not asked.captured_queries


def test_the_same_form_posted_twice_is_one_tip_and_one_receipt(client: Client) -> None:
    told = {"token": fresh_token(client), "narrative": STORY}
    first, second = client.post(RECEIPT, told), client.post(RECEIPT, told)
    assert code_on(first) == code_on(second)
    assert Tip.objects.count() == Receipt.objects.count() == 1
    assert "Exactly this was stored" in second.content.decode()
    assert STORY in second.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_posted_twice_at_one_moment_is_one_tip(client: Client) -> None:
    told, codes = {"token": fresh_token(client), "narrative": STORY}, []
    send(client)
    start = threading.Barrier(4)

    def post() -> None:
        start.wait()
        codes.append(code_on(Client().post(RECEIPT, told)))  # type: ignore[arg-type]
        connection.close()

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(codes) == 4
    assert len(set(codes)) == 1
    assert Tip.objects.count() == 2


def test_an_empty_form_comes_back_with_a_sentence_linked_to_the_field(client: Client) -> None:
    response = send(client, narrative="   ", place="Poipet")
    assert response.status_code == 422
    assert "One of the two is needed" in summary(response)
    page = soup(response)
    assert page.select_one('.summary a[href="#narrative"]')
    assert "narrative-err" in page.select_one("#narrative")["aria-describedby"]  # type: ignore[index, operator]
    assert page.select_one("#place")["value"] == "Poipet"  # type: ignore[index]
    assert not Tip.objects.exists()


def test_a_file_alone_is_a_tip(client: Client) -> None:
    assert code_on(send(client, narrative="", files=attachment()))
    assert Attachment.objects.get().tip == Tip.objects.get()


def test_ten_thousand_characters_fit_and_one_more_comes_back_whole(client: Client) -> None:
    text = "x" * (MAX_NARRATIVE - 2) + "\r\n"  # a line break counts once
    assert send(client, narrative=text + "é").status_code == 200
    response = send(client, narrative=text + "éé", files=attachment("kept.bin"))
    assert "10001 characters" in summary(response).replace(",", "")
    assert soup(response).select_one("#narrative").get_text().strip("\n") == text.strip() + "\néé"  # type: ignore[union-attr]
    assert "kept.bin" in soup(response).get_text()
    assert Tip.objects.count() == 1


def test_files_of_a_refused_form_are_filed_by_sending_it_again(client: Client) -> None:
    back = send(client, narrative="y" * (MAX_NARRATIVE + 1), files=attachment("kept.bin", b"abc"))
    draft = Draft.objects.get()
    told = {"token": hidden(back, "token"), "draft": hidden(back, "draft"), "narrative": "Short now."}
    page = client.post(RECEIPT, told)
    assert code_on(page)
    assert "kept.bin" in page.content.decode()
    tip = Tip.objects.get()
    assert [row.tip for row in Attachment.objects.all()] == [tip]
    draft.refresh_from_db()
    assert draft.status == Draft.Status.FILED
    assert code_on(client.post(RECEIPT, told)) == code_on(page)
    assert Tip.objects.count() == 1


def test_a_refused_form_without_files_leaves_no_draft(client: Client) -> None:
    send(client, narrative="")
    assert not Draft.objects.exists()


@pytest.mark.parametrize("token", ["", "forged:1tAbCd:xyz", "nonsense"])
def test_a_wrong_token_gets_a_fresh_one_and_nothing_is_lost(client: Client, token: str) -> None:
    back = client.post(RECEIPT, {"token": token, "narrative": STORY, "files": attachment("kept.bin")})
    assert back.status_code == 422
    assert "Nothing is lost: press Send again" in summary(back)
    assert STORY in back.content.decode()
    again = {"token": hidden(back, "token"), "draft": hidden(back, "draft"), "narrative": STORY}
    assert code_on(client.post(RECEIPT, again))
    assert Tip.objects.get().files == 1


def test_an_expired_token_keeps_the_text(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    token = fresh_token(client)
    monkeypatch.setattr(form_tokens, "GOOD_FOR", timedelta(seconds=-1))
    back = client.post(RECEIPT, {"token": token, "narrative": STORY, "offences": ["live"]})
    monkeypatch.undo()
    assert "open for a long time" in summary(back)
    assert soup(back).select_one("input[name=offences][value=live][checked]")
    assert hidden(back, "token") != token
    assert code_on(client.post(RECEIPT, {"token": hidden(back, "token"), "narrative": STORY}))


def test_a_receipt_reloaded_after_the_token_expired_is_the_same_receipt(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"token": fresh_token(client), "narrative": STORY}
    code = code_on(client.post(RECEIPT, told))
    monkeypatch.setattr(form_tokens, "GOOD_FOR", timedelta(seconds=-1))
    assert code_on(client.post(RECEIPT, told)) == code
    assert Tip.objects.count() == 1


def test_a_ticket_of_somebody_else_opens_no_draft(client: Client) -> None:
    draft = drafts.open_draft("web")
    drafts.save(draft, {"story": {"narrative": "somebody else's words"}})
    forged = signing.Signer(salt="another").sign(draft.pk.hex)
    assert code_on(send(client, draft=forged))
    draft.refresh_from_db()
    assert draft.status == Draft.Status.OPEN


def test_choices_that_were_never_offered_count_as_not_answered(client: Client) -> None:
    response = send(client, urgency="x" * 300, offences=["live", "'; --"], country="XYZ", sharing="everyone")
    assert code_on(response)
    tip = Tip.objects.get()
    assert (tip.urgency, tip.offences, tip.country) == ("", ["live"], "")
    assert stored(tip).story.sharing == "ask"


def test_an_answer_too_long_comes_back_with_its_details_open(client: Client) -> None:
    response = send(client, price="9" * 1001)
    assert "Which price was asked?" in summary(response)
    field = soup(response).select_one("#price")
    assert field
    assert field["value"] == "9" * 1001
    assert field.find_parent("details").has_attr("open")  # type: ignore[union-attr]


def test_a_contact_is_sealed_and_in_no_clear_column(client: Client) -> None:
    send(client, contact="signal +855 99 000 111")
    row = SealedContact.objects.get()
    assert row.source_id == Source.objects.get().pk == Tip.objects.get().source_id
    assert b"855" not in bytes(row.sealed)


def test_without_a_handler_no_contact_is_asked_for(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.HANDLER_PUBLIC_KEYS = ""
    assert not soup(client.get("/en/report/")).select_one("#contact")
    response = send(client, contact="me@example.org")
    assert "could not be kept" in response.content.decode()
    assert not SealedContact.objects.exists()


def test_a_filled_trap_means_quarantine_and_the_same_receipt(client: Client) -> None:
    assert code_on(send(client, website="http://x"))
    assert Tip.objects.get().status == Tip.Status.QUARANTINED


def test_speed_alone_is_no_suspicion_and_speed_with_many_links_is(client: Client) -> None:
    send(client)
    assert Tip.objects.get().status == Tip.Status.RECEIVED
    send(client, narrative="buy https://a https://b https://c")
    assert Tip.objects.filter(status=Tip.Status.QUARANTINED).count() == 1


@pytest.mark.parametrize("body", ["application/json", "text/plain", "image/png", "multipart/form-data"])
def test_what_is_no_form_gets_a_clear_page(client: Client, body: str) -> None:
    response = client.generic("POST", RECEIPT, b'{"narrative": "x"}', content_type=body)
    assert response.status_code == 400
    assert "Not received" in response.content.decode()
    assert not Tip.objects.exists()


def test_a_form_without_files_may_come_urlencoded(client: Client) -> None:
    body = f"token={fresh_token(client)}&narrative=Caf%C3%A9+sells+ivory"
    response = client.generic("POST", RECEIPT, body.encode(), content_type="application/x-www-form-urlencoded")
    assert code_on(response)  # type: ignore[arg-type]


def test_megabytes_of_text_get_a_clear_page(client: Client) -> None:
    response = send(client, narrative="z" * (3 * 1024 * 1024))
    assert response.status_code == 400
    assert not Tip.objects.exists()


def test_a_form_of_a_thousand_fields_gets_a_clear_page(client: Client) -> None:
    response = send(client, **{f"f{n}": "x" for n in range(1000)})
    assert response.status_code == 400


def test_a_get_of_the_receipt_leads_to_the_form(client: Client) -> None:
    response = client.get(RECEIPT)
    assert response.status_code == 302
    assert response["Location"] == "/en/report/"


def test_no_word_and_no_file_name_is_in_the_database(client: Client) -> None:
    words = "Unverwechselbar pangolin market"
    send(
        client, narrative=words, place="Secretville", species="Zzyzx", subjects=["Mr Planted"],
        contact="plant@ed.example", files=attachment("planted-name.bin", b"planted bytes"),
    )  # fmt: skip
    send(client, narrative="q" * 10_001, place="Drafttown", files=attachment("planted-draft.bin"))
    dumped = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'vault')")
        for schema, table in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{schema}"."{table}" t')
            dumped += [row for (row,) in cursor.fetchall()]
    dump = "\n".join(dumped)
    assert str(Tip.objects.get().pk) in dump
    for secret in (words, "Unverwechselbar", "Secretville", "Zzyzx", "Planted", "plant@ed", "planted", "Drafttown"):
        assert secret not in dump
        assert secret.encode().hex() not in dump


def test_a_form_sent_after_the_sweeper_filed_its_draft_adds_what_is_new(client: Client) -> None:
    from hotline import unfinished

    back = send(client, narrative="n" * 10_001, files=attachment("one.bin"))
    assert unfinished.file(Draft.objects.get())
    told = {"token": hidden(back, "token"), "draft": hidden(back, "draft"), "narrative": "The short version."}
    assert code_on(client.post(RECEIPT, told))
    client.post(RECEIPT, told)
    tip = Tip.objects.get()
    assert tip.is_unfinished
    assert tip.messages.count() == 2  # the character that did not fit, and the short version
    assert re.match(r"TIP-\d{4}-\d{6}", tip.reference)
