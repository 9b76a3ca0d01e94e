"""Pairs of made-up persons and things, each labelled as the same or not: `pairs.jsonl` is made by this file.

`python -m tests.intel.matching.pairs` writes it anew; the same seed makes the same pairs. A fourth of the parts of
names is kept apart: pairs made of those (`"part": "kept"`) were never looked at while weights and sounds were set.
"""

import json
import random
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILE = HERE / "pairs.jsonl"
SCRIPTS = ("thai", "lao", "khmer", "burmese", "chinese", "arabic", "cyrillic", "latin")
AMOUNT = {"tune": 188, "kept": 63}  # of each script; 2,008 in all
FAMILY_FIRST = ("chinese", "khmer", "latin")
TITLES = {
    "thai": "นาย ", "lao": "ທ້າວ ", "khmer": "លោក ", "burmese": "ကို", "chinese": "", "arabic": "السيد ",
    "cyrillic": "г-н ", "latin": "Ông ",
}  # fmt: skip
PLATES = {
    "thai": ("1กข {}", "1กข{}"), "lao": ("ກຂ {}", "ກຂ-{}"), "khmer": ("2A-{}", "2A {}"), "burmese": ("7K/{}", "7K-{}"),
    "chinese": ("京A·{}5", "京A{}5"), "arabic": ("ABC {}", "abc-{}"), "cyrillic": ("А{}ВС", "A {} BC"),
    "latin": ("29C-{}.5", "29c {}5"),
}  # fmt: skip
CODES = {
    "thai": "66", "lao": "856", "khmer": "855", "burmese": "95", "chinese": "86", "arabic": "20", "cyrillic": "7",
    "latin": "84",
}  # fmt: skip
Part = tuple[list[str], list[str]]  # (as its own script writes it, in Latin letters)
Pair = tuple[bool, str, dict[str, Any], dict[str, Any]]


def parts(kind: str, script: str, part: str) -> list[Part]:
    """The parts of one list that belong to `tune` or `kept`."""
    title = "company" if kind == "company" else f"{script} {kind}"
    lines = (HERE / "parts.txt").read_text(encoding="utf-8").split(f"[{title}]\n")[1].split("\n\n")[0].splitlines()
    if kind == "company":
        lines = [line.partition("|")[2] for line in lines if line.startswith(f"{script}|")]
    chosen = [line for at, line in enumerate(lines) if (at % 4 == 3) is (part == "kept")]
    return [(fields[0].split("/"), fields[1:]) for fields in (line.split("|") for line in chosen)]


