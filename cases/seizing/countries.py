"""Countries as the illegal trade report codes them: ISO 3166-1 alpha-2, and two codes beside it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hotline.public.countries import NAMES
from reference.models import TradeTerm

UNKNOWN, HIGH_SEAS = "XX", "ZZ"
_ISO = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
CODES = frozenset(_ISO.split()) | {UNKNOWN, HIGH_SEAS}


def refusal(code: str) -> str:
    """The sentence for a code that is not in the list, '' for one that is."""
    if code in CODES:
        return ""
    sentence = _(
        "'%(code)s' is not in the list of countries: ISO 3166-1 alpha-2, XX for unknown, ZZ for the high seas."
    )
    return sentence % {"code": code[:12]}


def choices() -> list[tuple[str, str]]:
    """(code, `VN · Viet Nam`) of every code, unknown and high seas first. Names come from the loaded edition."""
    rows = TradeTerm.objects.filter(scheme="country", code__in=CODES).values_list("code", "name")
    names = {code: str(name) for code, name in NAMES.items()} | dict(rows)
    names |= {UNKNOWN: _("unknown"), HIGH_SEAS: _("high seas")}
    first = [UNKNOWN, HIGH_SEAS]
    return [(code, _shown(code, names)) for code in [*first, *sorted(CODES - set(first))]]


def _shown(code: str, names: dict[str, str]) -> str:
    return f"{code} · {names[code]}" if code in names else code


def listed(codes: Iterable[str]) -> str:
    """Codes as a report writes several: in order, each once, `KH; LA`."""
    return "; ".join(dict.fromkeys(filter(None, codes)))
