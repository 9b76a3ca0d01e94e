"""What stands around a name and does not tell two apart: titles, and the legal forms of companies. Pure."""

import re
from unicodedata import normalize

# Written without blanks around them, so they are looked for as parts, in the script's own letters.
JOINED = re.compile(
    "บริษัท|จำกัด|มหาชน|ห้างหุ้นส่วน|นางสาว|นาย|นาง|น\\.ส\\.|คุณ|ດ້ານ|ບໍລິສັດ|ຈຳກັດ|ຈໍາກັດ|ທ່ານ|ນາງສາວ|ທ້າວ|"
    "ក្រុមហ៊ុន|ឯ\\.ក|លោកស្រី|លោក|អ្នកស្រី|ဦး(?=[က-အ].*[^ ])(?<=^ဦး)|ကုမ္ပဏီ|လီမိတက်|"
    "股份有限公司|有限责任公司|有限責任公司|有限公司|集团|集團|公司|先生|女士|小姐|老板|老闆"
)
TITLES_SAID = """
mr mrs ms miss dr prof sir madam khun nai bpk bapak ibu pak haji hajji hj daw thao lok mme monsieur madame senor
don dona sheikh shaikh syed gospodin encik puan tuan dato datuk
"""
TITLES = frozenset(TITLES_SAID.split())
FORMS_SAID = """
co ltd limited company inc incorporated llc llp lp plc corp corporation jsc gmbh ag sa sarl srl bv nv spa oy ab
pt tbk cv ud sdn bhd berhad pte pvt private public pcl cty cong ty tnhh mtv cp hkd dntn doanh nghiep the and ooo
oao zao pao ao ip tov sole est establishment
"""
FORMS = frozenset(FORMS_SAID.split())
CYRILLIC = re.compile(r"(?<!\w)(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|ТОВ|г-н|г-жа)(?!\w)", re.IGNORECASE)
ARABIC = re.compile(r"(?<!\w)(?:شركة|مؤسسة|المحدودة|ذ\.?م\.?م|ش\.?م\.?ع?|السيد|السيدة|الحاج|الشيخ)(?!\w)")
DEVANAGARI = re.compile(r"(?<!\w)(?:श्री|श्रीमती|कुमारी|प्राइवेट|लिमिटेड)(?!\w)")
CONG_TY = re.compile(r"\bcong ty(?: (?:co phan|tnhh(?: mtv| mot thanh vien)?|trach nhiem huu han))?\b")


# What a company does, where it is said in another language.
TRADES = (
    (re.compile("贸易|貿易|การค้า|เทรดดิ้ง|ການຄ້າ|торгов\\w+|للتجارة|التجارية", re.IGNORECASE), " trading "),
    (re.compile("国际|國際|международн\\w+|الدولية|ระหว่างประเทศ|អន្តរជាតិ", re.IGNORECASE), " international "),
    (re.compile("进出口|進出口|นำเข้าส่งออก|импорт-экспорт", re.IGNORECASE), " import export "),
    (re.compile("物流|โลจิสติกส์|логисти\\w+|ឡូជីស្ទិក", re.IGNORECASE), " logistics "),
    (re.compile(r"\bthương mại\b", re.IGNORECASE), " trading "),
    (re.compile(r"\bvận tải\b|运输|運輸|ขนส่ง|ຂົນສົ່ງ|ដឹកជញ្ជូន|транспорт\\w*|للنقل", re.IGNORECASE), " transport "),
)


def bare(name: str) -> str:
    """The name in its own script without the titles and legal forms that are told by their letters."""
    text = normalize("NFC", name)
    for shape in (JOINED, CYRILLIC, ARABIC, DEVANAGARI):
        text = shape.sub(" ", text)
    for shape, word in TRADES:
        text = shape.sub(word, text)
    return text if text.strip() else name


def words(latin: str, *, is_company: bool) -> list[str]:
    """The words of a name in Latin letters that tell it from others; all of them where none would be left."""
    text = CONG_TY.sub(" ", latin) if is_company else latin
    every = text.split()
    dropped = FORMS if is_company else TITLES
    kept = [word for word in every if word not in dropped]
    return kept or every
