"""A tip's files as its page shows them: the copy, and in words what a scanner and the copying said."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotline import pictures, recognitions
from hotline.media import kinds
from hotline.models import Attachment, CopiedFile, Tip
from staff.models import Officer
from vault import text

REASONS = {
    "too_many_pixels": gettext_lazy("more pixels than is safe to draw"), "too_large": gettext_lazy("too large"),
    "broken": gettext_lazy("the file is broken"), "timed_out": gettext_lazy("drawing it took too long"),
    "key_gone": gettext_lazy("its key was destroyed"), "withdrawn": gettext_lazy("withdrawn by the source"),
    "infected": gettext_lazy("a virus was found in it"),
    "polyglot": gettext_lazy("it is two kinds of file in one: a trick to get past checks"),
    "active": gettext_lazy("a web page or drawing that could run scripts"),
    "program": gettext_lazy("a program or script"), "archive": gettext_lazy("an archive; its content is not opened"),
    "kind_not_allowed": gettext_lazy("no copy is made of this kind of file"),
    "locked": gettext_lazy("it is locked with a password"),
    "codec": gettext_lazy("a film in a form that we do not know"),
    "no_office": gettext_lazy("LibreOffice is not installed here, so texts and tables are not drawn"),
    "no_memory_folder": gettext_lazy("this server has no memory folder to draw it in"),
    "no_walls": gettext_lazy("this server cannot open strangers' files safely"),
    "too_big": gettext_lazy("larger than the messenger hands over"),
    "fetch_failed": gettext_lazy("it could not be fetched"),
}  # fmt: skip
REMARKS = {
    "name_differs": gettext_lazy("The name says another kind of file than the content is."),
    "first_picture_only": gettext_lazy("It moves; the copy is its first picture."),
    "pages_left_out": gettext_lazy("Only the first pages are in the copy."),
    "had_scripts": gettext_lazy("The original contains scripts. The copy does not."),
    "had_enclosures": gettext_lazy("The original contains further files. The copy does not."),
    "had_macros": gettext_lazy("The original contains macros. The copy does not."),
    "cut_short": gettext_lazy("The copy ends before the original does."),
    "sound_left_out": gettext_lazy("Its sound is in a form that we do not know; the copy has none."),
    "voice_changed": gettext_lazy("The voice is changed in the copy."),
    "voices_unchanged": gettext_lazy("Voices in it are as they were: do not play it where strangers hear it."),
}  # fmt: skip
TONES = {"clean": "is-good", "infected": "is-bad", "too_large": "is-warn", "failed": "is-warn"}


@dataclass(frozen=True)
class Enclosed:
    """A file: its row, the name it came with ("" where that was destroyed), and how its copy is shown.

    shown_as: picture, film, sound or pages; "" where there is no copy. seen_in: other tips that show the same picture,
    and the reason in words. recognised: what a service outside said of the picture.
    """

    attachment: Attachment
    name: str
    shown_as: str
    reason: str
    verdict: str
    tone: str
    remarks: list[str]
    has_metadata: bool
    seen_in: list[tuple[Tip, str]]
    recognised: recognitions.Shown | None

    @property
    def is_picture(self) -> bool:
        """Or a film with a still."""
        return self.shown_as == "picture" or bool(self.attachment.poster_id)


def enclosed(tip: Tip, key: bytes, *, by: Officer) -> list[Enclosed]:
    """Every file of a tip, in the order of arrival, and where else its picture is. Four queries at most."""
    files = tip.attachments.select_related("recognition__judged_by")
    rows = list(files.order_by("received_at", "pk"))
    seen = pictures.seen_in(tip, by=by) if rows else {}
    return [
        shown(row, text.read(row, "name", key=key), seen.get(row.pk, []), recognition=_recognised(row, key))
        for row in rows
    ]


def _recognised(row: Attachment, key: bytes) -> Any:
    made = getattr(row, "recognition", None)
    return recognitions.shown(made, key=key) if made else None


def shown(row: Attachment, name: str, seen_in: list[tuple[Tip, str]], *, recognition: Any = None) -> Enclosed:
    """One file as a page shows it; `name` as it came."""
    return Enclosed(
        row, name, _shown_as(row), reason(row.reason), verdict(row), TONES.get(row.scan, ""),
        [str(REMARKS.get(code, code)) for code in row.remarks], bool(row.metadata), seen_in,
        recognition,
    )  # fmt: skip


def _shown_as(row: Attachment) -> str:
    if row.state != Attachment.State.COPIED or not row.copy_id:
        return ""
    if "voice_changed" in row.remarks:
        return "sound"
    return {"office": "pages", "voice": "sound"}.get(craft := kinds.craft(row.media_type), craft) or "pages"


def verdict(row: CopiedFile) -> str:
    """The scanner's word; nothing for a file that has not arrived."""
    if row.state == Attachment.State.OFFERED:
        return ""
    said: Any = row.get_scan_display()
    return _("%(verdict)s: %(name)s") % {"verdict": said, "name": row.scan_name} if row.scan_name else str(said)


def reason(code: str) -> str:
    """Why there is no copy of a file, from the worker's code."""
    return str(REASONS.get(code, code.replace("_", " ")))
