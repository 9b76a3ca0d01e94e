"""Giving a product out: a marked copy for each recipient, what they made of it, and the file itself, on record."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.custody_chain import service_number
from cases.packets.release import new_watermark
from cases.products import papers, releasing
from hotline import reporting
from hotline.models import Report
from intel.models import Audience, Dissemination, Product, ProductFeedback, Version
from intel.models.dissemination import MAX_COMMENT
from intel.products import handling, moving
from intel.products.moving import APPROVE, DRAFT, NEXT, Status, locked, move, require_product
from intel.products.types import RULES
from reference.models import Agency
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

READERS = "intel.view_product"


@dataclass(frozen=True)
class Recipient:
    """Who gets a copy, and for what. audience: an `Audience`; organisation: where it is no agency of the directory."""

    audience: str
    purpose: str
    person: str = ""
    agency: Agency | None = None
    organisation: str = ""


@dataclass(frozen=True)
class Answer:
    """What a recipient told us. useful, acted: choices of `ProductFeedback`."""

    useful: str
    acted: str = ProductFeedback.Acted.UNKNOWN
    comment: str = ""
    received_on: date | None = None


@dataclass(frozen=True)
class File:
    name: str
    media_type: str
    content: bytes


@transaction.atomic
def disseminate(product: Product, recipient: Recipient, *, by: Officer) -> Dissemination:
    """Give one recipient a copy with a mark of its own. With the first, what it replaces is superseded.

    Raises: NotAllowed, also for whoever wrote in it; WrongStatus; Invalid where the label does not let it go there,
        it has expired, a report changed or the gate finds something now.
    """
    require_product(product, APPROVE, by=by)
    fresh = locked(product)
    moving.require_other_hands(fresh, by=by)
    if fresh.status not in (Status.APPROVED, Status.DISSEMINATED):
        now = Status(fresh.status).label
        raise WrongStatus(_("This product is now '%(now)s': it is not given out.") % {"now": now})
    _check(fresh, recipient)
    releasing.pass_gate(fresh)
    if fresh.status == Status.APPROVED:
        move(fresh, Status.DISSEMINATED, by=by)
        _supersede(fresh, by=by)
    row = _copy(fresh, recipient, by=by)
    if recipient.audience == Audience.AGENCY:
        reporting.passed_on(Report.objects.filter(pk__in=fresh.current.citations.values("report")))
    audit.record(by, "product.given_out", fresh, copy=row.pk, version=fresh.current.number, audience=row.audience)
    return row


def _check(fresh: Product, recipient: Recipient) -> None:
    wrong: dict[str, str] = {}
    if recipient.audience not in Audience.values:
        wrong["audience"] = _("Choose what kind of recipient it is.")
    elif not handling.may_have(fresh.current.handling, recipient.audience, is_named=bool(recipient.person.strip())):
        wrong["audience"] = _("%(label)s does not let it go there.") % {"label": fresh.current.handling}
        if handling.may_have(fresh.current.handling, recipient.audience, is_named=True):
            wrong = {"person": _("TLP:RED is for named persons only: say who.")}
    elif recipient.audience == Audience.PUBLIC and not RULES[fresh.type].is_public:
        wrong["audience"] = _("Only a public bulletin goes to the public.")
    if recipient.audience == Audience.AGENCY and recipient.agency is None:
        wrong["agency"] = _("Choose the agency.")
    if recipient.audience == Audience.PARTNER and not recipient.organisation.strip():
        wrong["organisation"] = _("Say which organisation.")
    if not recipient.purpose.strip() or len(recipient.purpose) > 300:
        wrong["purpose"] = _("Say in up to 300 characters what for.")
    if fresh.current.has_expired:
        wrong["purpose"] = _("Its last day has passed.")
    if wrong:
        raise Invalid(" ".join(wrong.values()), **wrong)


def _copy(fresh: Product, recipient: Recipient, *, by: Officer) -> Dissemination:
    given = {
        "product": fresh, "version": fresh.current, "audience": recipient.audience,
        "agency": recipient.agency if recipient.audience == Audience.AGENCY else None,
        "organisation": recipient.organisation.strip()[:200], "person": recipient.person.strip()[:200],
        "purpose": recipient.purpose.strip(), "by": by,
    }  # fmt: skip
    try:
        with transaction.atomic():
            return Dissemination.objects.create(watermark=new_watermark(), **given)
    except IntegrityError:  # two marks alike, once in 10^13
        return Dissemination.objects.create(watermark=new_watermark(), **given)


def _supersede(fresh: Product, *, by: Officer) -> None:
    if fresh.replaces is None or fresh.replaces.purged_at:
        return
    old = locked(fresh.replaces)
    if Status.SUPERSEDED in NEXT[old.status]:
        move(old, Status.SUPERSEDED, by=by, superseded_by=fresh)


@transaction.atomic
def feed_back(copy: Dissemination, answer: Answer, *, by: Officer) -> ProductFeedback:
    """Keep what a recipient made of their copy, beside earlier answers. Raises: NotAllowed; Invalid."""
    require_product(copy.product, DRAFT, by=by)
    wrong: dict[str, str] = {}
    if answer.useful not in ProductFeedback.Useful.values:
        wrong["useful"] = _("Choose whether it was useful.")
    if answer.acted not in ProductFeedback.Acted.values:
        wrong["acted"] = _("Choose whether it was acted on.")
    if len(answer.comment) > MAX_COMMENT:
        wrong["comment"] = _("At most 2,000 characters.")
    received = answer.received_on or timezone.localdate()
    if not timezone.localdate(copy.at) <= received <= timezone.localdate():
        wrong["received_on"] = _("Choose a day between the copy's and today.")
    if wrong:
        raise Invalid(_("The answer was not kept."), **wrong)
    row = ProductFeedback.objects.create(
        copy=copy, useful=answer.useful, acted=answer.acted, comment=answer.comment.strip(), received_on=received, by=by
    )
    audit.record(by, "product.answered", copy.product, copy=copy.pk, useful=row.useful, acted=row.acted)
    return row


def take(product: Product, version: Version, form: str, *, by: Officer, copy: Dissemination | None = None) -> File:
    """A file of a version, after the audit entry that says who took it.

    Args:
        form: `papers.PDF` or `papers.WORD`.
        copy: the recipient's copy, with their mark; without one a reading copy that bears the officer's number.
    Raises: NotAllowed; Invalid for another form; WrongStatus for a recipient's copy of what was withdrawn since.
    """
    require_product(product, READERS if copy is None else APPROVE, by=by)
    if form not in papers.MEDIA_TYPES:
        raise Invalid(_("There is no such file."))
    if copy is not None and product.status == Status.WITHDRAWN:
        raise WrongStatus(_("It was withdrawn: no copy leaves any more."))
    mark = copy.watermark if copy else _("for reading, %(who)s") % {"who": service_number(by)}
    content = papers.paper(product, version, form, mark=mark)
    told = {"version": version.number, "form": form, "sha256": hashlib.sha256(content).hexdigest()}
    with transaction.atomic():
        audit.record(by, "product.downloaded", product, **told, copy=str(copy.pk) if copy else None)
    return File(f"{product.reference}-{version.number}.{form}", papers.MEDIA_TYPES[form], content)
