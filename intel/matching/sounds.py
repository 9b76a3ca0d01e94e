"""How a word in Latin letters sounds, whoever spelled it: what romanisations write differently becomes the same. Pure.

Chinese (pinyin, older spellings), Thai and Lao (royal and French), Khmer, Burmese, Vietnamese, Arabic, Russian and
Hindi names share the table: each line folds what at least one of them writes in several ways.
"""

import re
from functools import lru_cache

# In this order. Capitals are sounds that a later line must not touch.
FOLDS = tuple(
    (re.compile(shape), said)
    for shape, said in (
        ("(?<=[nklrt]o)ff?$|(?<=e)ff$", "w"),  # Ivanoff, Ivanow, Ivanov
        ("^h(?=[^aeiouy])", ""),  # Burmese hla, hnin; htun
        ("hs", "s"), ("hp", "p"), ("ht", "t"), ("^x", "s"), ("x(?=[iu]|ay)", "s"), ("x", "ks"),
        ("ck", "k"), ("qu(?=[aeio])", "kw"), ("q(?=i)", "C"), ("q", "k"),
        ("tch(?=$|[^aeiouy])", "t"), ("schtsch|shch", "s"), ("tsch|tch", "C"),
        ("sch|sh|sj|sy(?=[aeou])", "s"), ("sr(?=[iey])", "s"),
        ("ch|dzh|zh|dj|tj|cz|ci(?=[aou])|j", "C"), ("C+", "C"),
        ("ts|tz|dz|z", "s"),
        ("c(?=[eiy])", "s"), ("c", "k"),
        ("ph|f", "p"), ("th", "t"), ("dh", "d"), ("kh", "k"), ("gh", "k"), ("bh", "b"), ("wh", "w"), ("rh", "r"),
        ("g(?=n[aeiou])", ""), ("ng", "n"), ("nh|ny(?=[aeiou])|gn", "n"), ("g", "k"),
        ("ae[wou]", "eo"), ("(?<=a)w(?=$|[^aeiouyw])", "u"), ("v", "w"),
        ("(?<=o)r(?=n|m)", ""), ("(?<=e)r(?=t$|d$|m$|n$)", ""),
        ("(?<=[^aeiouy])w", ""), ("(?<=[^aeiou])or$", "o"),
        ("(?<=[^aeiouyEIOU])h|(?<=.)h$", ""),
        ("oo|ou|oe|ue|uo|eu|uu|u", "U"), ("ee|ie|ii|ea|y|i", "I"), ("ai|aI|ae|ei|eI", "E"), ("au|aU|ao|o", "O"),
        ("d$", "t"), ("b$", "p"), ("nt$", "n"), ("(.)\\1+", "\\1"),
    )
)  # fmt: skip
INITIAL_VOWEL = re.compile("^[aeiouEIOU]+")
VOWELS = re.compile("[aeiouEIOU]+")
CLASSES = str.maketrans({"a": "a", "e": "i", "E": "i", "I": "i", "i": "i", "o": "u", "O": "u", "U": "u", "u": "u"})


# Russian names as German writes them.
GERMAN = re.compile("...[oe]wa?$|tsch")


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """The word as it sounds, vowels kept: "chai", "jay" and "chay" are one."""
    said = re.sub("(?<![ts])ch", "kh", word) if GERMAN.search(word) else word
    for shape, sound in FOLDS:
        said = shape.sub(sound, said)
    return said


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """Its consonants, with an A where it begins with a vowel; r and l are one, as is a final l and n."""
    said = INITIAL_VOWEL.sub("A", fold(word))
    kept = VOWELS.sub("", said).replace("r", "l")
    return re.sub("(?<=.)l$", "n", kept) or "A"


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Its skeleton with the class of its first vowel: three classes, wide enough for any romanisation."""
    first = VOWELS.search(fold(word))
    return skeleton(word) + (fold(word)[first.start()].translate(CLASSES) if first else "")
