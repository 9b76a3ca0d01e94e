"""Ready questions to a source: asked in the source's language, answered by a tap or in words.

An officer chooses by code; what is sent is the question in the language of the source's page or chat. Each answer is a
code as well, so that it is read in any language, and never asks for a name.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotline.story import Basis, Exposure, Sharing

YES, NO, UNKNOWN = ("yes", _("Yes")), ("no", _("No")), ("unknown", _("I don't know"))
YES_NO_UNKNOWN = (YES, NO, UNKNOWN)


@dataclass(frozen=True)
class ReadyQuestion:
    """One question. `answers`: code and label of each button; none where words are wanted."""

    code: str
    ask: "str | Promise"
    answers: "tuple[tuple[str, str | Promise], ...]" = ()


READY = (
    ReadyQuestion("safe_now", _("Are you safe where you are now?"), (YES, NO)),
    ReadyQuestion("still_there", _("Is it still there?"), YES_NO_UNKNOWN),
    ReadyQuestion(
        "last_seen", _("When did you see it last?"),
        (("today", _("Today")), ("yesterday", _("Yesterday")), ("week", _("In the last 7 days")),
         ("earlier", _("Earlier"))),
    ),
    ReadyQuestion("where", _("Where exactly is it? A landmark, a street or a position helps.")),
    ReadyQuestion("next_time", _("When do they sell, meet or move again, as far as you know?")),
    ReadyQuestion("species", _("Which animal or plant is it? Tell us any name, or what it looks like.")),
    ReadyQuestion("alive", _("Are the animals alive?"), YES_NO_UNKNOWN),
    ReadyQuestion("how_many", _("How many animals or pieces did you see, or how many kilograms?")),
    ReadyQuestion("price", _("Which price was asked, and for what?")),
    ReadyQuestion("people", _("What do you know of the people? A nickname, a role or a telephone number is enough.")),
    ReadyQuestion("vehicle", _("Which car, boat or lorry do they use? Its colour, make and number plate help.")),
    ReadyQuestion("online", _("Please send the link of the offer, or the name of the account and of the platform.")),
    ReadyQuestion("photo", _("Do you have a photo or a video already? Send it here. Do not go back to take one.")),
    ReadyQuestion("weapons", _("Do they carry weapons?"), YES_NO_UNKNOWN),
    ReadyQuestion("official", _("Is an official, a guard or a soldier part of it?"), YES_NO_UNKNOWN),
    ReadyQuestion("basis", _("How do you know?"), tuple(Basis.choices)),
    ReadyQuestion("exposure", _("Could someone guess that it was you?"), tuple(Exposure.choices)),
    ReadyQuestion("sharing", _("Whom may we tell? We never name you."), tuple(Sharing.choices)),
    ReadyQuestion("more", _("Thank you, this helps. Is there anything else you know?")),
)  # fmt: skip
BY_CODE = {question.code: question for question in READY}
ANSWER_BELOW = _("Choose an answer, or write in your own words.")
TRANSLATED_BY_MACHINE = _("This message was translated by a machine. If something is unclear, please ask us.")
