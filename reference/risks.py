"""The note on corruption in an agency: who may write and read it. It stands in no list, export or audit entry."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reference.models import Agency, AgencyRisk
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid

RIGHT = "reference.read_agency_risk"
MAX_NOTE = 2_000  # characters


@transaction.atomic
def note(agency: Agency, text: str, *, by: Officer) -> None:
    """Keep what is said of an agency; "" takes the note away.

    Raises: NotAllowed; Invalid.
    """
    access.require(by, RIGHT)
    said = text.replace("\0", "").strip()
    if len(said) > MAX_NOTE:
        sentence = _("Write up to 2,000 characters.")
        raise Invalid(sentence, note=sentence)
    if said:
        told = {"note": said, "noted_by": by, "noted_at": timezone.now()}
        AgencyRisk.objects.update_or_create(agency=agency, defaults=told)
    else:
        AgencyRisk.objects.filter(agency=agency).delete()
    audit.record(by, "agency_risk.noted" if said else "agency_risk.cleared", agency)


@transaction.atomic
def read(agency: Agency, *, by: Officer) -> AgencyRisk | None:
    """The note, on record. Raises: NotAllowed."""
    access.require(by, RIGHT)
    found = AgencyRisk.objects.select_related("noted_by").filter(agency=agency).first()
    if found:
        audit.record(by, "agency_risk.read", agency)
    return found
