"""Drafts: nothing said is lost before it is sent."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hotline import intake
from hotline.attachments import Upload, add
from hotline.intake import Delivery, Filed
from hotline.models import Draft
from hotline.story import Story
from vault import keys, text
from vault.keys import FreshKey

# What was said and never sent goes to the queue after this, marked unfinished.
UNFINISHED_AFTER = timedelta(hours=24)


@transaction.atomic
def open_draft(
    channel: str, *, source_id: UUID | None = None, language: str = "", key: FreshKey | None = None
) -> Draft:
    """The open draft of a source, or a new one. A web draft has no source: who holds its signed id goes on with it."""
    if source_id:
        known = Draft.objects.filter(source_id=source_id, status=Draft.Status.OPEN).first()
        if known:
            return known
    key_id = key.keep() if key else keys.create()
    return Draft.objects.create(channel=channel, source_id=source_id, language=language, key_id=key_id)


@transaction.atomic
def save(draft: Draft, interview: dict[str, Any], *, uploads: list[Upload] | None = None) -> Draft:
    """Keep where the conversation stands (a JSON value) and the files that came with it.

    Where the draft was filed a moment ago its files go to the tip that it became.
    """
    now = Draft.objects.select_for_update().get(pk=draft.pk)
    key = keys.data_key(draft.key_id)
    if now.status == Draft.Status.OPEN:
        text.write(draft, key=key, interview=interview)
        draft.save(update_fields=["interview", "touched_at", "language"])
    for upload in uploads or []:
        add(upload, key_id=draft.key_id, key=key, draft=draft, tip=now.tip)
    return draft


def save_many(drafts: list[tuple[Draft, dict[str, Any], bytes]]) -> None:
    """`save` for several drafts at once, in the caller's transaction: (draft, interview, data key) each."""
    now = timezone.now()
    for draft, said, key in drafts:
        text.write(draft, key=key, interview=said)
        draft.touched_at = now
    Draft.objects.bulk_update([draft for draft, _, _ in drafts], ["interview", "touched_at", "language"])


def interview(draft: Draft) -> dict[str, Any]:
    return text.read(draft, "interview") or {}


def secret_of(draft: Draft) -> bytes:
    """The secret that ties the draft to its one tip and code (HMAC of its random id under the vault's key)."""
    return keys.mark("draft", draft.pk.bytes)


def file(
    draft: Draft,
    story: Story,
    *,
    is_unfinished: bool = False,
    contact: str = "",
    suspicions: tuple[str, ...] = (),
) -> Filed:
    """Send the draft: it becomes a tip, once. Raises: Invalid where the story holds nothing yet."""
    return intake.file(
        story,
        Delivery(
            channel=draft.channel,
            secret=secret_of(draft),
            language=draft.language,
            draft=draft,
            source_id=draft.source_id,
            contact=contact,
            is_unfinished=is_unfinished,
            suspicions=suspicions,
        ),
    )


@transaction.atomic
def cancel(draft: Draft) -> None:
    """Give up a draft at the source's word: its key is destroyed, so nothing of it can be read again."""
    row = Draft.objects.select_for_update().get(pk=draft.pk)
    if row.status == Draft.Status.OPEN:
        row.status, row.interview = Draft.Status.CANCELLED, b""
        row.save(update_fields=["status", "interview"])
        keys.destroy(row.key_id, reason="draft_cancelled")


def forgotten() -> list[Draft]:
    """Open drafts that nobody touched for 24 hours."""
    before = timezone.now() - UNFINISHED_AFTER
    return list(Draft.objects.filter(status=Draft.Status.OPEN, touched_at__lt=before).order_by("touched_at")[:200])
