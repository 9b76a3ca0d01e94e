"""Made-up names, drawn as they are borne: family names by Zipf's law, so that a few are common and most are rare."""

import random

SYLLABLES = {
    "vi": "an anh bao binh chau chi cuong dat dung duc giang ha hai hanh hieu hoa hung huong khanh kien lan linh long "
    "mai minh my nam nga ngan nghia ngoc nhan nhung phong phuc phuong quan quang quy son tai tam tan thanh thao "
    "thinh thu thuy tien toan trang tri trung tu tuan tung tuyet van viet vinh xuan yen",
    "th": "a bun cha chai dee duan jit ka kan kaew kit korn krit la mana mon nan nat ni nong pa pat phon pim pong pra "
    "rat ruang sa sak siri som suda suk su tha thip thong tida wa wan wat wi wong ya yut",
    "zh": "ai an bin bo chao chen cheng chun dan de dong fang fei feng gang guo hai hao hong hua hui jia jian jie jin "
    "jing jun kai kun lan lei li liang lin ling long mei min ming na ning peng ping qiang qing rong rui shan shu "
    "ting wei wen xia xiang xiao xin xiu xue yan yang yi ying yong yu yuan yun ze zhen zhi zhong",
    "ar": "ahmad ali amir anwar bashir faisal farid fatima habib hamid hasan husain ibrahim ismail jamal karim khalid "
    "latif mahmud mansur maryam muhammad munir musa mustafa nabil nasir omar qasim rashid rahim said salim samir "
    "sultan tariq usman walid yasin yusuf zahir zainab",
    "ru": "alek andr ant bog bor vas vik vlad gal gen greg dan den dmi ev ego ek zakh iva ig il kir kon le mak mar "
    "mikh nat nik ol pav pet rom ser sof stan stef tat tim fed fil yul yur yak",
    "my": "aung aye chan cho hla htay htun kyaw khin ko lin lwin maung min moe mya myat myint myo naing ni nyunt oo "
    "phyo san sein shwe soe su swe than thant thein thida tin tun wai win yi zaw zin",
}
FAMILIES = {
    "vi": "nguyen tran le pham hoang huynh vo vu phan truong bui dang do ngo ho duong dinh doan lam mai trinh cao",
    "zh": "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song",
}
SHARES = (("Person", 62), ("Company", 16), ("Phone", 8), ("Vehicle", 8), ("UserAccount", 6))


def _zipf(chance: random.Random, among: list[str]) -> str:
    """One of a list in which the first is the most common."""
    return among[min(int(chance.paretovariate(0.9)) - 1, len(among) - 1)] if among else ""


class Names:
    """Made-up names; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.parts = {tongue: said.split() for tongue, said in SYLLABLES.items()}
        self.families = {tongue: said.split() for tongue, said in FAMILIES.items()}

    def _word(self, tongue: str, syllables: int, ending: str = "") -> str:
        return "".join(self.chance.choice(self.parts[tongue]) for _ in range(syllables)) + ending

    def person(self) -> str:
        tongue = self.chance.choices(list(SYLLABLES), (30, 20, 20, 10, 10, 10))[0]
        if tongue in self.families:
            given = " ".join(self.chance.choice(self.parts[tongue]) for _ in range(2))
            return f"{_zipf(self.chance, self.families[tongue])} {given}".title()
        if tongue == "th":
            return f"{self._word('th', 2)} {self._word('th', 3)}".title()
        if tongue == "ru":
            return f"{self._word('ru', 1, 'a')} {self._word('ru', 2, self.chance.choice(['ov', 'enko', 'in']))}".title()
        return " ".join(self.chance.choice(self.parts[tongue]) for _ in range(3)).title()

    def company(self) -> str:
        tongue = self.chance.choice(["vi", "th", "zh"])
        trade = self.chance.choice(["Trading", "Logistics", "Transport", "Seafood", "Timber", "International"])
        return f"{self._word(tongue, 1)} {self._word(tongue, 2)} {trade} Co., Ltd.".title()

    def phone(self) -> str:
        return f"+84{self.chance.randrange(300_000_000, 999_999_999)}"

    def plate(self) -> str:
        return f"{self.chance.randrange(11, 99)}{self.chance.choice('ABCDEFGH')}{self.chance.randrange(10_000, 99_999)}"

    def thing(self) -> tuple[str, list[tuple[str, str]]]:
        """A schema and its values by property, the name first."""
        schema = self.chance.choices(*zip(*SHARES, strict=True))[0]
        name = {
            "Person": self.person, "Company": self.company, "Phone": self.phone, "Vehicle": self.plate,
            "UserAccount": lambda: self._word("th", 2, str(self.chance.randrange(9999))),
        }[schema]()  # fmt: skip
        more = [("phone", self.phone())] if schema in ("Person", "Company") and self.chance.random() < 0.5 else []
        if schema == "Person" and self.chance.random() < 0.1:
            more.append(("passportNumber", f"{self.chance.choice('BCNP')}{self.chance.randrange(10**6, 10**7)}"))
        return schema, [("name", name), *more]
