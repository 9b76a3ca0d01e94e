"""Keeping the operator's protected areas."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reference.models import ProtectedArea
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid

RIGHT = "reference.manage_areas"


@transaction.atomic
def keep(area: ProtectedArea, *, by: Officer) -> ProtectedArea:
    """Save an area that an officer added or changed; tips are read with it from the next minute on.

    Args:
        area: new or changed, cleaned by its form.
    Raises: NotAllowed; Invalid when the country has an area of that name, or half a position is given.
    """
    access.require(by, RIGHT)
    if (area.lat is None) != (area.lon is None):
        raise Invalid(_("Give both latitude and longitude, or neither."))
    is_new, area.changed_at = area.pk is None, timezone.now()
    try:
        with transaction.atomic():
            area.save()
    except IntegrityError as error:
        raise Invalid(_("This country has an area of that name already.")) from error
    audit.record(by, "area.added" if is_new else "area.changed", area, retired=area.retired)
    return area
