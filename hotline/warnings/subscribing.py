"""Who is warned: chats ask for the warnings of areas, and end that at any time."""

from dataclasses import dataclass

from django.db import transaction

from hotline.models import WarnedArea, WarningChat
from hotline.warnings import areas
from vault import keys, text

PURPOSE = "warning-chat"
MOST_AREAS = 10


@dataclass(frozen=True)
class Area:
    """country: ISO 3166-1; province: ISO 3166-2 code, or '' for the whole country; name: in the chat's language."""

    country: str
    province: str
    name: str


def _mark(chat: int) -> bytes:
    return keys.mark(PURPOSE, str(chat))


def of(chat: int, language: str) -> list[Area]:
    """The areas that a chat is warned of."""
    rows = list(WarnedArea.objects.filter(chat__mark=_mark(chat)).order_by("country", "province"))
    named = areas.names([(row.country, row.province) for row in rows], language)
    return [Area(row.country, row.province, named[row.country, row.province]) for row in rows]


@transaction.atomic
def ask(chat: int, language: str, country: str, province: str) -> bool:
    """Warn a chat of an area from now on. Safe to repeat.

    Returns: False where it is no area, or the chat has ten already: nothing has changed then.
    """
    if not areas.is_area(country, province):
        return False
    row = WarningChat.objects.select_for_update().filter(mark=_mark(chat)).first()
    if row is None:
        row = WarningChat(key_id=keys.create(), mark=_mark(chat), language=language)
        text.write(row, chat=str(chat))
        row.save(force_insert=True)
    mine = WarnedArea.objects.filter(chat=row)
    if mine.count() >= MOST_AREAS and not mine.filter(country=country, province=province).exists():
        return False
    WarnedArea.objects.get_or_create(chat=row, country=country, province=province)
    speak(chat, language)
    return True


def speak(chat: int, language: str) -> None:
    """From now on warnings come in this language. Costs a look-up where the chat asked for none."""
    WarningChat.objects.filter(mark=_mark(chat)).exclude(language=language).update(language=language)


@transaction.atomic
def end(chat: int, country: str, province: str) -> None:
    """No more warnings of this area; with the last one the chat's address is destroyed. Safe to repeat."""
    WarnedArea.objects.filter(chat__mark=_mark(chat), country=country, province=province).delete()
    left = WarningChat.objects.filter(mark=_mark(chat), areas=None).first()
    if left:
        forget(left)


@transaction.atomic
def end_all(chat: int) -> None:
    """No more warnings: the chat's address is destroyed. Safe to repeat."""
    row = WarningChat.objects.select_for_update().filter(mark=_mark(chat)).first()
    if row:
        forget(row)


def forget(row: WarningChat) -> None:
    """Destroy a chat's address, in the caller's transaction."""
    keys.destroy(row.key_id, reason="warnings_ended")
    row.delete()
