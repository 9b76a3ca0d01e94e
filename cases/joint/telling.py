"""Who knows of whom: no agency of another, unless one officer asked for it and a second approved."""

from django.db import transaction
from django.db.models import QuerySet
from django.db.utils import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.joint.forming import APPROVE, RIGHT, require_joint
from cases.models import JointMember, JointTelling
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus


@transaction.atomic
def ask(reader: JointMember, about: JointMember, *, by: Officer) -> JointTelling:
    """Ask that one agency may know of another; it learns nothing until a second person approved.

    Raises: NotAllowed; Invalid where the two are not of one operation; WrongStatus where it was asked already.
    """
    joint = require_joint(reader.joint, RIGHT, by=by)
    if about.joint_id != joint.pk or about.pk == reader.pk:
        raise Invalid(_("Choose two agencies of this operation."))
    try:
        with transaction.atomic():
            row = JointTelling.objects.create(reader=reader, about=about, asked_by=by)
    except IntegrityError as doubled:
        raise WrongStatus(_("That was asked for already.")) from doubled
    audit.record(by, "joint.telling_asked", joint, reader=reader.pk, about=about.pk)
    return row


def _standing(telling: JointTelling) -> JointTelling:
    row = JointTelling.objects.select_for_update(no_key=True, of=("self",)).get(pk=telling.pk)
    if row.ended_at:
        raise WrongStatus(_("That was taken back."))
    return row


@transaction.atomic
def approve(telling: JointTelling, *, by: Officer) -> JointTelling:
    """A second person lets the agency know. Raises: NotAllowed, also for whoever asked; WrongStatus."""
    joint = require_joint(telling.reader.joint, APPROVE, by=by)
    row = _standing(telling)
    access.require_second_person(by, row.asked_by)
    if row.approved_at:
        raise WrongStatus(_("That was approved already."))
    row.approved_by, row.approved_at = by, timezone.now()
    row.save(update_fields=["approved_by", "approved_at"])
    audit.record(by, "joint.telling_approved", joint, reader=row.reader_id, about=row.about_id)
    return row


@transaction.atomic
def take_back(telling: JointTelling, *, by: Officer) -> JointTelling:
    """The agency's page names the other no more; what it read it knows."""
    joint = require_joint(telling.reader.joint, RIGHT, by=by)
    row = _standing(telling)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    audit.record(by, "joint.telling_ended", joint, reader=row.reader_id, about=row.about_id)
    return row


def known_to(member: JointMember) -> "QuerySet[JointMember]":
    """The members whose agency may know of: approved, not taken back, the operation open."""
    told = JointTelling.objects.filter(
        reader=member, approved_at__isnull=False, ended_at=None, reader__joint__closed_at=None
    )
    return JointMember.objects.filter(pk__in=told.values("about")).select_related("referral__agency")