class Maker:
    """Draws pairs of one script and part."""

    def __init__(self, script: str, part: str, chance: random.Random) -> None:
        self.script, self.chance = script, chance
        self.given, self.family = parts("given", script, part), parts("family", script, part)
        self.companies = parts("company", script, part)

    def draw(self, among: list[Part], other_than: Part | None = None) -> Part:
        """One of the list; one that shares no spelling with another that was drawn before."""
        taken = {*other_than[0], *other_than[1]} if other_than else set()
        return self.chance.choice([each for each in among if not taken & {*each[0], *each[1]}])

    def written(self, given: Part, family: Part, how: str) -> str:
        """A name as its script writes it (`own`), or in Latin letters (`latin`), its parts in their usual order."""
        one, other = (self.chance.choice(each[how == "latin"]) for each in (given, family))
        first, last = (other, one) if self.script in FAMILY_FIRST else (one, other)
        joint = "" if how == "own" and self.script in ("chinese", "burmese") else " "
        return f"{first}{joint}{last}"

    def person(self, given: Part, family: Part, how: str, **more: Any) -> dict[str, Any]:
        return {"schema": "Person", "name": self.written(given, family, how), **more}

    def phone(self) -> str:
        return f"+{CODES[self.script]}9{self.chance.randrange(10_000_000, 99_999_999)}"

    # --- the same --------------------------------------------------------------------------------------------------
    def own_and_latin(self) -> Pair:
        who = self.draw(self.given), self.draw(self.family)
        return True, "own and latin", self.person(*who, "own"), self.person(*who, "latin")

    def two_spellings(self) -> Pair:
        who = self.draw(self.given), self.draw(self.family)
        return True, "two spellings", self.person(*who, "latin"), self.person(*who, "latin")

    def turned(self) -> Pair:
        given, family = self.draw(self.given), self.draw(self.family)
        one, other = self.chance.choice(given[1]), self.chance.choice(family[1])
        turned = {
            "schema": "Person",
            "name": f"{other}, {one}" if self.script not in FAMILY_FIRST else f"{one} {other}",
        }
        return True, "turned", self.person(given, family, "own"), turned

    def titled(self) -> Pair:
        who = self.draw(self.given), self.draw(self.family)
        one = self.person(*who, "own")
        return True, "titled", one | {"name": TITLES[self.script] + one["name"]}, self.person(*who, "latin")

    def initial(self) -> Pair:
        given, family = self.draw(self.given), self.draw(self.family)
        word = self.chance.choice(given[1])
        short = {"schema": "Person", "name": f"{word[0]}. {family[1][0]}"}
        return True, "initial", {"schema": "Person", "name": f"{word} {family[1][0]}"}, short

    def company(self) -> Pair:
        one = self.draw(self.companies)
        names = self.chance.sample([*one[0], *one[1]], 2)
        return True, "company", *({"schema": "Company", "name": name} for name in names)  # type: ignore[return-value]

    def same_phone(self) -> Pair:
        who, phone = (self.draw(self.given), self.draw(self.family)), self.phone()
        spaced = f"00{phone[1:-8]} {phone[-8:-4]} {phone[-4:]}"
        return True, "same phone", self.person(*who, "own", phone=phone), self.person(*who, "latin", phone=spaced)

    def same_plate(self) -> Pair:
        number = str(self.chance.randrange(1000, 9999))
        return (
            True,
            "same plate",
            *(  # type: ignore[return-value]
                {"schema": "Vehicle", "name": shape.format(number)} for shape in PLATES[self.script]
            ),
        )

    # --- not the same ----------------------------------------------------------------------------------------------
    def relative(self) -> Pair:
        family, given = self.draw(self.family), self.draw(self.given)
        ways = self.chance.sample(["own", "latin", "latin"], 2)
        other = self.person(self.draw(self.given, given), family, ways[1])
        return False, "same family name", self.person(given, family, ways[0]), other

    def namesake(self) -> Pair:
        given, family = self.draw(self.given), self.draw(self.family)
        other = self.person(given, self.draw(self.family, family), "latin")
        return False, "same given name", self.person(given, family, self.chance.choice(["own", "latin"])), other

    def nearest(self) -> Pair:
        """The given name of the list that is written the most like it, the same family name."""
        given, family = self.draw(self.given), self.draw(self.family)
        others = [each for each in self.given if not set(each[1]) & set(given[1]) and each is not given]
        near = min(others, key=lambda each: _steps(each[1][0].casefold(), given[1][0].casefold()))
        return False, "nearest given name", self.person(given, family, "latin"), self.person(near, family, "latin")

    def father(self) -> Pair:
        """Father and son: what is the son's second name is the father's first."""
        father, son = self.draw(self.given), None
        son = self.draw(self.given, father)
        family = self.chance.choice(self.draw(self.family)[1])
        grandfather = self.chance.choice(self.draw(self.given, son)[1])
        one = f"{son[1][0]} {father[1][0]} {family}"
        return False, "father", {"schema": "Person", "name": one}, {
            "schema": "Person", "name": f"{father[1][0]} {grandfather} {family}",
        }  # fmt: skip

    def sibling(self) -> Pair:
        one = self.draw(self.companies)
        stem = self.chance.choice(self.draw(self.family)[1])
        own, other = self.chance.sample(["Trading", "Logistics", "Mining", "Farm", "Seafood", "Timber"], 2)
        if len(self.companies) > 1 and self.chance.random() < 0.4:
            names = one[1][0], self.draw(self.companies, one)[1][0]
        else:
            names = f"{stem} {own} Co., Ltd.", f"{stem} {other} Co., Ltd."
        return False, "sibling company", *({"schema": "Company", "name": name} for name in names)  # type: ignore[return-value]

    def other_plate(self) -> Pair:
        number = self.chance.randrange(1000, 9990)
        shape = PLATES[self.script][0]
        return (
            False,
            "other plate",
            *(  # type: ignore[return-value]
                {"schema": "Vehicle", "name": shape.format(each)}
                for each in (number, number + self.chance.randint(1, 9))
            ),
        )

    def other_phone(self) -> Pair:
        one, other = self.draw(self.given), None
        other, family, phone = self.draw(self.given, one), self.draw(self.family), self.phone()
        changed = phone[:-1] + str((int(phone[-1]) + 1) % 10)
        return False, "other phone", self.person(one, family, "latin", phone=phone), self.person(
            other, family, "latin", phone=changed
        )  # fmt: skip

    def spouse(self) -> Pair:
        """Two of one household share a telephone."""
        one, phone = self.draw(self.given), self.phone()
        other = self.draw(self.given, one)
        return (
            False,
            "household",
            *(  # type: ignore[return-value]
                self.person(each, self.draw(self.family), "latin", phone=phone) for each in (one, other)
            ),
        )


SHARES: tuple[tuple[Callable[[Maker], Pair], int], ...] = (
    (Maker.own_and_latin, 36), (Maker.two_spellings, 16), (Maker.turned, 12), (Maker.titled, 8), (Maker.initial, 4),
    (Maker.company, 8), (Maker.same_phone, 8), (Maker.same_plate, 8),
    (Maker.relative, 30), (Maker.namesake, 20), (Maker.nearest, 16), (Maker.father, 8), (Maker.sibling, 10),
    (Maker.other_plate, 8), (Maker.other_phone, 4), (Maker.spouse, 4),
)  # fmt: skip


def _steps(a: str, b: str) -> int:
    """How many letters of the one must change to make the other."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for k, y in enumerate(b, 1):
            last, row[k] = row[k], min(row[k] + 1, row[k - 1] + 1, last + (x != y))
    return row[-1]


def make(script: str, part: str) -> Iterator[dict[str, Any]]:
    """Pairs without end, none twice in a row of two hundred."""
    chance = random.Random(f"{script} {part} 1")
    maker, seen = Maker(script, part, chance), set()
    makers, shares = zip(*SHARES, strict=True)
    for tried in range(100_000):
        same, how, one, other = chance.choices(makers, shares)[0](maker)
        known = json.dumps([one, other])
        if one == other or (known in seen and tried < 50_000):
            continue
        seen.add(known)
        yield {"script": script, "part": part, "same": same, "how": how, "one": one, "other": other}


def main() -> None:
    rows = (row for part, amount in AMOUNT.items() for script in SCRIPTS for row in islice(make(script, part), amount))
    FILE.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
