"""In which language a short text is written."""

import pytest

from hotline.reading import zawgyi
from hotline.reading.language import identify

SAID = {
    "ivory for sale near the market": "en",
    "Ils vendent des perroquets gris au marché": "fr",
    "Vendo colmillos de jaguar, precio a tratar": "es",
    "vendo papagaio sem anilha, filhote": "pt",
    "Có người bán vảy tê tê ở chợ": "vi",
    "ban 5kg vay te te gia re, lien he": "vi",
    "มีคนขายงาช้าง": "th",
    "ມີຄົນຂາຍງາຊ້າງ": "lo",
    "មានគេលក់ភ្លុកដំរី": "km",
    "ဆင်စွယ် ရောင်းမည်": "my",
    "Jual trenggiling hidup, minat hubungi": "id",
    "orang jual penyu kat pasar, boleh tolong tak": "id",
    "Wanauza pembe za ndovu sokoni": "sw",
    "يبيعون العاج في السوق": "ar",
    "बाघ की खाल बेच रहे हैं": "hi",
    "बाघको छाला बेच्दै छ": "ne",
    "Продают шкуру тигра на рынке": "ru",
}


@pytest.mark.parametrize(("text", "lang"), SAID.items())
def test_the_language_of_a_short_text_is_told(text, lang):
    assert identify(text).code == lang


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345",
        "ok",
        "https://example.org/x",
        "Ich verkaufe einen Papagei",
        "хтось продає шкуру ведмедя",
        "象牙を売っています",
    ],
)
def test_a_text_in_no_language_of_ours_is_unknown_rather_than_guessed(text):
    assert identify(text).code == "unknown"


@pytest.mark.parametrize(("text", "script"), [("有人卖象牙", "Hans"), ("有人賣象牙", "Hant")])
def test_chinese_is_told_with_its_script(text, script):
    found = identify(text)
    assert (found.code, found.script) == ("zh", script)


def test_a_name_in_another_script_does_not_change_the_language():
    assert identify("The shop ร้านช้าง in Bangkok sells ivory to tourists").code == "en"
    assert identify("ขายลูกเสือ line id: tiger_seller99").code == "th"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("ဆင္စြယ္", "ဆင်စွယ်"), ("သင္းေခြခ်ပ္", "သင်းခွေချပ်"), ("ေရာင္းမည္", "ရောင်းမည်"), ("မႏၲေလး", "မန္တလေး"), ("ၿမိဳ႕", "မြို့")],
)
def test_zawgyi_is_told_from_unicode_and_read_as_it(written, meant):
    assert zawgyi.is_zawgyi(written)
    assert not zawgyi.is_zawgyi(meant)
    assert zawgyi.to_unicode(written) == meant
