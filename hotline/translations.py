"""Translations of what a source wrote, for officers, and of what an officer drafts: each an officer's own act."""

from django.db import transaction
from django.utils.translation import gettext as _

from hotline import translating, triage
from hotline.models import Message, Tip, Translation
from hotline.translating import Translated
from staff import access, audit
from staff.models import Officer
from staff.refusals import WrongStatus
from vault import text


def translate(tip: Tip, message: Message | None, *, to: str, by: Officer) -> Translation:
    """Have the narrative (no message) or a message translated, and keep it sealed beside the words.

    That the words leave the house is on record before they do, whatever comes of it.

    Args:
        message: of this tip.
        to: a language of the desk.
    Raises: NotAllowed; NotTranslated; WrongStatus where the tip was shredded.
    """
    access.require(by, "hotline.read_tip")
    _refuse_shredded(tip)
    _note(tip, "tip.sent_to_translator", by=by, message=str(message.pk) if message else "", to=to)
    words = text.read(message, "body") if message else text.read(tip, "narrative")
    return _keep(tip, message, translating.translate(words, target=to), to=to, by=by)


def translate_draft(tip: Tip, words: str, *, to: str, by: Officer) -> Translated:
    """Have a draft translated, for the officer to check; nothing of it is kept or sent here.

    Raises: NotAllowed; NotTranslated; WrongStatus.
    """
    access.require(by, "hotline.ask_source")
    _refuse_shredded(tip)
    _note(tip, "tip.draft_sent_to_translator", by=by, to=to)
    return translating.translate(words, target=to)


@transaction.atomic
def _note(tip: Tip, verb: str, *, by: Officer, **ids: str) -> None:
    audit.record(by, verb, tip, **ids)


@transaction.atomic
def _keep(tip: Tip, message: Message | None, made: Translated, *, to: str, by: Officer) -> Translation:
    fresh = triage.locked(tip)
    _refuse_shredded(fresh)
    row = Translation.objects.filter(tip=fresh, message=message, target=to).first()
    row = row or Translation(tip=fresh, message=message, target=to)
    row.by = by
    text.write(row, made={"words": made.words, "pair": made.pair})
    row.save()
    audit.record(by, "tip.translated", fresh, translation=str(row.pk))
    return row


def _refuse_shredded(tip: Tip) -> None:
    if tip.is_shredded:
        raise WrongStatus(_("Nothing of this tip can be read any more."))
