"""A product in the languages of the region: every word on paper and in Word, headings too where they are translated."""

import io
import zipfile

import pypdfium2
import pytest

from cases.products import papers
from intel.models import Product
from tests.cases.making import make_case, make_released
from tests.cases.producing import make_product, whole

pytestmark = pytest.mark.django_db
WORDS = {
    "vi": "Người bán giao rùa sống vào thứ Ba.",
    "km": "អ្នកលក់ដឹកជញ្ជូនអណ្តើកនៅថ្ងៃអង្គារ",
    "th": "ผู้ขายส่งเต่าเป็นในวันอังคาร",
    "lo": "ຜູ້ຂາຍສົ່ງເຕົ່າໃນວັນອັງຄານ",
    "my": "ရောင်းသူသည် လိပ်များကို အင်္ဂါနေ့တွင် ပို့သည်",
    "ar": "يرسل البائع السلاحف يوم الثلاثاء",
    "zh-hans": "卖家星期二运送活龟。",
}
HEADINGS = {"vi": "Kiến nghị hành động"}
# Out of a PDF their signs come twice or in another order, as they are drawn.
JOINED = ("km", "lo", "my", "ar")
RECOMMENDED = "Recommended action"


@pytest.fixture
def product(analyst):
    return make_product(make_case(analyst, make_released(country="KH")), analyst)


def _in(language, product, by):
    from intel.products import writing

    product = Product.objects.get(pk=product.pk)
    sections = dict.fromkeys(whole(product, by).sections, WORDS[language])
    wording = whole(product, by, language=language, title=WORDS[language], sections=sections)
    writing.write(product, wording, edit=product.current.edits, by=by)
    return Product.objects.get(pk=product.pk)


def _drawn(pdf):
    """As another program takes the text out of it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_paper_says_what_was_written_in_every_language(product, analyst):
    for language, words in WORDS.items():
        written, heading = _in(language, product, analyst), HEADINGS.get(language, RECOMMENDED)
        drawn = _drawn(papers.paper(written, written.current, "pdf", mark="W-BCD"))
        assert set(words + heading) <= set(drawn), language
        assert language in JOINED or (words in drawn and heading in drawn), language


def test_word_says_it_too_and_names_its_language(product, analyst):
    for language, words in WORDS.items():
        written = _in(language, product, analyst)
        with zipfile.ZipFile(io.BytesIO(papers.paper(written, written.current, "docx", mark="W-BCD"))) as word:
            body, styles = word.read("word/document.xml").decode(), word.read("word/styles.xml").decode()
        assert words in body
        assert HEADINGS.get(language, RECOMMENDED) in body
        assert f'w:lang w:val="{language}"' in styles
        assert ("<w:bidi/>" in body) == (language == "ar"), language
