"""False friends: names of animals that stand for a beer, a bar, a team, a language or a verb."""

from collections.abc import Sequence
from functools import cache

from hotline.reading.books import Hit
from hotline.reading.keys import key
from hotline.reading.lists import rows
from hotline.reading.view import View

SINGLE_HAN = ("骨皮牙角胆掌鞭肉爪崽茸胶鳞甲尾油血香翅鳍蛋壳幼苗子仔", "只头条张野活杀猎捕卖幼小死抓打运养买个匹的吃")


@cache
def beside(lang: str, kind: str) -> frozenset[str]:
    """Words of one language that change the sense of a name next to them; `kind` before, after, verb, before_verb."""
    return frozenset(
        key(word, "" if lang in ("ru", "ar", "ne", "vi") else lang)
        for row in rows("false_friends")
        if row["lang"] == lang and row["kind"] == kind
        for word in row["words"].split("|")
    )


@cache
def packed_beside(kind: str) -> tuple[str, ...]:
    return tuple(
        word
        for row in rows("false_friends")
        if row["lang"] in ("th", "lo", "km", "my", "zh") and row["kind"] == kind
        for word in row["words"].split("|")
    )


def is_false(view: View, hit: Hit, trade_words: set[int], trade_signs: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether a name is not meant as an animal here, by what stands beside it.

    Args:
        trade_words: indexes of words that are trade terms: what follows them proves the animal.
        trade_signs: where trade terms stand in the packed text: a name that meets one is an animal, too.
    """
    if hit.first < 0:
        meets = any(start <= hit.till and hit.at <= end for start, end in trade_signs)
        return not meets and _is_false_packed(view, hit)
    lang = view.language.code
    before, after = view.word(hit.first - 1), view.word(hit.last)
    if hit.first and view.folded.words[hit.first].after_break:
        before = ""
    if hit.last < len(view.folded.words) and view.folded.words[hit.last].after_break:
        after = ""
    if hit.last in trade_words:
        return False
    for tongue in {lang, "en"}:
        if after in beside(tongue, "after") or before in beside(tongue, "before"):
            return True
        two_before = f"{view.word(hit.first - 2)} {before}"
        if two_before in beside(tongue, "before") or f"{after} {view.word(hit.last + 1)}" in beside(tongue, "after"):
            return True
        if view.word(hit.first) in beside(tongue, "verb") and before in beside(tongue, "before_verb"):
            return True
    return _is_proper(view, hit)


def _is_proper(view: View, hit: Hit) -> bool:
    """A capital inside a sentence, with another capital right after it: "Tiger Woods", "Elephant Bar"."""
    if hit.last - hit.first > 1 or not view.capitals_tell or not view.is_capital(hit):
        return False
    words = view.folded.words
    if hit.last >= len(words) or words[hit.last].after_break or words[hit.last].is_number:
        return False
    return view.text[words[hit.last].start].isupper() and len(words[hit.last].norm) > 1


def _is_false_packed(view: View, hit: Hit) -> bool:
    packed = view.folded.packed
    ahead, behind = packed[hit.till : hit.till + 8], packed[max(0, hit.at - 12) : hit.at]
    if ahead.startswith(packed_beside("after")) or behind.endswith(packed_beside("before")):
        return True
    if hit.till - hit.at == 1 and "\u3400" <= packed[hit.at] <= "\u9fff":
        return not ((ahead[:1] and ahead[0] in SINGLE_HAN[0]) or (behind[-1:] and behind[-1] in SINGLE_HAN[1]))
    return False
