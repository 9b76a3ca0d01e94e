"""Pages of the book of taxa: every name in every language with the taxon that it supports."""

from collections import defaultdict
from collections.abc import Iterator

from hotline.reading.borne import Borne
from hotline.reading.folding import phrase
from hotline.reading.forms import forms
from hotline.reading.keys import key as keyed
from hotline.reading.lists import corrected, rows
from hotline.reading.taxonomy import ABOVE, KNOWN, Kin, guessed_rank, in_common
from reference.editions.files import Files

INDEX = ("cites_taxa.csv", "cites_taxa_plants_rest.csv.gz")
VERNACULAR = (("vernacular_names.csv", "v"), ("vernacular_names_unverified.csv", "u"))
SAME_LANGUAGE = {"ms": "id", "ne-Latn": "ne", "km-Latn": "km"}
# People and what they keep: names of these speak of no trade.
NOT_WILD = frozenset(
    [
        "Homo",
        "Hominidae",
        "Ovis",
        "Capra",
        "Sus",
        "Bos",
        "Equus",
        "Felis",
        "Canis",
        "Gallus",
        "Anas",
        "Columba",
        "Bovidae",
        "Suidae",
        "Canidae",
        "Mollusca",
        "Aves",
        "Mammalia",
        "Insecta",
        "Gastropoda",
        "Plantae",
        "Animalia",
        "Chordata",
        "Amphibia",
        "Reptilia",
        "Hexapoda",
        "Leguminosae",
        "Fabaceae",
        "Arecaceae",
        "Larus",
        "Tringa",
        "Axis",
        "Magnoliopsida",
        "Pinopsida",
        "Cupressaceae",
        "Liliaceae",
        "Rubiaceae",
        "Rodentia",
        "Leporidae",
        "Fringillidae",
        "Laridae",
        "Scolopacidae",
        "Columbidae",
        "Phasianidae",
        "Cracidae",
        "Bivalvia",
        "Agavaceae",
    ]
)
SHORTEST_UNLISTED = 5  # letters of a single word that no list of ours has looked at
SHORTEST_PACKED = 2
UNMARKED = ("voi", "gau", "rua", "khi")  # Vietnamese words that are told without their marks


