"""Intake: a told story becomes a tip, once, whatever is repeated."""

import re
import unicodedata
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import attachments, duty, priority, receipts
from hotline.attachments import Upload
from hotline.models import Draft, Tip
from hotline.story import MAX_ANSWER, MAX_FILES, MAX_NARRATIVE, MAX_SUBJECTS, Story
from staff import audit
from staff.references import next_reference
from staff.refusals import Invalid
from vault import identity, keys, text
from vault.keys import FreshKey
from vault.models import Source


@dataclass(frozen=True)
class Filed:
    """What intake answers: the tip, the code that opens it, and whether it was there already."""

    tip: Tip
    code: str
    was_repeat: bool = False


@dataclass
class Delivery:
    """How a story came in.

    Args:
        secret: at least 16 random bytes that stay the same when the same form or draft is sent again.
        key: the data key under which uploads were announced.
        uploads: files that have streamed in with it.
        draft: what was kept before; its files and key become the tip's.
        source_id: who tells it, where the channel knows a pseudonym. The tip's kind of source is theirs.
        kind: of a source that is new with this tip.
        contact: contact data volunteered: goes to the sealed box, never into the tip.
        red_flags: points that a consignment's red flags add to the priority.
        suspicions: `Tip.Suspicion` codes; with any of them the tip waits in quarantine, where a person looks too.
    """

    channel: str
    secret: bytes
    language: str = ""
    key: FreshKey | None = None
    uploads: list[Upload] = field(default_factory=list)
    draft: Draft | None = None
    source_id: UUID | None = None
    kind: str = Source.Kind.PUBLIC
    contact: str = ""
    is_unfinished: bool = False
    suspicions: tuple[str, ...] = ()
    red_flags: int = 0


def check_substance(story: Story, *, files: int) -> None:
    """Raises: Invalid where there is neither a word nor a file."""
    if not story.narrative.strip() and not files:
        sentence = _("Write what you saw or learned, or add a file. One of the two is needed.")
        raise Invalid(sentence, narrative=sentence)


def check(story: Story, *, files: int, at_once: int = 0) -> None:
    """Refuse a story that cannot be filed as it is.

    Args:
        files: how many belong to it, those kept before included.
        at_once: how many of them came with this delivery: only these are limited, what is kept is never refused.
    Raises: Invalid with a sentence per field.
    """
    wrong: dict[str, str] = {}
    if not story.narrative.strip() and not files:
        wrong["narrative"] = _("Write what you saw or learned, or add a file. One of the two is needed.")
    if len(story.narrative) > MAX_NARRATIVE:
        wrong["narrative"] = _(
            "This text has %(count)d characters; %(limit)d fit. Shorten it, or send the rest later on the status page."
        ) % {"count": len(story.narrative), "limit": MAX_NARRATIVE}
    if at_once > MAX_FILES:
        wrong["files"] = _("You can send %(limit)d files at once. Send the others later on the status page.") % {
            "limit": MAX_FILES
        }
    for name, answer in story.answers().items():
        if max(map(len, [answer] if isinstance(answer, str) else answer)) > MAX_ANSWER:
            wrong[name] = _("This answer is too long: %(limit)d characters fit.") % {"limit": MAX_ANSWER}
    if len(story.subjects) > MAX_SUBJECTS:
        wrong["subjects"] = _("Five people or things fit here: tell the others in the text above.")
    if wrong:
        raise Invalid(_("Please look at the marked answers. Nothing you wrote is lost."), **wrong)


def words_mark(narrative: str) -> bytes | None:
    """HMAC of the words, whatever their case, spaces and punctuation; None for less than five letters."""
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", narrative).casefold())
    return keys.mark("words", letters) if len(letters) >= 5 else None


def file(story: Story, delivery: Delivery) -> Filed:
    """Make the tip. The same delivery repeated answers with the tip that exists already.

    Raises: Invalid where `check` refuses; nothing is stored then.
    """
    files = len(delivery.uploads) + (delivery.draft.attachments.count() if delivery.draft else 0)
    if delivery.draft and delivery.draft.source_id:
        # A chat takes messages one by one and cannot hand them back: the form's limits are not for it.
        check_substance(story, files=files)
    else:
        check(story, files=files, at_once=len(delivery.uploads))
    code, form_mark = receipts.derive_code(delivery.secret), keys.mark("form", delivery.secret)
    # A draft's key may be gone with its tip: it is looked for first. A form finds out by the unique mark.
    known = Tip.objects.filter(form_mark=form_mark).first() if delivery.draft else None
    if known:
        return Filed(known, code, was_repeat=True)
    # Purpose keys stay in the process's memory only when they are opened outside a transaction.
    for purpose in ("words", "receipt", "file-bytes"):
        keys.purpose_key(purpose)
    try:
        tip = _make(story, delivery, code=code, form_mark=form_mark, files=files)
    except IntegrityError:
        # The same form posted twice: the unique mark let one through, and that one is the tip.
        return Filed(Tip.objects.get(form_mark=form_mark), code, was_repeat=True)
    return Filed(tip, code)


@transaction.atomic
def _make(story: Story, delivery: Delivery, *, code: str, form_mark: bytes, files: int) -> Tip:
    key_id, key, source_id = _key_and_source(delivery)
    kind = identity.kind_of(source_id) if delivery.source_id else delivery.kind
    now = timezone.now()
    tip = Tip(
        reference=next_reference("TIP"), key_id=key_id, source_id=source_id, channel=delivery.channel, kind=kind,
        status=Tip.Status.QUARANTINED if delivery.suspicions else Tip.Status.RECEIVED, received_at=now,
        due_at=now + priority.first_look_within(story), language=delivery.language, urgency=story.urgency,
        offences=story.offences, country=story.country, files=files,
        priority=priority.assess(story, files=files, flags=delivery.red_flags).total,
        is_unfinished=delivery.is_unfinished, suspicions=list(delivery.suspicions),
        words_mark=words_mark(story.narrative), form_mark=form_mark,
    )  # fmt: skip
    text.write(tip, key=key, narrative=story.narrative, answers=story.answers())
    tip.save(force_insert=True)
    receipts.issue(tip, code)
    for upload in delivery.uploads:
        attachments.add(upload, key_id=key_id, key=key, tip=tip)
    if delivery.draft:
        # Closing takes the draft's lock, so a file that is being added is either handed over or goes to the tip.
        _close(delivery.draft, tip)
        attachments.hand_over(delivery.draft, tip)
    if delivery.contact:
        identity.seal_contact(source_id, delivery.contact)
    noted = {"suspicions": list(delivery.suspicions)} if delivery.suspicions else {}
    audit.record("source", "tip.received", tip, channel=delivery.channel, **noted)
    duty.call_for(tip)
    return tip


def _key_and_source(delivery: Delivery) -> tuple[UUID, bytes, UUID]:
    """The tip's data key and who tells it, made where the delivery brings none."""
    if delivery.draft:
        source_id = delivery.source_id or identity.create_source(delivery.kind).pk
        return delivery.draft.key_id, keys.data_key(delivery.draft.key_id), source_id
    fresh = delivery.key or keys.fresh()
    if delivery.source_id:
        return fresh.keep(), fresh.key, delivery.source_id
    return fresh.id, fresh.key, identity.create_source(delivery.kind, beside=fresh).pk


def _close(draft: Draft, tip: Tip) -> None:
    draft.status, draft.tip = Draft.Status.FILED, tip
    text.write(draft, interview={})
    draft.save(update_fields=["status", "tip", "interview"])
