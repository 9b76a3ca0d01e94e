"""Units and classifiers by language and word."""

from hotline.reading.folding import phrase
from hotline.reading.keys import key
from hotline.reading.lists import rows
from reference.editions.files import Files

SAME_LANGUAGE = {"ms": "id"}


def unit_words(files: Files) -> dict[str, tuple[str, float | None]]:
    """(unit, factor) by "lang:word" in the one spelling; a factor of None tells of a container without fixed size."""
    found: dict[str, tuple[str, float | None]] = {}
    for row in files.rows("unit_words.csv"):
        lang = SAME_LANGUAGE.get(row.text("lang"), row.text("lang"))
        factor = row.decimal("factor_to_unit")
        found[f"{lang}:{_spelt(row.text('word'), lang)}"] = (row.text("unit_code"), float(factor) if factor else None)
    for own in rows("units"):
        for word in own["words"].split("|"):
            found[f"{own['lang']}:{_spelt(word, own['lang'])}"] = (
                own["unit"],
                float(own["factor"]) if own["factor"] else None,
            )
    return found


def _spelt(word: str, lang: str) -> str:
    """Vietnamese units keep their marks, for they tell a hundredweight from a dozen."""
    return key(word, lang) if lang == "vi" else phrase(word)
