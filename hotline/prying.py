"""Words that ask a source who they are, in the languages of the pages: a question of ours never does. Pure.

Wording of our own, unread by native speakers; it warns an officer and blocks nothing, so a missing phrase costs little.
"""

import re
from unicodedata import normalize

PHRASES = (
    # en
    "who are you", "your name", "your full name", "what are you called", "where do you live", "your address",
    "your phone", "your number", "your telephone", "your passport", "your identity", "your employer",
    # km
    "អ្នកជានរណា", "អ្នកជាអ្នកណា", "ឈ្មោះរបស់អ្នក", "ឈ្មោះអ្នក", "អ្នកឈ្មោះអ្វី", "អ្នករស់នៅឯណា", "លេខទូរស័ព្ទរបស់អ្នក",
    # lo
    "ເຈົ້າແມ່ນໃຜ", "ທ່ານແມ່ນໃຜ", "ຊື່ຂອງເຈົ້າ", "ຊື່ຂອງທ່ານ", "ເຈົ້າຊື່ຫຍັງ", "ທ່ານຊື່ຫຍັງ", "ເຈົ້າຢູ່ໃສ", "ທ່ານຢູ່ໃສ",
    # my
    "သင်ဘယ်သူလဲ", "သင်ဘယ်သူ", "ခင်ဗျားဘယ်သူ", "သင့်နာမည်", "သင့်အမည်", "သင့်ဖုန်းနံပါတ်", "သင့်လိပ်စာ",
    # th
    "คุณเป็นใคร", "คุณคือใคร", "คุณชื่ออะไร", "ชื่อของคุณ", "ชื่อคุณ", "คุณอยู่ที่ไหน", "เบอร์ของคุณ", "เบอร์โทรของคุณ", "ที่อยู่ของคุณ",
    # vi
    "bạn là ai", "anh là ai", "chị là ai", "tên bạn", "tên của bạn", "bạn tên gì", "bạn tên là gì", "bạn sống ở đâu",
    "số điện thoại của bạn", "địa chỉ của bạn",
    # id, ms
    "siapa anda", "anda siapa", "siapa kamu", "kamu siapa", "nama anda", "nama kamu", "siapa nama", "alamat anda",
    "nomor telepon anda", "nombor telefon anda", "di mana anda tinggal",
    # zh
    "你是谁", "您是谁", "你叫什么", "您叫什么", "你的名字", "您的名字", "你的姓名", "您的姓名", "您贵姓",
    "你住在哪", "您住在哪", "你的电话", "您的电话",
    "你是誰", "您是誰", "你叫什麼", "您叫什麼", "您貴姓", "你的電話", "您的電話",
    # es
    "quién eres", "quién es usted", "tu nombre", "su nombre", "cómo te llamas", "cómo se llama usted", "dónde vives",
    "dónde vive usted", "tu número", "su número de teléfono",
    # fr
    "qui êtes-vous", "qui es-tu", "votre nom", "ton nom", "comment vous appelez-vous", "comment t'appelles-tu",
    "où habitez-vous", "votre adresse", "votre numéro",
    # pt
    "quem é você", "quem és", "o seu nome", "seu nome", "teu nome", "como você se chama", "como se chama você",
    "onde você mora", "onde mora você", "seu telefone", "seu endereço",
    # sw
    "wewe ni nani", "jina lako", "unaitwa nani", "unaishi wapi", "nambari yako", "anwani yako",
)  # fmt: skip


def plain(words: str) -> str:
    """Without marks, case, invisible breaks and doubled blanks, so that a phrase is known however it was typed."""
    bare = "".join(sign for sign in normalize("NFKD", words.casefold()) if not "\u0300" <= sign <= "\u036f")
    return re.sub(r"\s+", " ", bare.replace("\u200b", "").replace("’", "'"))


def asks_who(words: str) -> str:
    """The phrase by which words ask who their reader is; "" where none is known."""
    said = plain(words)
    return next((phrase for phrase, form in _FORMS if form.search(said)), "")


def _form(phrase: str) -> re.Pattern[str]:
    edge = r"\b" if phrase[0].isascii() and phrase[-1].isascii() else ""
    return re.compile(f"{edge}{re.escape(plain(phrase))}{edge}")


_FORMS = tuple((phrase, _form(phrase)) for phrase in PHRASES)
