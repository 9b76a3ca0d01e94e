"""Pages of the network as exhibits: the capture itself is brought by an officer; nothing is fetched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from cases import exhibits
from cases.acquiring import Acquired
from cases.exhibits import Arrived
from cases.models import Capture, Case, Exhibit
from staff.models import Officer
from staff.refusals import Invalid

# What each field of the form brings, in the words of the exhibit.
FILES = {"image": "Picture of the page", "html": "The page as HTML", "warc": "Web archive (WARC)"}


@dataclass(frozen=True)
class Page:
    """Where it stood: address, platform, and the account by its number, which stays, and its name, which may not."""

    url: str
    platform: str = ""
    account_id: str = ""
    handle: str = ""

    def sheet(self) -> Capture:
        return Capture(
            url=self.url.strip(), platform=self.platform.strip()[:60], account_id=self.account_id.strip()[:60],
            handle=self.handle.strip()[:120],
        )  # fmt: skip


def as_it_stands(sheet: Capture) -> Page:
    """What a capture's sheet says now, to correct from (`dataclasses.replace`)."""
    return Page(sheet.url, sheet.platform, sheet.account_id, sheet.handle)


def check(page: Page) -> None:
    """Raises: Invalid."""
    parts = urlsplit(page.url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or len(page.url.strip()) > 2000:
        sentence = _("Give the whole address, with https://.")
        raise Invalid(sentence, url=sentence)


@transaction.atomic
def take(case: Case, page: Page, files: Sequence[Arrived], acquired: Acquired, *, by: Officer) -> Exhibit:
    """Take a capture in: an exhibit for the page, and each of its files as a part of it.

    Args:
        files: their `field` names them in `FILES`. acquired: `at` is when it was captured; operator is `by`.
    Returns: the page's exhibit. Where it is refused, nothing is taken from `files`.
    Raises: NotAllowed; Invalid with a sentence a field.
    """
    _check(page, files, acquired)
    whole = exhibits.register_exhibit(case, acquired, by=by, sheet=page.sheet())
    for each in files:
        said = f"{FILES[each.field]}: {acquired.description}"
        exhibits.upload(
            case, each, replace(acquired, description=said), by=by, parent=whole, relation=Exhibit.Relation.PART
        )
    return whole


def _check(page: Page, files: Sequence[Arrived], acquired: Acquired) -> None:
    wrong: dict[str, str] = {}
    try:
        check(page)
    except Invalid as refused:
        wrong |= refused.fields
    if not files or not all(each.field in FILES for each in files):
        wrong["image"] = _("Add the picture, the HTML or the WARC file.")
    if acquired.at is None:
        wrong["at"] = _("Say when it was captured (UTC).")
    if not acquired.tool.strip():
        wrong["tool"] = _("Name the tool.")
    if wrong:
        raise Invalid(_("The capture is not complete."), **wrong)
