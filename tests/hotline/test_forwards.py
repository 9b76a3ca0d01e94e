"""Messages passed on: their heads are known in many languages, and chains by the text that travels along."""

# ruff: noqa: E501  texts of one line each are read more easily
import pytest

from hotline import correspondence, forwards, search, similarity
from tests.make import make_tip

TOLD = (
    "Near the old sawmill a man keeps twelve pangolins in sacks. He sells them on Sunday nights to drivers from "
    "elsewhere, who pay in cash and leave before dawn. The watchman knows and is paid to look away."
)
REASON = "forwards or quotes the same text"
HEADS = {
    "en": "Forwarded from Nok Trader",
    "letter": "---------- Forwarded message ---------\nFrom: Nok <nok.t@mail.example>\nDate: Tue, 3 Jun 2025 10:11\nSubject: look\nTo: me@mail.example\n",
    "bot": "[forwarded from a user]",
    "reply": "On Tue, 3 Jun 2025 at 10:11, Nok Trader <nok.t@mail.example> wrote:",
    "vi": "Tin nhắn được chuyển tiếp từ Nguyễn Văn A",
    "zh": "转发自张三：",
    "zh-hant": "轉發自 張三：",
    "th": "ข้อความที่ส่งต่อจาก นก",
    "lo": "ສົ່ງຕໍ່ຈາກ ນົກ",
    "km": "បញ្ជូនបន្តពី សុខា",
    "my": "ထပ်ဆင့်ပို့ထားသော အောင်",
    "id": "Pesan yang diteruskan dari Budi",
    "ms": "Mesej dimajukan daripada Ali",
    "fr": "Le mar. 3 juin 2025 à 10:11, Nok <nok.t@mail.example> a écrit :",
    "es": "Mensaje reenviado de Nok",
    "pt": "Mensagem encaminhada por Nok",
    "ru": "Переслано от Ивана",
    "ar": "رسالة معاد توجيهها من علي",
    "sw": "Ujumbe uliosambazwa kutoka kwa Juma",
    "hi": "फॉरवर्ड किया गया संदेश",
    "ne": "फरवार्ड गरिएको सन्देश",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_the_head_of_a_forwarded_message_is_no_part_of_what_it_says(head):
    assert forwards.bare(f"{head}\n{TOLD}").strip() == TOLD


@pytest.mark.parametrize(
    "said",
    [
        TOLD,
        "Forwarded from the shop owner to his brother were 40 kg of scales, they left on Monday. He was seen.",
        "From: Mombasa harbour they ship it.",
        "El hombre escribió: ven a las nueve.",
        "Chuyển tiếp hàng ở Móng Cái.",
        "转发这批货的人在东兴。",
    ],
)
def test_a_story_about_sending_is_no_head(said):
    kept = forwards.bare(said).strip()
    assert said.endswith(kept)
    assert len(kept) >= len(said) / 2


def _reasons(tip) -> dict:
    return {one.tip: one.reasons for one in similarity.like(tip)}


@pytest.mark.django_db
def test_a_chain_with_a_comment_at_each_step_is_known_from_end_to_end():
    first = make_tip(TOLD)
    second_told = f"Got this from a cousin who lives there and is afraid to write himself.\n\n{HEADS['en']}\n{TOLD}"
    second = make_tip(second_told)
    quoted = "\n".join(f"> {line}" for line in second_told.splitlines())
    third = make_tip(
        f"Please look into this. My sister saw the same drivers at the ferry twice last month, the lorry is old and "
        f"green and has no plate at all. They were armed.\n\n{HEADS['vi']}\n{quoted}\nI can be asked again on weekdays."
    )
    search.mark_waiting()
    assert REASON in _reasons(third)[first]
    assert REASON in _reasons(first)[third]
    assert set(_reasons(second)) == {first, third}


@pytest.mark.django_db
def test_a_quote_broken_into_short_lines_is_the_same_text():
    first = make_tip(TOLD)
    words = TOLD.split()
    lines = [" ".join(words[at : at + 7]) for at in range(0, len(words), 7)]
    told = (
        "My own view, for what it is worth, is that the police post next to it has known all along and gets a share. "
        "Two officers were seen eating there with the owner in March, and again in the week after the new year, when "
        "the road was closed for everybody else. Nothing was ever written down about it as far as I know."
    )
    second = make_tip("\n".join([told, HEADS["reply"], *(f">> {line}" for line in lines)]))
    search.mark_waiting()
    assert REASON in _reasons(second)[first]


CHAINS = {
    "th": "ใกล้โรงเลื่อยเก่ามีชายคนหนึ่งเลี้ยงนิ่มสิบสองตัวไว้ในกระสอบ เขาขายให้คนขับรถจากชายฝั่งทุกคืนวันอาทิตย์ จ่ายเงินสดแล้วรีบไปก่อนฟ้าสาง",
    "zh": "老锯木厂附近有个男人把十二只穿山甲装在麻袋里，每个星期天晚上卖给从海边来的司机，他们付现金，天亮前就离开。",
    "vi": "Gần xưởng cưa cũ có một người nhốt mười hai con tê tê trong bao tải, tối chủ nhật nào cũng bán cho tài xế từ miền biển lên.",
    "ar": "قرب المنشرة القديمة رجل يضع اثني عشر من البنغول في أكياس ويبيعها ليلة كل أحد لسائقين قادمين من الساحل يدفعون نقدا.",
    "km": "ក្បែររោងអារឈើចាស់មានបុរសម្នាក់ចិញ្ចឹមពង្រូលដប់ពីរក្បាលក្នុងបាវ ហើយលក់វារៀងរាល់យប់ថ្ងៃអាទិត្យឲ្យអ្នកបើកបរមកពីឆ្នេរសមុទ្រ",
}
ADDED = {
    "th": "เพื่อนส่งมาให้ผมเมื่อวานนี้ ผมไม่รู้จักคนที่เขียน แต่ผมเคยเห็นรถกระบะสีเขียวคันเก่าแถวท่าเรือสองครั้งเดือนที่แล้ว คนในรถมีปืนและไม่ยอมให้ใครเข้าใกล้ ชาวบ้านกลัวกันหมด ไม่มีใครกล้าไปแจ้งความ ขอให้ช่วยตรวจสอบด้วยครับ",
    "zh": "这是我表弟昨天发给我的，我不认识写的人。上个月我在渡口见过两次那辆绿色旧卡车，没有车牌，车上的人带着枪，不让别人靠近。村里人都很害怕，没有人敢报警，请你们查一查，谢谢。",
    "vi": "Hôm qua em họ gửi cho tôi cái này, tôi không quen người viết. Tháng trước tôi thấy chiếc xe tải xanh cũ không biển số hai lần ở bến phà, người trên xe có súng. Dân làng sợ không ai dám báo công an, nhờ các anh chị kiểm tra giúp.",
    "ar": "أرسل لي ابن عمي هذا أمس ولا أعرف من كتبه. رأيت الشاحنة الخضراء القديمة مرتين عند العبارة في الشهر الماضي ولا لوحة لها، وكان الرجال مسلحين ولا يسمحون لأحد بالاقتراب. أهل القرية خائفون ولم يبلغ أحد الشرطة.",
    "km": "បងប្អូនជីដូនមួយរបស់ខ្ញុំផ្ញើមកខ្ញុំម្សិលមិញ ខ្ញុំមិនស្គាល់អ្នកសរសេរទេ។ ខែមុនខ្ញុំឃើញឡានដឹកទំនិញពណ៌បៃតងចាស់ពីរដងនៅកំពង់ចម្លង គ្មានស្លាកលេខ អ្នកនៅលើឡានមានកាំភ្លើង អ្នកភូមិខ្លាចគ្រប់គ្នា គ្មាននរណាហ៊ានប្តឹងប៉ូលិសទេ។",
}


@pytest.mark.django_db
@pytest.mark.parametrize("lang", CHAINS)
def test_a_forwarded_text_is_known_in_a_longer_one_whatever_its_script(lang):
    first = make_tip(CHAINS[lang], language=lang)
    second = make_tip(f"{ADDED[lang]}\n{HEADS[lang]}\n{CHAINS[lang]}", language=lang)
    search.mark_waiting()
    (shown,) = similarity.like(second)
    assert (shown.tip, REASON in shown.reasons or "nearly" in shown.reasons[0]) == (first, True)


@pytest.mark.django_db
def test_two_messages_passed_on_by_the_same_person_are_not_alike_for_that():
    make_tip(f"{HEADS['letter']}\nThere are macaws in cages at the bus station of the old town.")
    second = make_tip(f"{HEADS['letter']}\nA clinic mixes rhino horn into its pills and charges a fortune for them.")
    search.mark_waiting()
    assert similarity.like(second) == []


@pytest.mark.django_db
def test_one_sentence_in_common_is_no_forward():
    shared = "Please never tell anybody my name."
    make_tip(f"There are macaws in cages at the bus station of the old town, five of them or more. {shared}")
    second = make_tip(f"A clinic mixes rhino horn into its pills and charges a fortune for each of them. {shared}")
    search.mark_waiting()
    assert similarity.like(second) == []


@pytest.mark.django_db
def test_a_withdrawn_message_is_no_longer_known_in_the_one_that_quotes_it():
    first = make_tip(TOLD)
    second = make_tip(f"{ADDED['vi']}\n{HEADS['en']}\n{TOLD}")
    search.mark_waiting()
    correspondence.withdraw(first)
    assert similarity.like(second) == []
