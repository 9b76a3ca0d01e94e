"""The register of platforms: addresses for reports and the rule that each publishes, as the operator found them."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Listing, Platform
from intel import identifying
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid

RIGHT = "cases.manage_platforms"


@dataclass(frozen=True)
class Entry:
    """What is known of a platform; texts may be empty but for the name."""

    name: str
    mail: str = ""
    form_url: str = ""
    rule: str = ""
    note: str = ""


@transaction.atomic
def enter(entry: Entry, *, by: Officer) -> Platform:
    """Enter a platform. Listings that told its name in words are of it from now on. Raises: NotAllowed; Invalid."""
    access.require(by, RIGHT)
    columns = _columns(entry)
    row, is_new = Platform.objects.get_or_create(key=columns["key"], defaults=columns)
    if not is_new:
        sentence = _("It stands in the register already.")
        raise Invalid(sentence, name=sentence)
    audit.record(by, "platform.entered", row)
    _adopt(row)
    return row


@transaction.atomic
def correct(platform: Platform, entry: Entry, *, by: Officer) -> Platform:
    """Write a platform anew; its addresses count as checked today. Raises: NotAllowed; Invalid."""
    access.require(by, RIGHT)
    columns = _columns(entry)
    fresh = Platform.objects.select_for_update().get(pk=platform.pk)
    if Platform.objects.filter(key=columns["key"]).exclude(pk=fresh.pk).exists():
        sentence = _("Another platform has this name.")
        raise Invalid(sentence, name=sentence)
    changed = [name for name, value in columns.items() if getattr(fresh, name) != value]
    for name in changed:
        setattr(fresh, name, columns[name])
    fresh.save(update_fields=changed)
    audit.record(by, "platform.corrected", fresh, columns=sorted(changed))
    _adopt(fresh)
    return fresh


def _adopt(platform: Platform) -> None:
    """By name: whoever recorded them wrote it in words, for want of an entry."""
    waiting = Listing.objects.filter(platform=None).exclude(platform_words="").values_list("pk", "platform_words")
    named = [pk for pk, words in waiting if key_of(words) == platform.key]
    Listing.objects.filter(pk__in=named).update(platform=platform)


def known(name: str) -> Platform | None:
    """The platform of a name in any spelling, None where the register has none."""
    return Platform.objects.filter(key=key_of(name)).first() if name.strip() else None


def key_of(name: str) -> str:
    return identifying.text(name)[:60]


def _columns(entry: Entry) -> dict[str, Any]:
    said = {name: str(value).strip() for name, value in asdict(entry).items()}
    wrong: dict[str, str] = {}
    if not said["name"] or len(said["name"]) > 60:
        wrong["name"] = _("Name the platform, in up to 60 characters.")
    if said["mail"] and not _holds(EmailValidator(), said["mail"]):
        wrong["mail"] = _("This is no mail address.")
    if said["form_url"] and not _holds(URLValidator(("http", "https")), said["form_url"]):
        wrong["form_url"] = _("Give the whole address, with https://.")
    if wrong:
        raise Invalid(_("The platform is not complete."), **wrong)
    for name in ("rule", "note"):
        said[name] = said[name][:300]
    return {**said, "key": key_of(said["name"]), "checked_on": timezone.localdate()}


def _holds(check: Any, value: str) -> bool:
    try:
        check(value)
    except ValidationError:
        return False
    return True
