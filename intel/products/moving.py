"""From where a product may go where, and the one function through which it goes."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intel.models import Product
from staff import access, audit, steps
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus

DRAFT = "intel.draft_product"
REVIEW = "intel.review_product"
GATE = "intel.clear_product"
APPROVE = "intel.approve_product"

Status = Product.Status
# Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    Status.DRAFT: {Status.IN_REVIEW, Status.WITHDRAWN},
    Status.IN_REVIEW: {Status.DRAFT, Status.AT_GATE, Status.WITHDRAWN},
    Status.AT_GATE: {Status.DRAFT, Status.CLEARED, Status.WITHDRAWN},
    Status.CLEARED: {Status.DRAFT, Status.APPROVED, Status.WITHDRAWN},
    Status.APPROVED: {Status.DRAFT, Status.DISSEMINATED, Status.EXPIRED, Status.WITHDRAWN},
    Status.DISSEMINATED: {Status.SUPERSEDED, Status.EXPIRED, Status.WITHDRAWN},
    Status.EXPIRED: {Status.SUPERSEDED, Status.WITHDRAWN},
    Status.SUPERSEDED: {Status.WITHDRAWN},
    Status.WITHDRAWN: set(),
}


def require_product(product: Product, right: str, *, by: Officer) -> None:
    """Raises: NotAllowed where the role lacks the right, or the officer may not act on the product; WrongStatus once
    it is emptied.
    """
    access.require(by, right)
    seen = Product.objects.worked_by(by).only("purged_at").filter(pk=product.pk).first()
    if seen is None:
        raise NotAllowed(_("You do not work on this product."))
    require_kept(seen)


def require_other_hands(product: Product, *, by: Officer) -> None:
    """Raises: NotAllowed for whoever ever wrote in it."""
    access.require_second_person(by, product.author)
    if product.is_written_by(by):
        raise NotAllowed(_("You wrote in it: somebody else looks it through."))


def locked(product: Product) -> Product:
    """The product's row, locked and read again. Raises: WrongStatus once it is emptied: nothing is done with it."""
    rows = Product.objects.select_for_update(no_key=True, of=("self",))
    fresh = rows.select_related("current", "author").get(pk=product.pk)
    require_kept(fresh)
    return fresh


def require_kept(product: Product) -> None:
    """Raises: WrongStatus of a product whose words were purged."""
    if product.purged_at:
        raise WrongStatus(_("This product was purged on %(day)s.") % {"day": f"{product.purged_at:%Y-%m-%d}"})


def move(fresh: Product, to: str, *, by: Officer | str, **changes: object) -> Product:
    """The one way a product's status changes. `fresh` is locked; `changes` are columns."""
    was = steps.take(fresh, to, NEXT, _("This product is now '%(now)s': that step does not follow."), changes)
    audit.record(by, f"product.{to}", fresh, was=was, version=fresh.current.number)
    return fresh


@transaction.atomic
def withdraw(product: Product, why: str, *, by: Officer) -> Product:
    """Take a product back for good; its page names who holds a copy, so that they can be told.

    Args:
        why: up to 300 characters, for colleagues.
    Raises: NotAllowed: what is approved only an approver takes back; WrongStatus; Invalid.
    """
    fresh = locked(product)
    is_approved = fresh.approved_by_id is not None
    require_product(fresh, APPROVE if is_approved else DRAFT, by=by)
    said(why, "why", _("Say why it is withdrawn."))
    return move(fresh, Status.WITHDRAWN, by=by, withdrawn_why=why.strip())


def said(text: str, field: str, sentence: str, most: int = 300) -> str:
    """The text without blanks around it. Raises: Invalid where there is none, or too much."""
    if not text.strip() or len(text) > most:
        raise Invalid(sentence, **{field: sentence})
    return text.strip()


def expire(today: date | None = None) -> list[UUID]:
    """Everything approved or given out whose last day has passed. Safe to repeat. Returns: the ids."""
    day = today or timezone.localdate()
    alive = Product.objects.filter(
        status__in=(Status.APPROVED, Status.DISSEMINATED), current__expires_on__lt=day, purged_at=None
    )
    done = []
    for pk in alive.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            fresh = locked(Product(pk=pk))
            if Status.EXPIRED in NEXT[fresh.status] and fresh.current.expires_on < day:
                move(fresh, Status.EXPIRED, by="system")
                done.append(fresh.pk)
    return done
