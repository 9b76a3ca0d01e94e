"""Drafts of the web form: reached by a signed id that the page carries, since there is no cookie."""

from django.core import signing

from hotline import drafts
from hotline.models import Draft
from hotline.models.tip import Channel
from hotline.public.uploads import Arrivals
from hotline.story import MAX_FILES, Story
from vault import text

SIGNER = signing.Signer(salt="hotline.web-draft")


def ticket(draft: Draft) -> str:
    return SIGNER.sign(draft.pk.hex)


def find(given: str) -> Draft | None:
    """The draft of a ticket, open or filed; None where the ticket is not ours or the draft was given up."""
    if not given:
        return None
    try:
        drafts_of_web = Draft.objects.filter(channel=Channel.WEB).exclude(status=Draft.Status.CANCELLED)
        return drafts_of_web.filter(pk=SIGNER.unsign(given)).first()
    except signing.BadSignature:
        return None


def room_in(draft: Draft | None) -> int:
    """How many more files fit."""
    return max(0, MAX_FILES - draft.attachments.count()) if draft else MAX_FILES


def keep(draft: Draft | None, story: Story, arrivals: Arrivals, *, lang: str) -> Draft | None:
    """Keep the files of a form that cannot be filed yet, with the story so far. None where no file came.

    A draft without files is not made: its text stands in the page that goes back.
    """
    if draft is None and not arrivals.uploads:
        return None
    draft = draft or drafts.open_draft(Channel.WEB, language=lang)
    said = {"narrative": story.narrative} | story.answers()
    return drafts.save(draft, {"story": said}, uploads=arrivals.uploads)


def files_of(draft: Draft) -> list[tuple[str, int]]:
    """(name, bytes) of each file kept, in the order they came."""
    rows = list(draft.attachments.order_by("received_at", "pk"))
    names = text.read_many(rows, "name")
    return [(names[row.pk] or "", row.size) for row in rows]
