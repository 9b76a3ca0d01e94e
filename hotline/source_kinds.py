"""Saying better of which kind a source is. Machines, partners and platforms keep the kind that they came with."""

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotline.models import Partner, Tip
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus
from vault import identity
from vault.models import Source

RIGHT = "hotline.triage_tip"
CORRECTABLE = (Source.Kind.PUBLIC, Source.Kind.COMMUNITY, Source.Kind.JOURNALIST)


class Reason(TextChoices):
    SAID = "said", gettext_lazy("The source says so")
    KNOWN = "known", gettext_lazy("Colleagues know the source")
    MISTAKE = "mistake", gettext_lazy("It was entered wrongly")


@transaction.atomic
def correct(tip: Tip, kind: str, *, reason: str, by: Officer) -> Tip:
    """Say of which kind a tip's source is. It holds for all that this source told and will tell.

    Args:
        kind: one of `CORRECTABLE`. reason: a `Reason`.
    Raises: NotAllowed; Invalid; WrongStatus for a source whose kind is not an officer's to say.
    """
    access.require(by, RIGHT)
    if kind not in CORRECTABLE:
        raise Invalid(_("Choose the kind of source."), kind=_("Choose the kind of source."))
    if reason not in Reason.values:
        raise Invalid(_("Say why."), reason=_("Say why."))
    told = list(Tip.objects.select_for_update(no_key=True).filter(source_id=tip.source_id).order_by("pk"))
    if not may_be_corrected(tip) or Partner.objects.filter(source_id=tip.source_id).exists():
        raise WrongStatus(_("The kind of this source is set where it is registered."))
    for each in told:
        was = each.kind
        if was == kind:
            continue
        each.kind = kind
        each.save(update_fields=["kind"])
        audit.record(by, "tip.kind_corrected", each, was=was, now=kind, reason=reason)
    identity.set_kind(tip.source_id, kind)
    tip.refresh_from_db(fields=["kind"])
    return tip


def may_be_corrected(tip: Tip) -> bool:
    return tip.kind in CORRECTABLE
