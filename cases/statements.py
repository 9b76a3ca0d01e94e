"""Statements as exhibits: whose by service number or held by the handler, never a source's name."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases import exhibits
from cases.acquiring import Acquired
from cases.exhibits import Arrived
from cases.models import Case, Exhibit, Statement
from staff.models import Officer
from staff.refusals import Invalid

# Three letters and three more, then digits: O-000012, 114, VN/PC-2041. Hardly a name.
SERVICE_NUMBER = re.compile(r"[A-Z]{0,3}(?:[-/. ][A-Z]{0,3})?[-/. ]?\d{1,10}(?:[-/.]\d{1,6})?[A-Z]?")


@dataclass(frozen=True)
class Words:
    """Whose words they are. `by_service_number` "" where the handler holds it; `translator` of a translation."""

    language: str
    by_service_number: str = ""
    willing: str = Statement.Willing.UNKNOWN
    translator: str = ""

    def sheet(self) -> Statement:
        return Statement(
            by_service_number=self.by_service_number.strip().upper(), language=self.language.strip()[:40],
            translator=self.translator.strip()[:120], willing=self.willing,
        )  # fmt: skip


def as_it_stands(sheet: Statement) -> Words:
    """What a statement's sheet says now, to correct from (`dataclasses.replace`)."""
    return Words(sheet.language, sheet.by_service_number, sheet.willing, sheet.translator)


def check(words: Words, *, is_translation: bool) -> None:
    """Raises: Invalid with a sentence a field."""
    wrong: dict[str, str] = {}
    number = words.by_service_number.strip().upper()
    if number and not SERVICE_NUMBER.fullmatch(number):
        wrong["by_service_number"] = _("A service number only, as O-000012; never a name. Empty: held by the handler.")
    if not words.language.strip():
        wrong["language"] = _("Say in which language it is.")
    if words.willing not in Statement.Willing.values:
        wrong["willing"] = _("Choose one.")
    if is_translation and not words.translator.strip():
        wrong["translator"] = _("Name the translator.")
    if wrong:
        raise Invalid(_("The statement is not complete."), **wrong)


@transaction.atomic
def take(
    case: Case, words: Words, acquired: Acquired, *, by: Officer, file: Arrived | None = None,
    translation_of: Exhibit | None = None,
) -> Exhibit:  # fmt: skip
    """Take a statement in, or the translation of one.

    Args:
        file: as it was signed or recorded; None for a statement on paper.
        translation_of: the statement that was translated.
    Raises: NotAllowed; Invalid with a sentence a field.
    """
    check(words, is_translation=translation_of is not None)
    said = replace(acquired, kind=Exhibit.Kind.STATEMENT)
    place: dict[str, Any] = {}
    if translation_of:
        place = {"parent": translation_of, "relation": Exhibit.Relation.TRANSLATION}
    if file is None:
        return exhibits.register_exhibit(case, said, by=by, sheet=words.sheet(), **place)
    return exhibits.upload(case, file, said, by=by, sheet=words.sheet(), **place)
