"""What the bot says to who asks for the warnings of an area. Pure."""

from collections.abc import Sequence

from bots import wording
from bots.gateway.warnings import Area
from bots.speech import Button, Reply

COMMAND = "warnings"
TAPS = "w:"
ADD, COUNTRY, AREA, END, END_ALL = "w:a", "w:c:", "w:p:", "w:e:", "w:z"
A_ROW = 2


def code(area: Area) -> str:
    return f"{area.country}:{area.province}"


def _button(label: object, action: str) -> Button:
    return Button(str(label), action, lasts=True)


def _in_rows(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[start : start + A_ROW]) for start in range(0, len(buttons), A_ROW))


def standing(areas: Sequence[Area], *, in_place: bool = False) -> Reply:
    """What the chat is warned of, with a button to end each, and one for more."""
    if not areas:
        return countries(str(wording.WARNINGS_ABOUT), in_place=in_place)
    ends = [(_button(wording.WARNINGS_END % {"area": area.name}, END + code(area)),) for area in areas]
    more = ((_button(wording.WARNINGS_ADD, ADD), _button(wording.WARNINGS_END_ALL, END_ALL)),)
    told = wording.WARNINGS_ON % {"areas": "; ".join(area.name for area in areas)}
    return Reply(told, (*ends, *more), in_place=in_place)


def countries(words: str, *, in_place: bool = True) -> Reply:
    buttons = [_button(name, COUNTRY + country) for country, name in wording.COUNTRIES.items()]
    return Reply(f"{words}\n{wording.WARNINGS_COUNTRY}", _in_rows(buttons), in_place=in_place)


def provinces(country: str, known: Sequence[tuple[str, str]]) -> Reply:
    """Which province of the country; at most 99, as many as Telegram shows below one message."""
    whole = (_button(wording.WARNINGS_WHOLE, f"{AREA}{country}:"),)
    buttons = [_button(name, f"{AREA}{country}:{place}") for place, name in known[:98]]
    return Reply(str(wording.WARNINGS_PROVINCE), (whole, *_in_rows(buttons)), in_place=True)


def ended() -> Reply:
    return Reply(str(wording.WARNINGS_ENDED), in_place=True)


def too_many() -> str:
    return str(wording.WARNINGS_TOO_MANY)
