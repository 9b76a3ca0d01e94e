"""Keeping the agency directory: what officers enter is theirs, and no edition writes over it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from reference import contact_keys
from reference.models import Agency, AgencyContact
from reference.spelling import plain
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

RIGHT = "reference.manage_agencies"
DEEPEST = 8  # units above one another
How = AgencyContact.How


@transaction.atomic
def keep_agency(agency: Agency, *, by: Officer) -> Agency:
    """Save an agency that an officer added or changed.

    Args:
        agency: new or changed, cleaned by its form.
        by: needs `reference.manage_agencies`.
    Raises: NotAllowed; Invalid when the country has an agency of that name already, when it would be part of itself,
        or for a language that nothing here speaks.
    """
    access.require(by, RIGHT)
    is_new = agency.pk is None
    agency.is_own, agency.normalised = True, plain(f"{agency.name} {agency.local_name}")
    _check(agency)
    _save(agency, _("This country has an agency of that name already."))
    audit.record(
        by, "agency.added" if is_new else "agency.changed", agency, verified=agency.verified, retired=agency.retired
    )
    return agency


def languages() -> list[tuple[str, str]]:
    """(code, name) of those that an agency can have: what sources or officers are spoken to in."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


def _check(agency: Agency) -> None:
    wrong: dict[str, str] = {}
    if agency.language and agency.language not in dict(languages()):
        wrong["language"] = _("Choose a language of the list.")
    if is_above(agency, agency.parent):
        wrong["parent"] = _("It cannot be part of itself or of a unit of its own.")
    if agency.pk is not None and agency.second_route_id == agency.pk:
        wrong["second_route"] = _("The second route is another agency, or a contact marked as one.")
    if wrong:
        raise Invalid(_("The agency is not complete."), **wrong)


def is_above(agency: Agency, parent: Agency | None) -> bool:
    """Whether the way up from `parent` comes back to the agency, or never ends."""
    for _step in range(DEEPEST):
        if parent is None:
            return False
        if agency.pk is not None and parent.pk == agency.pk:
            return True
        parent = parent.parent
    return True


@transaction.atomic
def keep_contact(contact: AgencyContact, *, by: Officer) -> AgencyContact:
    """Save a way to reach an agency: its key is read and checked, its verification is on whoever did it.

    A changed address or key is verified anew: what was said of the earlier one does not hold for it.
    Raises: NotAllowed; Invalid when the agency has that address already, or address or key is of no use.
    """
    access.require(by, RIGHT)
    wrong = wrong_with(contact.channel, contact.address)
    if wrong:
        raise Invalid(wrong, address=wrong)
    was = AgencyContact.objects.filter(pk=contact.pk).first() if contact.pk else None
    _read_key(contact)
    _sign(contact, was, by)
    _save(contact, _("This agency has that address already, or another second route."))
    verb = "agency_contact.changed" if was else "agency_contact.added"
    audit.record(
        by, verb, contact, agency=contact.agency_id, channel=contact.channel, verified=contact.verified,
        how=contact.verified_how, key=contact.key_kind,
    )  # fmt: skip
    return contact


def wrong_with(channel: str, address: str) -> str:
    """What is wrong with an address, as a sentence; "" where it is fit. Mail to an unfit one would never leave."""
    if channel == AgencyContact.Channel.EMAIL:
        try:
            validate_email(address)
        except ValidationError:
            return _("This is not an e-mail address.")
    return "" if address.isprintable() else _("Write the address on one line.")


def _read_key(contact: AgencyContact) -> None:
    typed = contact.key.strip()
    if not typed:
        contact.key = contact.key_kind = contact.key_mark = ""
        contact.key_expires_at = None
        return
    if contact.channel != AgencyContact.Channel.EMAIL:
        raise contact_keys.refused(_("A key belongs to an e-mail address."))
    key = contact_keys.read(typed)
    contact.key, contact.key_kind, contact.key_mark = key.text, key.kind, key.mark
    contact.key_expires_at = key.expires_at


def _sign(contact: AgencyContact, was: AgencyContact | None, by: Officer) -> None:
    is_other = was is not None and (was.address, was.key_mark) != (contact.address, contact.key_mark)
    told_anew = was is None or was.verified_how != contact.verified_how
    if not contact.verified or (is_other and not told_anew):
        contact.verified, contact.verified_how = False, ""
        contact.verified_by, contact.verified_at = None, None
        return
    if contact.verified_how not in set(How.values) - {How.EARLIER} and not (was and was.verified_how == How.EARLIER):
        sentence = _("Say how it was verified.")
        raise Invalid(sentence, verified_how=sentence)
    if contact.verified_how != How.EARLIER and (was is None or not was.verified or told_anew):
        contact.verified_by, contact.verified_at = by, timezone.now()


@transaction.atomic
def drop_contact(contact: AgencyContact, *, by: Officer) -> None:
    """Remove a way to reach an agency. Raises: NotAllowed; WrongStatus where something rests on it."""
    access.require(by, RIGHT)
    audit.record(by, "agency_contact.dropped", contact, agency=contact.agency_id, channel=contact.channel)
    try:
        contact.delete()
    except ProtectedError as needed:
        raise WrongStatus(_("Something rests on this contact: it stays.")) from needed


def _save(row: Agency | AgencyContact, sentence: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Invalid(sentence) from error
