"""Peer review: another officer reads a sealed version, says what they think of it, passes it on or sends it back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intel.models import Heading, Product, ReviewNote, Version
from intel.models.dissemination import MAX_COMMENT
from intel.products import complete, moving, standing, writing
from intel.products.moving import APPROVE, DRAFT, GATE, REVIEW, Status, locked, move, require_product
from staff import access, audit
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid, NotAllowed, WrongStatus

# Whose step it is where a product stands: they comment on it, and send it back.
WHOSE_STEP: dict[str, str] = {
    Status.IN_REVIEW: REVIEW, Status.AT_GATE: GATE, Status.CLEARED: APPROVE, Status.APPROVED: APPROVE,
}  # fmt: skip


@transaction.atomic
def seal_for_review(product: Product, *, by: Officer) -> Product:
    """Seal the draft and give it to review. What must not leave is looked for before: `cases.products.releasing`.

    Raises: NotAllowed; WrongStatus; Invalid that names every heading and judgement that is missing.
    """
    require_product(product, DRAFT, by=by)
    fresh = locked(product)
    if fresh.status != Status.DRAFT:
        raise WrongStatus(_("It was sent already."))
    if found := complete.missing(fresh.current, fresh.type):
        raise Invalid(complete.sentence(found), **found)
    if fresh.current.has_expired:
        raise Invalid(_("Its last day has passed."), expires_on=_("Its last day has passed."))
    standing.require_unchanged(fresh.current)
    Version.objects.filter(pk=fresh.current_id).update(sealed_at=timezone.now())
    return move(fresh, Status.IN_REVIEW, by=by)


@transaction.atomic
def comment(product: Product, text: str, *, by: Officer, heading: str = "") -> ReviewNote:
    """Say something of the version, of one heading or of all. Raises: NotAllowed; WrongStatus in a draft; Invalid."""
    fresh = locked(product)
    _require_step(fresh, by=by)
    return _note(fresh, text, by=by, heading=heading)


@transaction.atomic
def pass_review(product: Product, *, by: Officer, text: str = "") -> Product:
    """A peer finds that it holds. Raises: NotAllowed for whoever wrote in it; WrongStatus; Invalid."""
    require_product(product, REVIEW, by=by)
    fresh = locked(product)
    moving.require_other_hands(fresh, by=by)
    if text.strip():
        _note(fresh, text, by=by)
    return move(fresh, Status.AT_GATE, by=by, reviewed_by=by)


@transaction.atomic
def send_back(product: Product, text: str, *, by: Officer) -> Product:
    """Back to its writers, with what is wrong. They write on in a further version; this one stays as it is.

    Raises: NotAllowed: whose step it is, or who wrote it; WrongStatus; Invalid without a word.
    """
    fresh = locked(product)
    if not (fresh.is_written_by(by) and access.allows(by, DRAFT)):
        _require_step(fresh, by=by)
    else:
        require_product(fresh, DRAFT, by=by)
    if Status.DRAFT not in moving.NEXT[fresh.status]:
        return move(fresh, Status.DRAFT, by=by)  # refuses
    _note(fresh, text, by=by)
    writing.further_version(fresh, by=fresh.author)
    return move(
        fresh, Status.DRAFT, by=by, reviewed_by=None, cleared_by=None, mosaic="", approved_by=None, approved_at=None
    )  # fmt: skip


@transaction.atomic
def revise(product: Product, *, by: Officer) -> Product:
    """Draft the product that is to take the place of one that is out. It supersedes it once it is given out itself.

    Raises: NotAllowed; WrongStatus for one that is not out, or is being revised already.
    """
    require_product(product, DRAFT, by=by)
    old = locked(product)
    if not old.is_out or old.superseded_by_id:
        raise WrongStatus(_("Only a product that is out, and is the latest, is revised."))
    if old.revisions.exclude(status=Status.WITHDRAWN).exists():
        raise WrongStatus(_("It is being revised already."))
    fresh = Product(
        reference=next_reference("PRD"), type=old.type, made_in=old.made_in, author=by, writers=[by.pk], replaces=old
    )
    until = timezone.localdate() + (old.current.expires_on - old.current.written_at.date() or timedelta(days=1))
    fresh.current = writing.copy_of(old.current, fresh.pk, expires_on=until, by=by)
    fresh.save(force_insert=True)
    audit.record(by, "product.drafted", fresh, type=fresh.type, replaces=old.reference)
    return fresh


def _require_step(fresh: Product, *, by: Officer) -> None:
    right = WHOSE_STEP.get(fresh.status)
    if right is None:
        now = Status(fresh.status).label
        raise WrongStatus(_("This product is now '%(now)s': nobody looks it through.") % {"now": now})
    require_product(fresh, right, by=by)
    if fresh.is_written_by(by):
        raise NotAllowed(_("You wrote in it: somebody else looks it through."))


def _note(fresh: Product, text: str, *, by: Officer, heading: str = "") -> ReviewNote:
    sentence = _("Say in up to 2,000 characters what is to be changed.")
    words = moving.said(text, "text", sentence, MAX_COMMENT)
    if heading not in ("", *Heading.values):
        raise Invalid(_("Choose a heading."), heading=_("Choose a heading."))
    row = ReviewNote.objects.create(version=fresh.current, heading=heading, text=words, by=by)
    audit.record(by, "product.commented", fresh, note=row.pk, version=fresh.current.number)
    return row
