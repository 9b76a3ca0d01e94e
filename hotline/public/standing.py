"""The status page: how a tip stands, the conversation, and what the source can still do."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from hotline import certificates, correspondence, form_tokens, priority, proofs, public_status, receipts
from hotline.models import Message, Tip
from hotline.public import forms, guessing, pages
from hotline.public.guessing import Wrong
from hotline.public.stored import stored
from hotline.public_status import PublicStatus
from hotline.story import MAX_FILES, Urgency
from vault import keys, text


def first_look_hours(tip: Tip) -> int:
    """Within how many hours a person looks at it."""
    urgent = tip.urgency == Urgency.NOW
    return int((priority.FIRST_LOOK_URGENT if urgent else priority.FIRST_LOOK).total_seconds() // 3600)


def wrong_code() -> str:
    return _("This code opens nothing. Please check its 25 digits: five groups of five.")


def ask_code(lang: str, wrong: Wrong | None = None) -> HttpResponse:
    """The page that asks for a code; after a wrong one with a sentence, and where the network has to wait until when.

    Such a page carries a challenge besides: a browser that solves it need not wait.
    """
    if wrong is None or not wrong.wait:
        return pages.answer(lang, "code", {"error": wrong_code() if wrong else ""}, status=422 if wrong else 200)
    context = {
        "error": wrong_code() if wrong.was_tried else "",
        "minutes": -(-wrong.wait // 60),
        "challenge": proofs.challenge(proofs.FOR_CODE),
    }
    page = pages.with_script(pages.answer(lang, "code", context, status=429))
    page["Retry-After"] = str(wrong.wait)
    return page


def show(
    lang: str, tip: Tip, code: str, *, notice: str = "", errors: list[str] | None = None, body: str = ""
) -> HttpResponse:
    """The page of one tip.

    Args:
        notice: what has just been done.
        errors: sentences about a message that was not taken; `body` is its text, kept in its field.
    """
    said, new = conversation(tip)
    if new:
        correspondence.mark_read_by_source(tip)
    kept = stored(tip)
    context: dict[str, Any] = {
        "code": code,
        "pass": guessing.pass_for(code),
        "groups": receipts.grouped(code).split(),
        "standing": public_status.of(tip),
        "steps": _steps(public_status.of(tip)),
        "is_withdrawn": kept.is_shredded,
        "certificate": certificates.of(tip) if kept.is_shredded else None,
        "hours": first_look_hours(tip) if tip.status == Tip.Status.RECEIVED else None,
        "kept": kept,
        "answers": forms.listed(kept.story),
        "said": said,
        "notice": notice,
        "errors": errors or [],
        "body": body,
        "token": form_tokens.issue(),
        "files_limit": MAX_FILES,
    }
    return pages.answer(lang, "standing", context, status=422 if errors else 200)


def conversation(tip: Tip) -> tuple[list[dict[str, Any]], bool]:
    """The thread as its source sees it, oldest first, corrected messages once; and whether a question in it is new."""
    rows = list(tip.messages.order_by("at", "pk").select_related("answer").prefetch_related("attachments"))
    key = keys.data_keys_found({tip.key_id}).get(tip.key_id)
    if key is None:
        return [], False
    corrected = {row.replaces_id for row in rows}
    said = [
        {
            "is_ours": row.direction == Message.Direction.TO_SOURCE,
            "at": row.at,
            "body": text.read(row, "body", key=key),
            "lang": correspondence.made_of(row, key=key).language,
            "id": row.pk,
            "answers": correspondence.answers_of(row, key=key),
            "files": [(text.read(file, "name", key=key), file.size) for file in row.attachments.all()],
        }
        for row in rows
        if row.pk not in corrected
    ]
    return said, any(row.direction == Message.Direction.TO_SOURCE and row.read_at is None for row in rows)


def _steps(now: PublicStatus) -> list[tuple[str, str]]:
    """The way of a tip as (words, "done" | "here" | "ahead")."""
    way = [
        _("Received"),
        _("Being read"),
        _("Checked"),
        _("Closed") if now.startswith("closed") else _("Passed on, or kept as intelligence"),
    ]
    here = _REACHED.get(now, 3)
    return [(step, "done" if place < here else "here" if place == here else "ahead") for place, step in enumerate(way)]


_REACHED = {
    PublicStatus.RECEIVED: 0,
    PublicStatus.BEING_READ: 1,
    PublicStatus.MORE_ASKED: 1,
    PublicStatus.CHECKED: 2,
}
