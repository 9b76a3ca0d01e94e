"""Which of our own names a source bears out: "pangolin" stands in the "Sunda pangolin" of a checked list."""

from collections import defaultdict
from collections.abc import Iterable

from hotline.reading.taxonomy import Kin


class Borne:
    """Checked names by language and by every taxon that they are names within."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], list[str]] = defaultdict(list)

    def hear(self, name: str, lang: str, kin: Kin) -> None:
        """Take in a name that a source confirms, in its one spelling."""
        for within in kin.chain():
            self._names[lang, within].append(f" {name} ")

    def bears(self, spellings: Iterable[str], lang: str, taxon: str, *, spaced: bool) -> bool:
        """Whether a checked name of this taxon, or of one in it, is one of these spellings or holds it as words."""
        known = "|".join(self._names[lang, taxon])
        return any((f" {name} " if spaced else name) in known for name in spellings)
