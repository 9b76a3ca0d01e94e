"""Pages of the books of trade terms and of cues, from the reference data and from our own lists."""

from collections import defaultdict

from hotline.reading.folding import phrase
from hotline.reading.keys import key as keyed
from hotline.reading.lists import corrected, rows
from reference.editions.files import Files

SAME_LANGUAGE = {"ms": "id", "zh-Latn": "zh", "ne-Latn": "ne", "km-Latn": "km"}
# Codes whose words are everyday words: only beside the name of an animal or plant.
ADJACENT = frozenset(
    [
        "PLA",
        "SID",
        "TRU",
        "CUL",
        "FOO",
        "STE",
        "ROO",
        "SOU",
        "LVS",
        "FLO",
        "FRU",
        "SEE",
        "EXT",
        "CLO",
        "EAR",
        "COS",
        "OIL",
        "THD",
        "WAX",
        "HAI",
        "GAR",
        "JWL",
        "PRL",
        "SPE",
        "DER",
        "MED",
        "POW",
        "PLY",
        "KEY",
        "GRS",
        "FPT",
        "DPL",
        "KNL",
        "PUP",
        "FIB",
        "RUG",
        "GEN",
        "FIG",
        "VEN",
        "TRW",
        "WPR",
        "TAI",
        "LPS",
        "LPL",
        "FPS",
        "FPL",
        "HAP",
        "CAP",
        "SHE",
        "CHP",
        "TRO",
        "MUS",
        "CAR",
        "HOP",
        "BOP",
        "SKP",
    ]
)
WOODEN = frozenset(["TIM", "LOG", "SAW", "PLY", "VEN", "TRW"])
SURE = frozenset(["TUS", "IVC", "IVP", "IJW", "CAV", "SWI", "BAL", "CAL", "GIL", "ROS", "LEG"])
# Codes that say nothing where the word is the name of the animal itself: a coral, a sea cucumber.
ITSELF = frozenset(["BOD", "COR", "SHE"])
NAMES = ("vernacular_names.csv", "vernacular_names_unverified.csv")
PREFERRED = ("TUS", "DFN", "EGG", "LPS", "FPS", "GAB")  # where one word stands for two codes
UNMARKED = ("gap", "ban", "mua", "gia", "khan", "song", "ship", "zalo", "inbox", "sung")  # Vietnamese without its marks


def strength(code: str, points_to: str) -> str:
    """How much a word needs beside it: strong nothing, generic any animal, adjacent one beside it, wood a plant."""
    if points_to or code in SURE:
        return "strong"
    if code in WOODEN:
        return "wood"
    return "adjacent" if code in ADJACENT else "generic"


def term_pages(files: Files) -> dict[str, str]:
    """By spelling: `lang=code/points to/strength/confidence` parted by ';', '' for a phrase that speaks of no trade."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    blocked: set[str] = set()
    animals = {
        keyed(word, row["lang"])
        for row in rows("cues")
        if row["kind"] == "wildlife"
        for word in row["words"].split("|")
    }
    named = {(row.text("lang"), row.text("name").casefold()) for file in NAMES for row in files.rows(file)}
    for row in files.rows("commodity_terms.csv"):
        lang, kind, code = row.text("lang"), row.text("kind"), row.text("commodity_code")
        if (lang, row.text("term"), code) in corrected("commodity_terms"):
            continue
        if code in ITSELF and (lang, row.text("term").casefold()) in named:
            continue
        lang = SAME_LANGUAGE.get(lang, lang)
        word = keyed(row.text("term").split(" (")[0], lang)
        if kind == "negative_context":
            blocked.add(word)
        elif kind != "live" and code != "OTHER" and _is_long_enough(word) and word not in animals:
            how = "slang" if row.text("slang") == "yes" else strength(code, row.text("species_hint"))
            _keep(found[word], lang, (code, row.text("species_hint"), how, row.text("confidence")))
    for own in rows("terms"):
        lang = own["lang"]
        for each in own["words"].split("|"):
            found[keyed(each, lang)][lang] = (own["code"], own["points_to"], own["strength"], "C")
            if lang == "vi" and " " in each:
                found[phrase(each)]["vi-plain"] = (own["code"], own["points_to"], own["strength"], "C")
    for friend in rows("false_friends"):
        if friend["kind"] == "phrase":
            blocked.update(keyed(word, friend["lang"]) for word in friend["words"].split("|"))
    own_words = {keyed(word, own["lang"]) for own in rows("terms") for word in own["words"].split("|")}
    pages = {
        word: ";".join(f"{lang}={'/'.join(term)}" for lang, term in sorted(langs.items()))
        for word, langs in found.items()
        if word
    }
    return pages | dict.fromkeys(blocked - own_words, "")


def _is_long_enough(word: str) -> bool:
    """Words of two signs say too much in scripts that do not part words; Chinese ones of one sign, too."""
    is_unparted = bool(word) and 0x0E00 <= ord(word[0]) <= 0x17FF and not 0x0F00 <= ord(word[0]) <= 0x0FFF
    return len(word) > (2 if is_unparted else 1)


def _keep(langs: dict[str, tuple[str, ...]], lang: str, term: tuple[str, ...]) -> None:
    known = langs.get(lang)
    if known is None or (term[0] in PREFERRED and known[0] not in PREFERRED):
        langs[lang] = term


def cue_pages() -> dict[str, str]:
    """By spelling: `lang=kind,kind` parted by ';'."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows("cues"):
        for word in row["words"].split("|"):
            found[keyed(word, row["lang"])][row["lang"]].add(row["kind"])
            if row["lang"] == "vi" and (" " in word or word in UNMARKED):
                found[phrase(word)]["vi-plain"].add(row["kind"])
    return {
        word: ";".join(f"{lang}={','.join(sorted(kinds))}" for lang, kinds in sorted(langs.items()))
        for word, langs in found.items()
        if word
    }
