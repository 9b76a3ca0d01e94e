"""The shared timeline: lines of ours for those agencies that we choose, and lines that one agency lets others read."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases import letters, referrals
from cases.joint import telling
from cases.joint.forming import RIGHT, cases_of, pass_gate, require_joint
from cases.models import JointEntry, JointMember, JointRelease
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

MAX_TEXT = 2_000  # characters


def _checked(text: str, to: Sequence[JointMember]) -> str:
    if not text.strip() or len(text) > MAX_TEXT:
        raise Invalid(_("Write up to 2,000 characters."), text=_("Write up to 2,000 characters."))
    if not to:
        raise Invalid(_("Choose who may read it."), to=_("Choose who may read it."))
    return text.strip()


def _write(about: JointMember, text: str, to: Sequence[JointMember], officer: Officer | None) -> JointEntry:
    entry = JointEntry.objects.create(about=about, text=text, officer=officer)
    JointRelease.objects.bulk_create([JointRelease(entry=entry, to=each) for each in to], ignore_conflicts=True)
    return entry


@transaction.atomic
def write(about: JointMember, text: str, to: Sequence[JointMember], *, by: Officer) -> JointEntry:
    """Write a line about one referral for the agencies named; the gate looks it through first, for every case of it.

    Raises: NotAllowed; Invalid with a sentence a field, also where it names an agency to one that may not know of it.
    """
    joint = require_joint(about.joint, RIGHT, by=by)
    said = _checked(text, to)
    if any(each.joint_id != joint.pk for each in to):
        raise Invalid(_("Choose agencies of this operation."), to=_("Choose agencies of this operation."))
    pass_gate({"text": said}, cases_of(joint))
    _refuse_names(said, to, list(joint.members.select_related("referral__agency")))
    entry = _write(about, said, to, by)
    audit.record(by, "joint.entry_written", joint, entry=entry.pk, to=[each.pk for each in to])
    return entry


def _refuse_names(text: str, to: Sequence[JointMember], members: Collection[JointMember]) -> None:
    """A line betrays no agency to another by its name or its referral's number."""
    folded = text.casefold()
    for reader in to:
        known = set(telling.known_to(reader).values_list("pk", flat=True)) | {reader.pk}
        for other in members:
            agency = other.referral.agency
            names = [agency.name, agency.local_name, other.referral.reference]
            is_same = agency.pk == reader.referral.agency_id
            if other.pk not in known and not is_same and any(n and n.casefold() in folded for n in names):
                said = _("It names an agency to one that may not know of it.")
                raise Invalid(said, text=said)


@transaction.atomic
def share(member: JointMember, text: str, to: Sequence[JointMember]) -> JointEntry:
    """A line of an agency for others that it knows of: those that it names, and nobody else, besides our desk.

    Raises: Invalid; WrongStatus where its link or the operation is closed.
    """
    said = _checked(text, to)
    fresh = referrals.locked(member.referral_id)
    if not letters.may_write(fresh) or member.joint.closed_at:
        raise WrongStatus(_("This link is not open any more."))
    known = set(telling.known_to(member).values_list("pk", flat=True))
    if any(each.pk not in known for each in to):
        raise Invalid(_("Choose who may read it."), to=_("Choose who may read it."))
    same = JointEntry.objects.filter(about=member, officer=None, text=said).order_by("-at").first()
    if same and set(same.releases.values_list("to", flat=True)) == {each.pk for each in to}:
        return same
    entry = _write(member, said, to, None)
    actor = f"agency:{fresh.agency_id}"
    audit.record(actor, "joint.entry_shared", member.joint, entry=entry.pk, to=[each.pk for each in to])
    return entry


def shown_to(member: JointMember) -> "QuerySet[JointEntry]":
    """The lines that an agency reads: its own, and those released to it; another agency's while it may know of that."""
    if member.joint.closed_at:
        return JointEntry.objects.none()
    known = telling.known_to(member).values("pk")
    released = Q(releases__to=member) & (Q(officer__isnull=False) | Q(about__in=known))
    return JointEntry.objects.filter(released | Q(about=member, officer=None)).select_related(
        "about__referral__agency"
    ).distinct()  # fmt: skip
