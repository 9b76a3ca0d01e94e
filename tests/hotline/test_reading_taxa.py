"""Which animals and plants a text names."""

import pytest

from hotline.reading.index import ready
from hotline.reading.read import read


def named(text):
    return {found.name for found in read(text, ready()).taxa}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a turtle in a box", "Testudines"),
        ("a tortoise in a box", "Testudinidae"),
        ("a sea turtle in a net", "Cheloniidae"),
        ("a hawksbill turtle in a net", "Eretmochelys imbricata"),
        ("a skin of Panthera tigris", "Panthera tigris"),
        ("a bear in a cage", "Ursidae"),
        ("a sun bear in a cage", "Helarctos malayanus"),
    ],
)
def test_a_name_gives_the_narrowest_taxon_that_it_supports(text, name):
    assert named(text) == {name}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PANGOLINS for sale", "Manidae"),
        ("they keep two wolves and cubs", "Canis lupus"),
        ("colmillos de jaguares muertos", "Panthera onca"),
        ("un pangolin vivo en venta, las escamas", "Manidae"),
        ("te te va vay te te ban o cho", "Manidae"),
        ("шкуры тигров и медведей", "Panthera tigris"),
        ("بيع جلود النمور والفيلة", "Elephantidae"),
        ("हाथियों के दांत बेच रहे हैं", "Elephantidae"),
        ("हात्तीहरूको दाँत बेच्दै छन्", "Elephantidae"),
    ],
)
def test_plurals_cases_and_missing_marks_do_no_harm(text, name):
    assert name in named(text)


@pytest.mark.parametrize("typo", ["panglin", "pangollin", "pangoiln", "pangilin"])
def test_one_wrong_letter_in_a_long_name_does_no_harm(typo):
    assert named(f"they sell {typo} scales here") == {"Manidae"}


def test_a_word_one_letter_away_from_a_short_name_is_no_animal():
    assert named("money, carrots, ribbons and our own culture at the market") == set()


@pytest.mark.parametrize(
    "text", ["有人在卖穿山甲", "有人在賣穿山甲", "ขายลิ่นและเกล็ดลิ่น", "សាច់ពង្រូល", "ຂາຍລິ່ນ", "သင်းခွေချပ်ရောင်းသည်"]
)
def test_names_are_found_where_words_have_no_space_between_them(text):
    assert named(text) == {"Manidae"}


@pytest.mark.parametrize(
    "text",
    ["กลิ่นกาแฟหอมมาก", "ส่งลิงก์ให้หน่อย", "เสื้อสีแดง", "ប្រយ័ត្នខ្លាច", "ແຂ້ວເຈັບຫຼາຍ", "လိပ်စာ ပေးပါ", "大家印象很好，现象正常"],
)
def test_a_name_inside_another_word_is_no_animal(text):
    assert named(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Une bière Tigre et un café au bar du Lion d'or",
        "Cerveza Tigre para la fiesta, los Tigres ganan",
        "Mua hai chai bia Tiger cho tiệc",
        "เบียร์ช้างเย็นๆ สองขวด",
        "来两瓶虎牌啤酒",
        "Пиво Тигр и матч",
        "Kilimo: Simba SC wameshinda mechi",
        "टाइगर बीयर दो बोतल",
        "Durian Musang King dan kopi luwak",
        "الملك فهد وبشار الأسد",
        "Tiger Woods won again",
        "Please seal the container and check the crane truck",
    ],
)
def test_a_brand_a_team_or_a_verb_is_no_animal(text):
    assert named(text) == set()


def test_spans_are_of_the_text_as_given_even_in_zawgyi():
    text = "ေရာင္းမည္ သင္းေခြခ်ပ္ ၃ ေကာင္"
    (found,) = read(text, ready()).taxa
    assert text[slice(*found.span)] == "သင္းေခြခ်ပ္"


def test_a_name_that_no_source_confirms_is_told_as_a_suggestion():
    verified = {found.said: found.verified for found in read("ຂາຍ ເສືອ ແລະ ລິງລົມ", ready()).taxa}
    assert verified == {"ເສືອ": True, "ລິງລົມ": False}


@pytest.mark.parametrize(
    ("text", "taxa"),
    [
        ("charge maximale du camion, un supporter du club attend", set()),
        ("50 ekor ikan lele di pasar", set()),
        ("dijual ekor ikan hiu dan sirip", {"Elasmobranchii"}),
    ],
)
def test_rows_of_the_reference_data_known_to_be_wrong_name_nothing(text, taxa):
    assert {named.name for named in read(text, ready()).taxa} == taxa


def test_a_name_inside_a_plain_term_is_as_narrow_as_the_term():
    named = read("two hornbill casques in a parcel", ready()).taxa
    assert [each.name for each in named] == ["Rhinoplax vigil"]


@pytest.mark.parametrize(
    "text", ["seal TCLU4892135 on the crate of rhino horns", "seal TCLU 489213 5, rhino horn inside"]
)
def test_a_word_that_a_number_follows_is_no_animal(text):
    assert {named.name for named in read(text, ready()).taxa} == {"Rhinocerotidae"}


@pytest.mark.parametrize(
    ("text", "verified"),
    [
        ("They sell a pangolin.", True),  # stands in "Sunda pangolin", which CITES lists
        ("Họ bán tê tê.", True),
        ("有人卖穿山甲", True),
        ("A fat tusker, alive.", False),  # our own word, which no source of ours has
    ],
)
def test_a_name_of_ours_that_a_source_bears_out_is_verified(text, verified):
    (named,) = read(text, ready()).taxa
    assert named.verified == verified
