"""The pages of products: drafting, writing in one form that keeps what was typed, reading, and files on record."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import casework
from cases.products import papers
from intel.models import Product
from staff.models import AuditEntry
from tests.cases.making import colleague, make_case, make_released
from tests.cases.producing import TEXT, give_out, make_approved, make_product
from tests.intel.papers import opened, shown
from tests.people import signed_in

pytestmark = pytest.mark.django_db
PRODUCTS = "/desk/intel/product/"


@pytest.fixture
def case(analyst):
    return make_case(analyst, make_released(country="VN"))


@pytest.fixture
def product(analyst, case):
    return make_product(case, analyst)


def _at(product, what="change"):
    return f"{PRODUCTS}{product.pk}/{what}/"


def _typed(page, **changes):
    """The form of the page as a browser would send it back."""
    form = page.context["form"]
    said = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in (said | changes).items()}


def test_a_case_page_drafts_a_product_and_lists_it(client, analyst, case):
    signed_in(client, analyst)
    answer = client.post(f"/desk/cases/case/{case.pk}/product/", {"type": "alert", "title": "Tonight"})
    product = Product.objects.get()
    assert answer.headers["Location"] == _at(product)
    assert product.reference in client.get(f"/desk/cases/case/{case.pk}/change/").content.decode()


def test_reports_by_their_references_become_a_product(client, analyst):
    report = make_released()
    signed_in(client, analyst)
    said = {"type": "information", "title": "A stall", "reports": report.reference.lower()}
    assert client.post(f"{PRODUCTS}new/", said).status_code == 302
    assert Product.objects.get().current.citations.get().report == report
    unknown = client.post(f"{PRODUCTS}new/", said | {"reports": "RPT-2020-000001"})
    assert unknown.status_code == 422
    assert "RPT-2020-000001" in unknown.content.decode()


def test_what_is_written_is_kept_and_read_again(client, analyst, product):
    signed_in(client, analyst)
    typed = _typed(client.get(_at(product, "write")), facts="Three stalls.", judgement_1_text="They will move on.")
    assert client.post(_at(product, "write"), typed).status_code == 302
    version = Product.objects.get().current
    assert version.sections.get(heading="facts").text == "Three stalls."
    assert [each.text for each in version.judgements.all()] == ["They sell on.", "They will move on."]
    assert "Three stalls." in client.get(_at(product)).content.decode()


def test_a_refused_form_keeps_every_word(client, analyst, product):
    signed_in(client, analyst)
    typed = _typed(client.get(_at(product, "write")), expires_on="2020-01-01", facts="Three stalls.")
    refused = client.post(_at(product, "write"), typed)
    assert refused.status_code == 422
    assert "Three stalls." in refused.content.decode()
    assert Product.objects.get().current.sections.get(heading="facts").text == TEXT


def test_who_writes_second_is_told_and_may_keep_their_words_then(client, analyst, product):
    signed_in(client, analyst)
    typed = _typed(client.get(_at(product, "write")), facts="Mine.")
    assert client.post(_at(product, "write"), typed | {"facts": "A colleague's."}).status_code == 302
    refused = client.post(_at(product, "write"), typed)
    assert refused.status_code == 422
    assert "meanwhile" in refused.content.decode()
    again = _typed(refused)
    assert again["facts"] == "Mine."
    assert client.post(_at(product, "write"), again).status_code == 302
    assert Product.objects.get().current.sections.get(heading="facts").text == "Mine."


def test_buttons_stand_there_for_whose_step_it_is(client, analyst, case, product):
    peer = colleague("analyst")
    casework.admit(case, peer, by=analyst)
    signed_in(client, analyst)
    assert set(client.get(_at(product)).context["offers"]) == {"send", "redraw", "withdraw"}
    assert client.post(_at(product, "send")).status_code == 302
    assert set(client.get(_at(product)).context["offers"]) == {"back", "withdraw"}
    signed_in(client, peer)
    assert set(client.get(_at(product)).context["offers"]) == {"pass", "comment", "back", "withdraw"}
    assert client.post(_at(product, "pass")).status_code == 302
    assert set(client.get(_at(product)).context["offers"]) == {"withdraw"}
    assert client.post(_at(product, "clear"), {"mosaic": "No."}).status_code == 403
    signed_in(client, colleague("supervisor"))
    assert set(client.get(_at(product)).context["offers"]) == {"clear", "comment", "back", "withdraw"}


def test_what_is_missing_is_said_on_the_page(client, analyst, case):
    signed_in(client, analyst)
    client.post(f"/desk/cases/case/{case.pk}/product/", {"type": "subject", "title": "A seller"})
    refused = client.post(_at(Product.objects.get(), "send"))
    assert refused.status_code == 422
    assert "What the subject does" in refused.content.decode()


def test_versions_are_read_and_compared(client, analyst, product):
    from cases.products import releasing
    from intel.products import reviewing

    releasing.send_to_review(product, by=analyst)
    reviewing.send_back(product, "Since when?", by=colleague("supervisor"))
    signed_in(client, analyst)
    typed = _typed(client.get(_at(product, "write")), facts="Three stalls.")
    client.post(_at(product, "write"), typed)
    compared = client.get(_at(product, "compare")).content.decode()
    assert "<ins>Three</ins>" in compared
    first = client.get(_at(product) + "?version=1").content.decode()
    assert "Since when?" in first
    assert "Three stalls." not in first
    assert client.get(_at(product) + "?version=9").status_code == 404


def test_a_file_is_taken_by_post_alone_and_on_record(client, analyst, product):
    signed_in(client, analyst)
    assert client.get(_at(product, "file")).status_code == 302
    assert not AuditEntry.objects.filter(verb="product.downloaded").exists()
    answer = client.post(_at(product, "file"), {"form": "pdf"})
    assert answer.content.startswith(b"%PDF")
    entry = AuditEntry.objects.get(verb="product.downloaded")
    assert (entry.details["version"], entry.details["form"], entry.details["copy"]) == (1, "pdf", None)


def test_a_recipients_copy_bears_their_mark_on_every_page_and_only_releasers_take_it(client, analyst, case):
    product = make_approved(case, analyst)
    copy = give_out(product)
    signed_in(client, analyst)
    assert client.post(_at(product, "file"), {"form": "pdf", "copy": copy.pk}).status_code == 403
    signed_in(client, colleague("supervisor"))
    pdf = client.post(_at(product, "file"), {"form": "pdf", "copy": copy.pk}).content
    with opened(pdf) as document:
        pages = len(document.pages)
    assert shown(pdf)[0].count(copy.watermark) == pages


def test_word_and_pdf_say_the_same_and_name_no_officer(analyst, case):
    product = make_approved(case, analyst)
    report = case.reports.get()
    text = shown(papers.paper(product, product.current, "pdf", mark="W-BCD"))[0].replace("\u200b", "")
    with zipfile.ZipFile(io.BytesIO(papers.paper(product, product.current, "docx", mark="W-BCD"))) as word:
        written = word.read("word/document.xml").decode()
    for said in ("They sell on.", TEXT, report.reference, "Recommended action", f"O-{analyst.pk:06d}"):
        assert said in text, said
        assert said in written, said
    assert str(analyst) not in written


def test_a_public_bulletin_prints_no_report_and_no_officer(analyst):
    case = make_case(analyst, make_released(handling="TLP:CLEAR"))
    product = make_product(case, analyst, "bulletin")
    text = shown(papers.paper(product, product.current, "pdf", mark="W-BCD"))[0]
    assert case.reports.get().reference not in text
    assert f"O-{analyst.pk:06d}" not in text
    assert "They sell on." in text


def test_the_list_costs_the_same_however_long_it_is(client, analyst, case, product):
    signed_in(client, analyst)
    client.get(PRODUCTS)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(PRODUCTS).status_code == 200
        return len(queries)

    one = cost()
    make_product(case, analyst)
    assert cost() <= one
    for query in ("?status__exact=draft", "?type__exact=information", "?valid=soon"):
        assert client.get(PRODUCTS + query).status_code == 200
