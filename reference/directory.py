"""Keeping the agency directory: what officers enter is theirs, and no edition writes over it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from reference.models import Agency, AgencyContact
from reference.spelling import plain
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid

RIGHT = "reference.manage_agencies"


@transaction.atomic
def keep_agency(agency: Agency, *, by: Officer) -> Agency:
    """Save an agency that an officer added or changed.

    Args:
        agency: new or changed, cleaned by its form.
        by: needs `reference.manage_agencies`.
    Raises: NotAllowed; Invalid when the country has an agency of that name already.
    """
    access.require(by, RIGHT)
    is_new = agency.pk is None
    agency.is_own, agency.normalised = True, plain(f"{agency.name} {agency.local_name}")
    _save(agency, _("This country has an agency of that name already."))
    audit.record(
        by, "agency.added" if is_new else "agency.changed", agency, verified=agency.verified, retired=agency.retired
    )
    return agency


@transaction.atomic
def keep_contact(contact: AgencyContact, *, by: Officer) -> AgencyContact:
    """Save a way to reach an agency. Raises: NotAllowed; Invalid when the agency has that address already."""
    access.require(by, RIGHT)
    is_new = contact.pk is None
    _save(contact, _("This agency has that address already."))
    verb = "agency_contact.added" if is_new else "agency_contact.changed"
    audit.record(by, verb, contact, agency=contact.agency_id, channel=contact.channel, verified=contact.verified)
    return contact


@transaction.atomic
def drop_contact(contact: AgencyContact, *, by: Officer) -> None:
    """Remove a way to reach an agency. Raises: NotAllowed."""
    access.require(by, RIGHT)
    audit.record(by, "agency_contact.dropped", contact, agency=contact.agency_id, channel=contact.channel)
    contact.delete()


def _save(row: Agency | AgencyContact, sentence: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Invalid(sentence) from error
