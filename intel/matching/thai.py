"""Thai and Lao names in Latin letters, by the royal system's sounds without its finer points. Pure."""

import re
from typing import NamedTuple


class Alphabet(NamedTuple):
    """`first` and `last`: how a consonant sounds at the start and at the end of a syllable. `before`: vowels that are
    written before their consonant. `after`: those behind it. `carrier`: the silent consonant, a vowel elsewhere."""

    first: dict[str, str]
    last: dict[str, str]
    before: dict[str, str]
    after: dict[str, str]
    carrier: str
    wa: str
    h: str
    sonorants: str
    seconds: str


def _spread(table: dict[str, str]) -> dict[str, str]:
    """One entry a letter, from entries that name several."""
    return {letter: sound for letters, sound in table.items() for letter in letters}


THAI = Alphabet(
    _spread({
        "ก": "k", "ขฃคฅฆ": "kh", "ง": "ng", "จ": "ch", "ฉชฌ": "ch", "ซศษส": "s", "ญย": "y", "ฎด": "d", "ฏต": "t",
        "ฐฑฒถทธ": "th", "ณน": "n", "บ": "b", "ป": "p", "ผพภ": "ph", "ฝฟ": "f", "ม": "m", "ร": "r", "ลฬ": "l",
        "ว": "w", "หฮ": "h", "อ": "", "ฤ": "ri",
    }),
    _spread({
        "กขคฆ": "k", "ง": "ng", "จชซฎฏฐฑฒดตถทธศษส": "t", "ญณนรลฬ": "n", "บปพฟภ": "p", "ม": "m", "ย": "i", "ว": "o",
    }),
    {"เ": "e", "แ": "ae", "โ": "o", "ใ": "ai", "ไ": "ai"},
    {"ะ": "a", "ั": "a", "า": "a", "ำ": "am", "ิ": "i", "ี": "i", "ึ": "ue", "ื": "ue", "ุ": "u", "ู": "u", "ๅ": ""},
    "อ", "ว", "ห", "งญนมยรลว", "รลว",
)  # fmt: skip
LAO = Alphabet(
    _spread({
        "ກ": "k", "ຂຄ": "kh", "ງ": "ng", "ຈ": "ch", "ສຊ": "s", "ຍ": "y", "ດ": "d", "ຕ": "t", "ຖທ": "th", "ນໜ": "n",
        "ບ": "b", "ປ": "p", "ຜພ": "ph", "ຝຟ": "f", "ມໝ": "m", "ຢ": "y", "ຣລ": "l", "ວ": "v", "ຫຮ": "h", "ອ": "",
    }),
    _spread({"ກ": "k", "ງ": "ng", "ດຕ": "t", "ນ": "n", "ບປ": "p", "ມ": "m", "ຍ": "i", "ວ": "o", "ຣລ": "n", "ສ": "t"}),
    {"ເ": "e", "ແ": "ae", "ໂ": "o", "ໃ": "ai", "ໄ": "ai"},
    {
        "ະ": "a", "ັ": "a", "າ": "a", "ຳ": "am", "ິ": "i", "ີ": "i", "ຶ": "ue", "ື": "ue", "ຸ": "u", "ູ": "u",
        "ົ": "o", "ໍ": "o", "ຽ": "ia", "ຼ": "",
    },
    "ອ", "ວ", "ຫ", "ງຍນມຣລວຼ", "ຣລວ",
)  # fmt: skip
CLUSTERED = "กขคตปผพศกຂຄປພ"
TONES = re.compile("[\u0e47-\u0e4b\u0ec8-\u0ecb\u0e4e\u0e2f\u0e46]")
ONE_SILENCED = re.compile("(?:(?<=[ก-ฮ])ท(?=ร์))?[ก-ฮ][ิุ]?์")


# Letters that are written and not said, and pairs that sound as one.
UNSAID = (
    (re.compile("เสริ"), "เสิ"), (re.compile("เกียรติ"), "เกียต"), (re.compile("เพชร"), "เพช"),
    (re.compile("พรหม"), "พรม"), (re.compile("^ทร(?=[าัง])"), "ซ"),
    (re.compile("(?<=[ัาิีุู])([กตทช])ร(?![ะัาิีึืุู])"), r"\1"),
    (re.compile("รร(?=[ก-ฮ](?![ะัาิีึืุู]))"), "ั"), (re.compile("รร"), "ัน"),
)  # fmt: skip


def thai(word: str) -> str:
    """One run of letters: "สมชาย" is "somchai"."""
    bare = ONE_SILENCED.sub("", TONES.sub("", word)).replace("ํา", "ำ")
    for shape, said in UNSAID:
        bare = shape.sub(said, bare)
    return _spelled(bare, THAI)


