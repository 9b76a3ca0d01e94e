"""The conversation with a source: asking, answering, adding, withdrawing."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import search, shredding
from hotline.attachments import Upload, add
from hotline.models import Message, Tip
from hotline.models.certificate import Rule
from hotline.story import MAX_FILES, MAX_NARRATIVE
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus
from vault import keys, text

MAX_QUESTION = 2_000  # characters


def _body_fits(body: str, limit: int, *, may_be_empty: bool = False) -> None:
    if not body.strip() and not may_be_empty:
        raise Invalid(_("Write something first, or add a file."), body=_("Write something first, or add a file."))
    if len(body) > limit:
        sentence = _("This is too long: %(limit)d characters fit. Send the rest as a second message.") % {
            "limit": limit
        }
        raise Invalid(sentence, body=sentence)


def _refuse_shredded(fresh: Tip) -> None:
    if fresh.status == Tip.Status.WITHDRAWN:
        raise WrongStatus(_("This tip was withdrawn. Please send a new one."))
    if fresh.is_shredded:
        raise WrongStatus(_("This tip was destroyed when its time was over. Please send a new one."))


@transaction.atomic
def ask(tip: Tip, question: str, *, by: Officer) -> Message:
    """Put a question to the source. On the web it waits on the status page; by chat the bot takes it from its row.

    Raises: NotAllowed; Invalid for an empty or over-long question; WrongStatus on a decided or withdrawn tip.
    """
    access.require(by, "hotline.ask_source")
    _body_fits(question, MAX_QUESTION)
    fresh = Tip.objects.select_for_update(no_key=True).get(pk=tip.pk)
    if fresh.is_shredded or fresh.status not in (*Tip.OPEN, Tip.Status.PROMOTED):
        raise WrongStatus(_("This tip is closed: reopen it before you ask."))
    message = _write(fresh, question, direction=Message.Direction.TO_SOURCE, author=by)
    if fresh.status != Tip.Status.PROMOTED:
        fresh.status, fresh.assignee = Tip.Status.NEEDS_INFO, fresh.assignee or by
        fresh.save(update_fields=["status", "assignee"])
    audit.record(by, "tip.asked", fresh, message=message.pk)
    return message


def _write(
    tip: Tip, body: str, *, direction: str, author: Officer | None = None, origin: bytes | None = None
) -> Message:
    message = Message(tip=tip, direction=direction, author=author, origin_mark=origin)
    if direction == Message.Direction.FROM_SOURCE:
        message.delivery = Message.Delivery.DELIVERED
    text.write(message, body=body)
    message.save(force_insert=True)
    return message


def add_from_source(
    tip: Tip, body: str, *, uploads: list[Upload] | None = None, origin: str | bytes = "", offered: int = 0
) -> Message:
    """What the source says after the tip was filed: an answer, an addition, a correction.

    Args:
        offered: how many files come with it that a chat holds and that are still to be fetched.
        origin: what makes this message unique where it came from; the same one again is the same row.
    Raises: Invalid where there is neither text nor file, or too much; WrongStatus on a withdrawn tip.
    """
    uploads = uploads or []
    _body_fits(body, MAX_NARRATIVE, may_be_empty=bool(uploads or offered))
    if len(uploads) > MAX_FILES:
        raise Invalid(_("You can send %(limit)d files at once.") % {"limit": MAX_FILES}, files=str(MAX_FILES))
    mark = keys.mark("message-origin", origin) if origin else None
    known = Message.objects.filter(origin_mark=mark).first() if mark else None
    if known:
        return known
    try:
        return _add(tip, body, uploads, mark, offered)
    except IntegrityError:
        return Message.objects.get(origin_mark=mark)


@transaction.atomic
def _add(tip: Tip, body: str, uploads: list[Upload], mark: bytes | None, offered: int) -> Message:
    fresh = Tip.objects.select_for_update(no_key=True).get(pk=tip.pk)
    _refuse_shredded(fresh)
    message = _write(fresh, body, direction=Message.Direction.FROM_SOURCE, origin=mark)
    for upload in uploads:
        add(upload, key_id=fresh.key_id, tip=fresh, message=message)
    if fresh.status == Tip.Status.NEEDS_INFO:
        fresh.status = Tip.Status.IN_TRIAGE
    fresh.files += len(uploads) + offered
    fresh.unmarked_since = fresh.unmarked_since or timezone.now()
    fresh.save(update_fields=["status", "files", "unmarked_since"])
    audit.record("source", "tip.added_to", fresh, message=message.pk, files=len(uploads) + offered)
    return message


@transaction.atomic
def correct(message: Message, body: str) -> Message:
    """A source edited a message: the new version is kept beside the old one. Raises: WrongStatus on a withdrawn tip."""
    fresh = Tip.objects.select_for_update(no_key=True).get(pk=message.tip_id)
    _refuse_shredded(fresh)
    version = Message(tip=fresh, direction=message.direction, replaces=message, delivery=Message.Delivery.DELIVERED)
    text.write(version, body=body)
    version.save(force_insert=True)
    search.await_marks(fresh)
    audit.record("source", "tip.corrected", fresh, message=message.pk)
    return version


def mark_read_by_source(tip: Tip) -> int:
    """The source has the questions in front of them. Returns: how many were new to them."""
    waiting = tip.messages.filter(direction=Message.Direction.TO_SOURCE, read_at=None)
    return waiting.update(read_at=timezone.now(), delivery=Message.Delivery.DELIVERED)


@transaction.atomic
def withdraw(tip: Tip) -> Tip:
    """The source takes the tip back: its key is destroyed, so words, messages and files cannot be read again.

    The contact they left is destroyed with it, and the way to them where this was the last that we had of them.
    A sanitised report that was written from it stays, and so does what became an exhibit. Safe to repeat.
    """
    fresh = Tip.objects.select_for_update().get(pk=tip.pk)
    if fresh.status == Tip.Status.WITHDRAWN:
        return fresh
    was, fresh.status = fresh.status, Tip.Status.WITHDRAWN
    fresh.save(update_fields=["status"])
    certificate = shredding.shred(fresh, Rule.WITHDRAWN)
    audit.record("source", "tip.withdrawn", fresh, was=was, certificate=str(certificate or ""))
    return fresh
