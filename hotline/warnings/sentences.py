"""What a warning says: prepared sentences in every language that sources speak. Pure.

They are the common advice of those who live with these animals: keep away, keep others away, tell who knows.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "elephants": _(
        "Warning: wild elephants are near. Stay indoors or keep far away, put out lights that draw them, keep children "
        "and dogs inside, and do not chase them or throw anything."
    ),
    "big_cat": _(
        "Warning: a tiger or leopard was seen near people. Do not go out alone or in the dark, keep children and "
        "livestock in, and if you meet it walk back slowly: never run and never turn your back."
    ),
    "bear": _(
        "Warning: a bear was seen near people. Do not go near it or its young, make noise when you walk, keep food and "
        "waste inside, and if you meet it walk back slowly."
    ),
    "crocodile": _(
        "Warning: a crocodile was seen in the water. Do not bathe, wash or fish there, keep children and animals away "
        "from the bank, and do not try to catch it."
    ),
    "rabies": _(
        "Warning: an animal that may have rabies was seen. Do not touch it. If you are bitten or scratched, wash the "
        "wound with soap and water for 15 minutes and go to a doctor today, even if it is small."
    ),
    "poison": _(
        "Warning: poison bait was found. Do not touch or eat animals found dead, keep children, dogs and livestock "
        "away, and wash your hands."
    ),
    "snares": _(
        "Warning: snares or traps were found. Stay on the paths, keep children and dogs close, do not touch them, and "
        "tell us where they are."
    ),
    "over": _("The danger we warned of is over. Thank you for taking care."),
}
PLACE = _("Where: %(place)s")
UNTIL = _("Until: %(when)s")
SENDER = _("Sent by %(who)s. To end or change warnings: /warnings")


# Whose clocks people of a country read; of several the one that most of them do.
CLOCKS = {
    "VN": "Asia/Ho_Chi_Minh", "LA": "Asia/Vientiane", "KH": "Asia/Phnom_Penh", "TH": "Asia/Bangkok",
    "MM": "Asia/Yangon", "CN": "Asia/Shanghai", "MY": "Asia/Kuala_Lumpur", "ID": "Asia/Jakarta", "PH": "Asia/Manila",
}  # fmt: skip


def text(
    kind: str, language: str, *, country: str, area: str, place: str = "", until: datetime | None = None,
    words: str = "", who: str,
) -> str:  # fmt: skip
    """The message in one language.

    Args:
        kind: of `SENTENCES`. area: its name in that language. words: an officer's own, in that language, or "".
        until: aware; told by the clocks of the country.
    """
    with translation.override(language):
        lines = [str(SENTENCES[kind]), PLACE % {"place": f"{place}, {area}" if place else area}]
        if until:
            lines.append(UNTIL % {"when": until.astimezone(ZoneInfo(CLOCKS[country])).strftime("%Y-%m-%d %H:%M")})
        lines += [words] if words else []
        lines.append(SENDER % {"who": who})
    return "\n".join(lines)