def lao(word: str) -> str:
    """One run of letters: "ສົມໃຈ" is "somchai"."""
    return _spelled(TONES.sub("", word).replace("ໍາ", "ຳ"), LAO)


def _spelled(word: str, letters: Alphabet) -> str:
    out, at = [], 0
    while at < len(word):
        sounds, at = _syllable(word, at, letters)
        out.append(sounds)
    return "".join(out)


def _syllable(word: str, at: int, letters: Alphabet) -> tuple[str, int]:
    """The syllable that begins here, and where the next one does."""
    vowel = letters.before.get(word[at], "")
    at += bool(vowel)
    start = at
    onset, at = _onset(word, at, letters, vowel)
    behind, at = _behind(word, at, letters, vowel)
    if at == start:
        return vowel, at + (not vowel)
    if vowel == "ai":
        return onset + vowel, at + (word[at : at + 1] in ("ย", "ຍ"))
    if not behind and not vowel:
        return _bare(word, at, letters, onset)
    last, at = _last(word, at, letters)
    return onset + (behind or vowel) + last, at


def _onset(word: str, at: int, letters: Alphabet, vowel: str) -> tuple[str, int]:
    first = word[at : at + 1]
    if first not in letters.first:
        return "", at
    second, third = word[at + 1 : at + 2], word[at + 2 : at + 3]
    has_vowel = third in letters.after or (vowel != "" and third != "" and third not in letters.before)
    clusters = first in CLUSTERED and second != "" and second in letters.seconds
    if first == letters.h and second and second in letters.sonorants and (has_vowel or third in letters.first):
        return letters.first.get(second, "l"), at + 2
    if clusters and ((third in letters.after and third != "") or (vowel == "ai" and third == "")):
        return letters.first[first] + letters.first[second], at + 2
    return letters.first[first], at + 1


def _behind(word: str, at: int, letters: Alphabet, before: str) -> tuple[str, int]:
    """Vowel signs behind the consonant; with one before it they sound as one."""
    start, sounds = at, ""
    while at < len(word) and word[at] in letters.after:
        sounds += letters.after[word[at]]
        at += 1
    rest = word[at : at + 1]
    if before == "e" and sounds == "a" and word[at - 1] in "ะັั":
        return "e", at
    if before == "e" and sounds in ("a", "oa"):
        return "ao", at
    if before == "e" and sounds == "i" and rest in ("ย", "ຍ"):
        return "ia", at + 1
    if before == "e" and sounds == "ue" and rest == letters.carrier:
        return "uea", at + 1
    if before == "e" and (sounds == "i" or rest == letters.carrier):
        return "oe", at + (rest == letters.carrier)
    if sounds in ("a", "o") and rest == letters.wa and word[at - 1] in "ัົ":
        return "ua", at + 1
    if start == at and not before and rest == letters.carrier:
        return "o", at + 1
    if sounds == "ue" and rest == letters.carrier:
        return "ue", at + 1
    return sounds, at


def _begins(word: str, at: int, letters: Alphabet) -> bool:
    """Whether the consonant here opens a syllable: a vowel stands behind it, at once or behind its second."""
    behind, third = word[at + 1 : at + 2], word[at + 2 : at + 3]
    if behind in letters.after or (behind == letters.carrier and third != "" and third not in letters.after):
        return True
    return behind != "" and behind in letters.seconds and third in letters.after and word[at] in CLUSTERED + "ส"


def _last(word: str, at: int, letters: Alphabet) -> tuple[str, int]:
    """The consonant that ends a syllable. Two bare ones at the end of the word are a syllable of their own."""
    sign, rest = word[at : at + 1], word[at + 1 :]
    opens = (sign == "ร" and rest[:1] in letters.first) or (len(rest) == 1 and rest in letters.last)
    if sign in letters.last and not opens and not _begins(word, at, letters):
        return letters.last[sign], at + 1
    return "", at


def _bare(word: str, at: int, letters: Alphabet, onset: str) -> tuple[str, int]:
    """A consonant without a written vowel: "a" where two more bare ones follow, else "o" and the next one ends it."""
    run = 0
    while at + run < len(word) and word[at + run] in letters.first and not _begins(word, at + run, letters):
        run += 1
    if word[at : at + 1] == letters.wa and run >= 2:
        return onset + "ua" + letters.last.get(word[at + 1], ""), at + 2
    if run == 0:
        return onset + ("a" if at < len(word) else ""), at
    if run >= 2 and run % 2 == 0 and at + run == len(word):
        return onset + "a", at
    return onset + "o" + letters.last.get(word[at], ""), at + 1
