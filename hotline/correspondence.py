"""The conversation with a source: asking, answering, adding, withdrawing."""

from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import asking, search, shredding, triage
from hotline.asking import Made
from hotline.attachments import Upload, add
from hotline.fitting import require_fitting
from hotline.models import Message, Tip
from hotline.models.certificate import Rule
from hotline.models.tip import Channel
from hotline.story import MAX_FILES, MAX_NARRATIVE
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus
from vault import keys, text

MAX_QUESTION = 2_000  # characters


def _require_fitting(body: str, max_chars: int, *, may_be_empty: bool = False) -> None:
    empty = "" if may_be_empty else _("Write something first, or add a file.")
    require_fitting(body, max_chars, field="body", empty=empty)


def _refuse_shredded(fresh: Tip) -> None:
    if fresh.status == Tip.Status.WITHDRAWN:
        raise WrongStatus(_("This tip was withdrawn. Please send a new one."))
    if fresh.is_shredded:
        raise WrongStatus(_("This tip was destroyed when its time was over. Please send a new one."))


@transaction.atomic
def ask(tip: Tip, question: str, *, by: Officer, made: Made | None = None) -> Message:
    """Put a question to the source. On the web it waits on the status page; by chat the bot takes it from its row.

    Args:
        question: the words as the source sees them.
        made: how they came about; a ready question's code brings its buttons.
    Raises: NotAllowed; Invalid for an empty or over-long question; WrongStatus on a decided or withdrawn tip.
    """
    access.require(by, "hotline.ask_source")
    _require_fitting(question, MAX_QUESTION)
    fresh = triage.locked(tip)
    if fresh.channel == Channel.CHAT:
        raise WrongStatus(_("This tip came from a member's chat: ask them there, under 'Members'."))
    if fresh.is_shredded or fresh.status not in (*Tip.OPEN, Tip.Status.PROMOTED):
        raise WrongStatus(_("This tip is closed: reopen it before you ask."))
    message = _write(fresh, question, direction=Message.Direction.TO_SOURCE, author=by, made=made)
    if fresh.status != Tip.Status.PROMOTED:
        fresh.status, fresh.assignee = Tip.Status.NEEDS_INFO, fresh.assignee or by
        fresh.save(update_fields=["status", "assignee"])
    audit.record(by, "tip.asked", fresh, message=message.pk)
    return message


def _write(tip: Tip, body: str, *, made: Made | None = None, **columns: Any) -> Message:
    message = Message(tip=tip, **columns)
    if message.direction == Message.Direction.FROM_SOURCE:
        message.delivery = Message.Delivery.DELIVERED
    how = {name: value for name, value in asdict(made).items() if value} if made else {}
    text.write(message, body=body, made=how)
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
    _require_fitting(body, MAX_NARRATIVE, may_be_empty=bool(uploads or offered))
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
    fresh = triage.locked(tip)
    _refuse_shredded(fresh)
    message = _write(fresh, body, direction=Message.Direction.FROM_SOURCE, origin_mark=mark)
    for upload in uploads:
        add(upload, key_id=fresh.key_id, tip=fresh, message=message)
    _heard(fresh, message, files=len(uploads) + offered)
    return message


def _heard(fresh: Tip, message: Message, *, files: int = 0) -> None:
    """The source said something: whoever asked has the tip again, and it is read and made findable anew."""
    if fresh.status == Tip.Status.NEEDS_INFO:
        fresh.status = Tip.Status.IN_TRIAGE
    fresh.files += files
    fresh.unmarked_since = fresh.unmarked_since or timezone.now()
    fresh.save(update_fields=["status", "files", "unmarked_since"])
    audit.record("source", "tip.added_to", fresh, message=message.pk, files=files)


def made_of(message: Message, *, key: bytes | None = None) -> Made:
    """How a message was made. Raises: VaultClosed where its tip was shredded."""
    return Made(**(text.read(message, "made", key=key) or {}))


def answers_of(message: Message, *, key: bytes | None = None) -> asking.Answers:
    """(code, label in its own language) of each button that still stands below a question; none once one was taken."""
    if message.direction != Message.Direction.TO_SOURCE or hasattr(message, "answer"):
        return ()
    made = made_of(message, key=key)
    return asking.answers(made.code, made.language) if made.code else ()


def answer(question: Message, code: str) -> tuple[Message, bool]:
    """The source took one of a ready question's answers.

    Returns: the source's message, and whether it is new: of two taps the first one counts.
    Raises: Invalid for an answer that the question does not offer; WrongStatus on a withdrawn tip.
    """
    known = Message.objects.filter(answer_to=question).first()
    if known:
        return known, False
    try:
        return _answer(question, code), True
    except IntegrityError:
        return Message.objects.get(answer_to=question), False


@transaction.atomic
def _answer(question: Message, code: str) -> Message:
    fresh = Tip.objects.select_for_update(no_key=True).get(pk=question.tip_id)
    _refuse_shredded(fresh)
    made = made_of(question)
    offered = dict(asking.answers(made.code, made.language))
    if question.direction != Message.Direction.TO_SOURCE or code not in offered:
        raise Invalid(_("Choose an answer, or write in your own words."))
    message = _write(
        fresh, offered[code], made=Made(made.language, made.code, code), answer_to=question,
        direction=Message.Direction.FROM_SOURCE,
    )  # fmt: skip
    _heard(fresh, message)
    return message


@transaction.atomic
def answer_in_words(question: Message, body: str) -> Message:
    """An answer to this question in the source's own words. The first one marks it as answered; more are additions.

    Raises: Invalid for no words, or too many; WrongStatus on a withdrawn tip.
    """
    _require_fitting(body, MAX_NARRATIVE)
    fresh = triage.locked(question.tip)
    _refuse_shredded(fresh)
    is_first = not Message.objects.filter(answer_to=question).exists()
    answered = question if is_first else None
    message = _write(fresh, body, direction=Message.Direction.FROM_SOURCE, answer_to=answered)
    _heard(fresh, message)
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
