"""Tips told to an officer, by telephone or at the door: the same journey, the same code, the caller unknown to us."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from hotline import intake
from hotline.attachments import Upload
from hotline.intake import Delivery, Filed
from hotline.models.tip import Channel
from hotline.story import Story
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid
from vault import identity
from vault.models import Source

RIGHT = "hotline.take_tip"
WAYS = (Channel.PHONE, Channel.WALK_IN)
# Who tells something in person. Machines and partners have their own ways in.
TELLERS = (Source.Kind.PUBLIC, Source.Kind.COMMUNITY, Source.Kind.JOURNALIST, Source.Kind.OFFICER)


@dataclass(frozen=True)
class Call:
    """How it was told.

    Args:
        way: one of `WAYS`. language: the one that the caller speaks, in which they read answers.
        secret: of the page it was typed on, so that the same page sent twice is one tip.
        contact: what the caller gave to be reached by: goes to the sealed box, and stands nowhere else.
        kind: of source, one of `TELLERS`; officer where an officer tells what they saw themself.
    """

    way: str
    language: str
    secret: bytes
    contact: str = ""
    kind: str = Source.Kind.PUBLIC


@transaction.atomic
def take(story: Story, call: Call, *, by: Officer, uploads: Sequence[Upload] = ()) -> Filed:
    """File what a caller told. The code is for the caller; who typed it is on record.

    Args:
        uploads: files that the caller brought, sealed as they streamed in; a repeat takes none of them.
    Raises: NotAllowed; Invalid with a sentence per field, nothing is stored then.
    """
    access.require(by, RIGHT)
    _check(call)
    delivery = Delivery(
        channel=call.way, secret=call.secret, language=call.language, contact=call.contact.strip(), kind=call.kind,
        uploads=list(uploads),
    )  # fmt: skip
    filed = intake.file(story, delivery)
    if not filed.was_repeat:
        audit.record(by, "tip.taken_down", filed.tip, channel=call.way)
    return filed


def _check(call: Call) -> None:
    wrong: dict[str, str] = {}
    if call.way not in WAYS:
        wrong["way"] = _("Choose how it was told.")
    if call.kind not in TELLERS:
        wrong["kind"] = _("Choose who tells it.")
    if call.language not in dict(settings.LANGUAGES):
        wrong["language"] = _("Choose the language that the caller reads.")
    if call.contact.strip() and not identity.handler_keys():
        wrong["contact"] = _("Nobody here can open a sealed box yet: leave the contact out, and read out the code.")
    if wrong:
        raise Invalid(_("Please look at the marked answers. Nothing you wrote is lost."), **wrong)
