"""Chinese family names as pinyin, Cantonese, Hokkien and older spellings write them. Pure."""

# One line a name: the spellings under which it stands in passports of China, Hong Kong, Taiwan, Malaysia and Singapore.
LINES = """
chen chan tan chin ting
li lee lei
wang wong ong heng
zhang cheung chang teo teoh chong
liu lau low lew
huang wong ng ooi oei
lin lam lim
wu ng goh
zhou chow chou chew
xu hsu tsui hui chee
yang yeung yong yeo
zhao chiu chao teo
zhu chu choo
he ho hor
guo kwok kuo quek kuok
ma mah
luo law lo loh
liang leung neo
song sung soong
zheng cheng tay teh
xie hsieh tse chia cheah
han hon
tang tong
feng fung
yu yue yee
cai tsai choi chua choy
peng pang phang
xiao hsiao siu siew
pan poon pua phua
yuan yuen
deng tang teng
ye yip yeh yap
lu loo luk
jiang chiang kong
shen sham sum
fan fan
fang fong png
shi shek sze
yao yiu
qiu yau khoo chiu
hong hung ang
su so soh
zeng tsang chan
hu wu woo
gao ko kou
cao tso tsao cho
"""
GROUPS = [frozenset(line.split()) for line in LINES.strip().splitlines()]
OF_SPELLING: dict[str, frozenset[int]] = {
    spelling: frozenset(at for at, group in enumerate(GROUPS) if spelling in group)
    for spelling in frozenset().union(*GROUPS)
}


def is_one(word: str) -> bool:
    """Whether the word can be a Chinese family name."""
    return word in OF_SPELLING


def are_one(a: str, b: str) -> bool:
    """Whether the two can be spellings of one family name."""
    return bool(OF_SPELLING.get(a, frozenset()) & OF_SPELLING.get(b, frozenset()))


def standing_for(word: str) -> str:
    """One spelling for all of them where it stands for one name only; the word itself otherwise."""
    found = OF_SPELLING.get(word, frozenset())
    return min(GROUPS[next(iter(found))]) if len(found) == 1 else word