class TaxonNames:
    """Gathers names by their one spelling; `pages()` gives for each what it supports in which language."""

    def __init__(self, files: Files) -> None:
        self.kin: dict[str, Kin] = {}
        self.accepted: dict[str, str] = {}
        self.groups: dict[str, str] = {}
        self.said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        self._friends = {(row["lang"], row["kind"]): row["words"].split("|") for row in rows("false_friends")}
        self._read_taxa(files)
        self._read_names(files)

    def _read_taxa(self, files: Files) -> None:
        above: dict[str, tuple[str, str, str, str]] = {}
        for name in INDEX:
            for row in files.rows(name):
                line = tuple(row.text(rank) for rank in ABOVE)
                kin = Kin(row.text("scientific_name"), row.text("rank").lower(), line, 0, row.text("appendix"))  # type: ignore[arg-type]
                self.kin[kin.name] = kin
                for place, group in enumerate(line):
                    if group and group not in above:
                        above[group] = (*line[:place], *[""] * (4 - place))  # type: ignore[assignment]
        for group, line4 in above.items():
            self.kin.setdefault(group, Kin(group, ABOVE[sum(map(bool, line4))] if all(line4[: sum(map(bool, line4))])
                                           and sum(map(bool, line4)) < 4 else guessed_rank(group), line4))  # fmt: skip
        for group, (rank, line4) in KNOWN.items():
            listed = self.kin.get(group)
            if listed is None or not any(listed.above):
                self.kin[group] = Kin(group, rank, line4)
        for row in files.rows("cites_synonyms.csv"):
            self.accepted[row.text("synonym")] = row.text("accepted_name")
        for row in files.rows("priority_taxa.csv"):
            kin = self._kin(row.text("scientific_name"))
            self.kin[kin.name] = Kin(kin.name, kin.rank, kin.above, int(row.text("tier")), kin.appendix)
            self.groups[kin.name] = row.text("group")
            if wider := row.text("fallback_group_taxon"):
                self.groups.setdefault(wider, row.text("group"))

    def _kin(self, name: str) -> Kin:
        name = name.removesuffix(" spp").removesuffix(" spp.")
        if name not in self.kin and name in self.accepted:
            name = self.accepted[name]
        if name not in self.kin:
            genus = name.split()[0]
            line = (*self.kin[genus].above[:3], genus) if " " in name and genus in self.kin else ("", "", "", "")
            self.kin[name] = Kin(name, guessed_rank(name), line)  # type: ignore[arg-type]
        return self.kin[name]

    def _read_names(self, files: Files) -> None:
        borne = Borne()
        for own in rows("names"):
            for name in own["names"].split("|"):
                self._say(name, own["lang"], self._kin(own["taxon"]).name, "c")
        for file, mark in VERNACULAR:
            for row in files.rows(file):
                if (row.text("lang"), row.text("name"), row.text("scientific_name")) in corrected("vernacular_names"):
                    continue
                lang = SAME_LANGUAGE.get(row.text("lang"), row.text("lang"))
                kin = self._kin(row.text("scientific_name"))
                if mark == "v":
                    borne.hear(phrase(row.text("name")), lang, kin)
                if kin.name not in NOT_WILD:
                    self._say(row.text("name"), lang, kin.name, mark)
        self._confirm(borne)
        for name, kin in list(self.kin.items()):
            if name not in NOT_WILD and len(name) > 4:
                self.said[phrase(name), "la"].setdefault(kin.name, "s")
        for synonym, accepted in self.accepted.items():
            words = synonym.split()
            if len(words) > 1 and words[1].islower():
                self.said[phrase(" ".join(words[:2])), "la"].setdefault(self._kin(accepted).name, "s")

    def _confirm(self, borne: Borne) -> None:
        """Names of our own list that a checked name bears out are verified."""
        for own in rows("names"):
            taxon = self._kin(own["taxon"]).name
            for name in own["names"].split("|"):
                spellings = [phrase(name), *forms(keyed(name, own["lang"]), own["lang"])]
                if borne.bears(spellings, own["lang"], taxon, spaced=_is_spaced(spellings[0])):
                    self._say(name, own["lang"], taxon, "v")

    def _say(self, name: str, lang: str, taxon: str, mark: str) -> None:
        key = keyed(name, lang)
        if not key:
            return
        bare = phrase(name)
        if lang == "vi" and (" " in bare or bare in UNMARKED):
            self._hold(bare, "vi-plain", taxon, mark)
        for form in forms(key, lang):
            self._hold(form, lang, taxon, mark)

    def _hold(self, key: str, lang: str, taxon: str, mark: str) -> None:
        marks = self.said[key, lang]
        order = "cvus"
        if taxon not in marks or order.index(mark) < order.index(marks[taxon][0]):
            verified = "v" if mark == "v" or "v" in marks.get(taxon, "") else ""
            marks[taxon] = mark + (verified if mark != "v" else "")
        elif mark == "v" and "v" not in marks[taxon]:
            marks[taxon] += "v"

    def pages(self) -> dict[str, str]:
        """By spelling: `lang=taxon/marks` parted by `;`, or '' for a phrase that holds a name and means no animal.

        Marks: c in our list, v verified, u unverified, s scientific, w weak (needs a sign of an animal beside it).
        """
        never = {
            (lang, keyed(word, lang))
            for (lang, kind), words in self._friends.items()
            if kind == "never"
            for word in words
        }
        weak = {
            (lang, keyed(word, lang))
            for (lang, kind), words in self._friends.items()
            if kind == "weak"
            for word in words
        }
        found: dict[str, list[str]] = defaultdict(list)
        for (key, lang), marks in self.said.items():
            curated = {taxon: mark for taxon, mark in marks.items() if mark[0] == "c"}
            if not curated and ((lang.removesuffix("-plain"), key) in never or self._too_short(key, marks)):
                continue
            taxon = next(iter(curated)) if len(curated) == 1 else self._supported(curated or marks)
            if taxon:
                mark = min((curated or marks).values(), key=lambda each: "cvus".index(each[0]))
                found[key].append(f"{lang}={taxon}/{mark}{'w' if (lang, key) in weak else ''}")
        pages = {key: ";".join(sorted(lines)) for key, lines in found.items()}
        for key in self._blocked():
            if "/c" not in pages.get(key, ""):
                pages[key] = ""
        return pages

    def _too_short(self, key: str, marks: dict[str, str]) -> bool:
        if " " in key:
            return False
        if any(mark[0] == "s" for mark in marks.values()):
            return False
        tiered = any(self.kin[taxon].tier for taxon in marks)
        least = 3 if tiered else SHORTEST_UNLISTED
        return len(key) < (SHORTEST_PACKED if key and not _is_spaced(key) else least)

    def _supported(self, marks: dict[str, str]) -> str | None:
        if len(marks) == 1:
            only = next(iter(marks))
            return None if only in NOT_WILD else only
        taxa = [self.kin[taxon] for taxon in marks]
        common = in_common(taxa)
        if common and common not in NOT_WILD:
            return common
        tiered = sorted((kin for kin in taxa if kin.tier), key=lambda kin: kin.tier)
        return tiered[0].name if tiered and tiered[0].name not in NOT_WILD else None

    def _blocked(self) -> Iterator[str]:
        for (lang, kind), words in self._friends.items():
            for word in words if kind == "phrase" else ():
                yield keyed(word, lang)


def _is_spaced(key: str) -> bool:
    """Whether a key is of a script that parts its words."""
    point = ord(key[0])
    return not (0x0E00 <= point <= 0x109F or 0x1780 <= point <= 0x17FF or point >= 0x2E80)
