"""Letting a product go: to review, through the source-protection gate, approved. Each step looks at all of it again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.packets import gate
from cases.packets import secrets as source_secrets
from cases.packets.gate import Finding
from cases.packets.release import MOSAIC_MISSING
from cases.products import content, length
from intel.models import Product
from intel.models.product import MAX_WHY
from intel.products import moving, reviewing, standing
from intel.products.moving import APPROVE, DRAFT, GATE, Status, locked, move, require_product
from staff.models import Officer
from staff.refusals import Invalid


def findings(product: Product) -> list[Finding]:
    """What of a source the gate finds in the current version: places and kinds, never values."""
    version = product.current
    secrets = source_secrets.behind_reports(version.citations.values_list("report", flat=True), product.made_in)
    said = content.told(product, version).said()
    return gate.scan(said, secrets, cleared=version.cleared_identifiers)


def pass_gate(product: Product) -> None:
    """Raises: Invalid that names the places where something of a source was found, a report that changed, or by how
    much it is too long."""
    standing.require_unchanged(product.current)
    length.require_fits(product)
    if found := findings(product):
        raise Invalid(gate.sentence(found))


@transaction.atomic
def send_to_review(product: Product, *, by: Officer) -> Product:
    """Seal the draft and give it to a peer; what the gate would stop is said now, while it can be mended.

    Raises: NotAllowed; WrongStatus; Invalid, with every heading that is missing.
    """
    require_product(product, DRAFT, by=by)
    sent = reviewing.seal_for_review(product, by=by)
    pass_gate(sent)
    return sent


@transaction.atomic
def clear(product: Product, *, mosaic: str, by: Officer) -> Product:
    """Somebody who did not write it answers for the source's protection, after the gate found nothing.

    Args:
        mosaic: whether the subject could work out who told us, all of it taken together; up to 300 characters.
    Raises: NotAllowed, also for whoever wrote in it; WrongStatus; Invalid.
    """
    require_product(product, GATE, by=by)
    fresh = locked(product)
    moving.require_other_hands(fresh, by=by)
    answer = moving.said(mosaic, "mosaic", str(MOSAIC_MISSING), MAX_WHY)
    pass_gate(fresh)
    return move(fresh, Status.CLEARED, by=by, cleared_by=by, mosaic=answer)


@transaction.atomic
def approve(product: Product, *, by: Officer) -> Product:
    """Another than its writers lets it go out. Raises: NotAllowed; WrongStatus; Invalid, also where it has expired."""
    require_product(product, APPROVE, by=by)
    fresh = locked(product)
    moving.require_other_hands(fresh, by=by)
    if fresh.current.has_expired:
        raise Invalid(_("Its last day has passed: send it back for another."))
    pass_gate(fresh)
    return move(fresh, Status.APPROVED, by=by, approved_by=by, approved_at=timezone.now())
