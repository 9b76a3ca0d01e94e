"""What a source tells by chat: drafts, tips, additions, codes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bots.gateway import files
from bots.gateway.story import FileOffer
from hotline import correspondence, drafts, priority, public_status, receipts, repeats
from hotline.models import Draft, Message
from hotline.models import Tip as TipRow
from hotline.story import MAX_NARRATIVE, Story
from staff.refusals import Invalid, WrongStatus
from vault import keys, text

SHOWN_TIPS = 5
Suspicion = TipRow.Suspicion


@dataclass(frozen=True)
class Recalled:
    """A draft as it is now; `tip` where it was filed meanwhile (a forgotten one is, after a day)."""

    is_open: bool
    words: dict[str, Any]
    tip: UUID | None
    handle: Any = None  # what `keep` needs again; nobody else's business


@dataclass(frozen=True)
class Sent:
    """A filed tip; or `refusal`, a sentence, where there was nothing to file."""

    tip: UUID | None = None
    code: str = ""
    look_within: timedelta = timedelta(0)
    refusal: str = ""


@dataclass(frozen=True)
class Tip:
    """A tip as its source may see it; `status` is a `PublicStatus` value."""

    id: UUID
    reference: str
    status: str
    unread: int


def recall(draft_ids: Collection[UUID]) -> dict[UUID, Recalled]:
    """Drafts by id, their rows locked until the transaction ends, so that nobody files one half-told."""
    if not draft_ids:
        return {}
    rows = list(Draft.objects.select_for_update().filter(pk__in=draft_ids).order_by("pk"))
    is_open = {row.pk: row.status == Draft.Status.OPEN for row in rows}
    opened = keys.data_keys([row.key_id for row in rows if is_open[row.pk]])
    return {row.pk: _open(row, opened[row.key_id]) if is_open[row.pk] else _closed(row) for row in rows}


def _open(row: Draft, key: bytes) -> Recalled:
    return Recalled(is_open=True, words=text.read(row, "interview", key=key) or {}, tip=None, handle=(row, key))


def _closed(row: Draft) -> Recalled:
    return Recalled(is_open=False, words={}, tip=row.tip_id)


def keep_many(kept: list[tuple[Recalled, str, dict[str, Any]]]) -> None:
    """Keep what was told in drafts recalled in this transaction: (draft, language, words) each."""
    rows = []
    for known, language, words in kept:
        draft, key = known.handle
        draft.language = language
        rows.append((draft, words, key))
    if rows:
        drafts.save_many(rows)


def keep(source_id: UUID, channel: str, language: str, words: dict[str, Any], *, known: Recalled | None = None) -> UUID:
    """Keep what was told in the source's open draft, or in a new one. Returns: the draft's id.

    Args:
        known: the draft as it was recalled in this transaction.
    """
    if known and known.handle:
        keep_many([(known, language, words)])
        return known.handle[0].pk
    draft = drafts.open_draft(channel, source_id=source_id, language=language)
    draft.language = language
    return drafts.save(draft, words).pk


def send(draft_id: UUID, doubts: Collection[str] = ()) -> Sent:
    """File the draft as it was kept. Sending it again answers with the same tip and code.

    Args:
        doubts: `Suspicion` codes: with any of them, or where the same words came many times, it waits in quarantine.
    """
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    told = dict((drafts.interview(draft) or {}).get("story") or {})
    story = Story.from_answers(told.pop("narrative", ""), told)
    try:
        filed = drafts.file(draft, story, suspicions=(*doubts, *repeats.of(story)))
    except Invalid as refused:
        return Sent(refusal=next(iter(refused.fields.values()), str(refused)))
    return Sent(filed.tip.pk, filed.code, priority.first_look_within(story))


def cancel(draft_id: UUID) -> None:
    """Destroy a draft: its key goes, nothing of it can be read again."""
    drafts.cancel(Draft.objects.get(pk=draft_id))


def _own(source_id: UUID, tip_id: UUID) -> TipRow | None:
    return TipRow.objects.filter(pk=tip_id, source_id=source_id, purged_at=None).first()


def add(source_id: UUID, tip_id: UUID, words: str, *, origin: str, file: FileOffer | None = None) -> bool:
    """Add words or an offered file to a tip. Returns: False where that tip takes nothing more.

    Args:
        origin: unique to the message; the same one again changes nothing.
    """
    tip = _own(source_id, tip_id)
    if tip is None:
        return False
    try:
        message = correspondence.add_from_source(
            tip, words[:MAX_NARRATIVE], origin=origin, offered=int(file is not None)
        )
        for start in range(MAX_NARRATIVE, len(words), MAX_NARRATIVE):
            correspondence.add_from_source(tip, words[start : start + MAX_NARRATIVE], origin=f"{origin}+{start}")
    except (WrongStatus, keys.VaultClosed):
        return False
    if file:
        files.offer(file, tip=tip, message=message)
    return True


def correct(source_id: UUID, words: str, *, origin: str) -> bool:
    """Keep a new version of a message. Returns: False where no filed message has that origin."""
    message = (
        Message.objects.select_related("tip")
        .filter(origin_mark=keys.mark("message-origin", origin), tip__source_id=source_id, tip__purged_at=None)
        .first()
    )
    if message is None:
        return False
    correspondence.correct(message, words)
    return True


def tips_of(source_id: UUID) -> list[Tip]:
    """The source's newest tips, at most five, with the count of messages they have not read."""
    rows = list(TipRow.objects.filter(source_id=source_id).order_by("-received_at")[:SHOWN_TIPS])
    unread = list(
        Message.objects.filter(tip__in=rows, direction=Message.Direction.TO_SOURCE, read_at=None).values_list(
            "tip_id", flat=True
        )
    )
    return [Tip(row.pk, row.reference, public_status.of(row).value, unread.count(row.pk)) for row in rows]


def another_code(source_id: UUID, tip_id: UUID) -> str:
    """A further code for the source's tip; "" where there is none."""
    tip = _own(source_id, tip_id)
    return receipts.issue_another(tip) if tip else ""


def shredded(since: datetime) -> dict[UUID, UUID]:
    """Tips that were withdrawn or purged since, with the source of each."""
    return dict(TipRow.objects.filter(purged_at__gte=since).values_list("pk", "source_id"))
