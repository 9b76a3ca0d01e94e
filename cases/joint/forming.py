"""Forming joint operations: which referrals go together, under which name, led by whom."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Case, JointMember, JointOperation, Referral
from cases.packets import gate
from cases.packets import secrets as source_secrets
from staff import access, audit
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid, NotAllowed, WrongStatus

RIGHT, APPROVE = "cases.run_joint", "cases.approve_telling"
MAX_NAME = 120  # characters
MAX_MEMBERS = 40


def locked(joint_id: UUID) -> JointOperation:
    return JointOperation.objects.select_for_update(no_key=True, of=("self",)).get(pk=joint_id)


def require_joint(joint: JointOperation, right: str, *, by: Officer) -> JointOperation:
    """The operation's row, locked. Raises: NotAllowed without the right or where one of its cases is not the
    officer's; WrongStatus where it is closed."""
    access.require(by, right)
    fresh = locked(joint.pk)
    for case in Case.objects.filter(referrals__joint_member__joint=fresh).distinct():
        require_case(case, "cases.view_referral", by=by)
    if fresh.closed_at:
        raise WrongStatus(_("This operation is closed."))
    return fresh


def pass_gate(said: dict[str, str], cases: Iterable[Case]) -> None:
    """Raises: Invalid where the gate finds something of a source of any of the cases."""
    for case in cases:
        findings = gate.scan(said, source_secrets.behind(case))
        if findings:
            raise Invalid(gate.sentence(findings), **dict.fromkeys(said, gate.sentence(findings)))


def cases_of(joint: JointOperation) -> list[Case]:
    return list(Case.objects.filter(referrals__joint_member__joint=joint).distinct())


@transaction.atomic
def form(name: str, referrals: Sequence[Referral], *, lead: Officer, by: Officer) -> JointOperation:
    """Put referrals together, of one case or several that the officer works on. No agency is told of another by it.

    Raises: NotAllowed; Invalid with a sentence a field, also where the gate finds something of a source in the name;
        WrongStatus where a referral is in an operation already.
    """
    access.require(by, RIGHT)
    if not name.strip() or len(name) > MAX_NAME:
        raise Invalid(_("Give it a name of up to 120 characters."), name=_("Give it a name of up to 120 characters."))
    if not referrals:
        raise Invalid(_("Choose at least one referral."), referrals=_("Choose at least one referral."))
    joint = JointOperation.objects.create(
        reference=next_reference("JNT"), name=name.strip(), lead=lead, opened_by=by
    )  # fmt: skip
    audit.record(by, "joint.formed", joint, lead=lead.pk)
    for referral in referrals:
        _add(joint, referral, by=by)
    return joint


@transaction.atomic
def add(joint: JointOperation, referral: Referral, *, by: Officer) -> JointMember:
    """Add a referral. Raises: as `form`."""
    return _add(require_joint(joint, RIGHT, by=by), referral, by=by)


def _add(joint: JointOperation, referral: Referral, *, by: Officer) -> JointMember:
    require_case(referral.case, "cases.draft_referral", by=by)
    if referral.status == Referral.Status.CLOSED or joint.members.count() >= MAX_MEMBERS:
        raise WrongStatus(_("A closed referral is not added, nor more than 40."))
    # Whoever leads it would lose sight of the whole.
    if not Referral.objects.visible_to(joint.lead).filter(pk=referral.pk).exists():
        raise NotAllowed(_("Its lead does not see that referral: let them into the case first, or choose another."))
    pass_gate({"name": joint.name}, [referral.case])
    try:
        with transaction.atomic():
            member = JointMember.objects.create(joint=joint, referral=referral, added_by=by)
    except IntegrityError as doubled:
        raise WrongStatus(_("This referral is in a joint operation already.")) from doubled
    audit.record(by, "joint.added", joint, referral=referral.reference)
    return member


@transaction.atomic
def hand_on(joint: JointOperation, lead: Officer, *, by: Officer) -> JointOperation:
    """Another officer leads it. Raises: NotAllowed, also where the new lead does not see every referral."""
    fresh = require_joint(joint, RIGHT, by=by)
    if not JointOperation.objects.visible_to(lead).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("This officer does not see every referral of it."))
    was, fresh.lead = fresh.lead, lead
    fresh.save(update_fields=["lead"])
    audit.record(by, "joint.handed_on", fresh, was=was.pk, lead=lead.pk)
    return fresh


@transaction.atomic
def close(joint: JointOperation, *, by: Officer) -> JointOperation:
    """Close it: agencies read its timeline no more, and know of nobody by it. Its referrals go on."""
    fresh = require_joint(joint, RIGHT, by=by)
    fresh.closed_at = timezone.now()
    fresh.save(update_fields=["closed_at"])
    audit.record(by, "joint.closed", fresh)
    return fresh
