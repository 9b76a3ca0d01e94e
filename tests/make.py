"""Builders: later states are reached through the real verbs."""

import hmac
import io
import secrets
import time
from base64 import b32decode
from itertools import count
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from hotline.models import Attachment, Report, Tip
    from reference.models import Taxon
    from staff.models import Officer

_number = count(1)


def make_tip(narrative: str = "", *, officer: "Officer | None" = None, **given: Any) -> "Tip":
    """A tip that came in through intake.

    Args:
        officer: who has claimed it.
        given: fields of Story (`urgency`, `offences`, `country`, …) or of Delivery (`language`, `channel`, `uploads`,
            `secret`, `source_id`, `is_suspect`, …).
    """
    from dataclasses import fields

    from hotline import intake, triage
    from hotline.intake import Delivery
    from hotline.story import Story

    told = {name: given.pop(name) for name in [each.name for each in fields(Story)] if name in given}
    story = Story(narrative=narrative or f"They sell turtles behind the market, stall {next(_number)}.", **told)
    if given.pop("is_suspect", False):
        given["suspicions"] = ("honeypot",)
    delivery = Delivery(**{"channel": "web", "secret": secrets.token_bytes(16), "language": "en", **given})
    tip = intake.file(story, delivery).tip
    return triage.claim(tip, by=officer) if officer else tip


def make_account(**given: Any) -> Any:
    """A sanitised account that can be promoted as it is."""
    from hotline.reporting import Account

    return Account(
        **{"title": "Turtles at a market", "text": "Live turtles are offered.", "offences": ["live"], **given}
    )


def make_report(by: "Officer", *tips: "Tip", grade: str = "B2", **given: Any) -> "Report":
    """A graded report from the tips given, or from one of its own. `grade=""` leaves it a draft."""
    from hotline import reporting
    from hotline.reporting import Grade

    graded = Grade(grade[0], grade[1], "direct") if grade else None
    return reporting.promote(list(tips) or [make_tip()], make_account(**given), graded, by=by)


def make_picture(colour: str = "teal", size: tuple[int, int] = (64, 48)) -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def make_attachment(
    tip: "Tip", content: bytes | None = None, name: str = "photo.jpg", *, copy: bytes = b""
) -> "Attachment":
    """A file of a tip, streamed through the vault. `copy`: the scrubbed copy that a worker would have made."""
    from hotline import attachments
    from hotline.attachments import Upload
    from hotline.models import Attachment
    from vault import files

    received = files.receive([content if content is not None else make_picture()])
    row = attachments.add(Upload(received, name), key_id=tip.key_id, tip=tip)
    if copy:
        row.copy_id, row.state, row.media_type = (
            files.store([copy], tip.key_id).pk,
            Attachment.State.COPIED,
            "image/jpeg",
        )
        row.save(update_fields=["copy_id", "state", "media_type"])
    return row


def make_taxon(scientific_name: str = "Cuora galbinifrons", english: str = "Indochinese box turtle") -> "Taxon":
    """A listed taxon with its English name."""
    from reference.models import Taxon, TaxonName
    from reference.spelling import plain

    taxon, is_new = Taxon.objects.get_or_create(
        scientific_name=scientific_name, defaults={"rank": Taxon.Rank.SPECIES, "english": english, "appendix": "II"}
    )
    if is_new:
        for kind, lang, name in (("scientific", "", scientific_name), ("vernacular", "en", english)):
            TaxonName.objects.create(taxon=taxon, kind=kind, lang=lang, name=name, normalised=plain(name))
    return taxon


def totp(secret: str, *, steps_ahead: int = 0) -> str:
    """The six digits that an authenticator app shows now (RFC 6238, SHA-1, 30 seconds)."""
    counter = int(time.time()) // 30 + steps_ahead
    digest = hmac.new(b32decode(secret), counter.to_bytes(8), "sha1").digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06d}"
