"""Who leads a case, and who is the lead's deputy."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.casework import locked, require_gatekeeper
from cases.models import Case
from staff import access, audit, compartments
from staff.models import Officer
from staff.refusals import Invalid


@transaction.atomic
def hand_to(case: Case, officer: Officer, *, by: Officer) -> Case:
    """Give the case another lead, who becomes a member. A deputy who takes over is deputy no more."""
    require_gatekeeper(case, by=by)
    access.require(officer, "cases.write_case")
    fresh = locked(case)
    fresh.lead = officer
    fresh.deputy = None if fresh.deputy_id == officer.pk else fresh.deputy
    fresh.save(update_fields=["lead", "deputy"])
    audit.record(by, "case.handed_on", fresh, lead=officer.pk)
    compartments.admit(officer, fresh.pk, by=by)
    return fresh


@transaction.atomic
def deputise(case: Case, officer: Officer | None, *, by: Officer) -> Case:
    """Name the lead's deputy, who becomes a member and lets people in and out as the lead does. None: nobody.

    Raises: NotAllowed, also for an officer who may not write in cases; Invalid for the lead, and for whom it denies.
    """
    require_gatekeeper(case, by=by)
    fresh = locked(case)
    if officer is not None:
        access.require(officer, "cases.write_case")
        if officer.pk == fresh.lead_id or officer.pk in compartments.denied_by(fresh.pk):
            sentence = _("Choose somebody else: neither the lead, nor one who is kept out.")
            raise Invalid(sentence, officer_chosen=sentence)
        compartments.admit(officer, fresh.pk, by=by)
    fresh.deputy = officer
    fresh.save(update_fields=["deputy"])
    audit.record(by, "case.deputised", fresh, deputy=officer.pk if officer else None)
    return fresh
