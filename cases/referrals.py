"""The referral desk: drafting, checking, approving, sending, following up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import actionability, agency_keys, casework, withdrawals
from cases.casework import require_case
from cases.models import Case, Packet, Referral, ReferralEvent
from cases.models.packet import ProfileName
from cases.packets import assembly, gate
from cases.packets import secrets as source_secrets
from cases.packets.profiles import BY_NAME
from hotline import reporting
from hotline.models import Report
from reference.models import Agency
from staff import access, audit, steps
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid, WrongStatus

Status = Referral.Status
Kind = ReferralEvent.Kind
# From where a referral may go where. Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    Status.DRAFT: {Status.CHECKED, Status.CLOSED},
    Status.CHECKED: {Status.DRAFT, Status.APPROVED, Status.CLOSED},
    Status.APPROVED: {Status.DRAFT, Status.SENT, Status.CLOSED},
    Status.SENT: {Status.ACKNOWLEDGED, Status.ESCALATED, Status.CLOSED},
    Status.ACKNOWLEDGED: {
        Status.ACCEPTED, Status.MORE_INFO, Status.DECLINED, Status.ESCALATED, Status.CLOSED,
    },
    Status.MORE_INFO: {Status.ACKNOWLEDGED, Status.ACCEPTED, Status.DECLINED, Status.ESCALATED, Status.CLOSED},
    Status.ACCEPTED: {Status.MORE_INFO, Status.DECLINED, Status.ACTING, Status.CLOSED},
    Status.DECLINED: {Status.CLOSED},
    Status.ESCALATED: {Status.ACKNOWLEDGED, Status.CLOSED},
    Status.ACTING: {Status.MORE_INFO, Status.ACTING, Status.CLOSED},
    Status.CLOSED: set(),
}  # fmt: skip
SENT = {
    Status.SENT, Status.ACKNOWLEDGED, Status.MORE_INFO, Status.ACCEPTED, Status.DECLINED, Status.ESCALATED,
    Status.ACTING,
}  # fmt: skip
ANSWER_WITHIN = {"life": timedelta(hours=24), "moving": timedelta(hours=72), "routine": timedelta(days=10)}
CHECKLIST = (
    gettext_lazy("who"), gettext_lazy("what offence and law"), gettext_lazy("where"),
    gettext_lazy("when, and how long still true"), gettext_lazy("how it is known, and its grade"),
    gettext_lazy("independent support"), gettext_lazy("evidence enclosed and lawful"),
    gettext_lazy("right agency and person"), gettext_lazy("a clear ask"), gettext_lazy("urgency"),
    gettext_lazy("risks weighed, other operations asked"), gettext_lazy("handling understood by the recipient"),
)  # fmt: skip
ENOUGH = 16  # of 24 points; danger to a person or a live animal goes at once
MAX_TEXT = 5_000  # characters


@dataclass(frozen=True)
class Request:
    """What an agency is asked. `packet`: of the same case; READY when it is sent."""

    agency: Agency
    ask: str
    background: str = ""
    urgency: str = Referral.Urgency.ROUTINE
    deadline: date | None = None
    packet: Packet | None = None


@dataclass(frozen=True)
class Sent:
    """A referral on its way: link and code are shown once, to be passed on by two different channels."""

    referral: Referral
    link: str
    code: str


def locked(referral_id: UUID) -> Referral:
    """The referral's row, locked and read again."""
    rows = Referral.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("case", "agency", "packet").get(pk=referral_id)


def move(fresh: Referral, to: str, *, by: Officer | str, **changes: object) -> Referral:
    """The one way a referral's status changes. `fresh` is locked."""
    was = steps.take(fresh, to, NEXT, _("This referral is now '%(now)s': that step does not follow."), changes)
    audit.record(by, f"referral.{to}", fresh, was=was)
    return fresh


def log(referral: Referral, kind: str, *, officer: Officer | None = None, text: str = "") -> ReferralEvent:
    """One more line in the referral's history; without an officer it was the agency."""
    return ReferralEvent.objects.create(referral=referral, kind=kind, officer=officer, text=text.strip())


@transaction.atomic
def draft(case: Case, request: Request, *, by: Officer) -> Referral:
    """Draft a request to an agency.

    Raises: NotAllowed; Invalid with a sentence per field, also where the gate finds something of a source in it.
    """
    require_case(case, "cases.draft_referral", by=by)
    _check(case, request)
    referral = Referral.objects.create(
        reference=next_reference("REF"), case=case, agency=request.agency, packet=request.packet,
        ask=request.ask.strip(), background=request.background.strip(), urgency=request.urgency,
        deadline=request.deadline, drafted_by=by,
    )  # fmt: skip
    _pass_gate(referral)
    audit.record(by, "referral.drafted", referral, case=case.reference, agency=request.agency.pk)
    return referral


def _check(case: Case, request: Request) -> None:
    wrong: dict[str, str] = {}
    if not request.ask.strip() or len(request.ask) > 300:
        wrong["ask"] = _("Say in up to 300 characters what the agency should do.")
    if request.urgency not in Referral.Urgency.values:
        wrong["urgency"] = _("Choose how urgent it is.")
    if request.packet and request.packet.case_id != case.pk:
        wrong["packet"] = _("This packet is of another case.")
    if len(request.background) > MAX_TEXT:
        wrong["background"] = _("At most 5,000 characters.")
    if wrong:
        raise Invalid(_("The referral is not complete."), **wrong)


def _told(referral: Referral) -> list[Report]:
    """The reports an agency is told of: the packet's, else the case's released ones."""
    if referral.packet:
        return assembly.released(referral.packet)
    return list(referral.case.reports.filter(status=Report.Status.RELEASED).order_by("written_at"))


def _facts(referral: Referral) -> list[dict[str, str]]:
    """What the agency's page says: the facts that the packet's profile lets out, a duty officer's without a packet."""
    packet, reports = referral.packet, _told(referral)
    facts = assembly.facts_of(reports, BY_NAME[packet.profile if packet else ProfileName.DUTY], {})
    return [
        {"text": fact["text"], "grade": fact["grade"], "report": str(report.pk)}
        for fact, report in zip(facts, reports, strict=True)
    ]


def _pass_gate(referral: Referral) -> list[dict[str, str]]:
    facts = _facts(referral)
    said = {"ask": referral.ask, "background": referral.background, "facts": facts}
    cleared = referral.packet.cleared_identifiers if referral.packet else []
    findings = gate.scan(said, source_secrets.behind(referral.case), cleared=cleared)
    if findings:
        raise Invalid(gate.sentence(findings))
    return facts


@transaction.atomic
def check(referral: Referral, scores: Sequence[int], *, by: Officer) -> Referral:
    """Go through the twelve points of CHECKLIST, 0 to 2 each. Below 16 it stays with us, unless a life is in danger:
    then it may go, marked as incomplete.

    The facts that the agency will read are frozen here.
    Raises: NotAllowed; Invalid; WrongStatus.
    """
    require_case(referral.case, "cases.draft_referral", by=by)
    if len(scores) != len(CHECKLIST) or not set(scores) <= {0, 1, 2}:
        raise Invalid(_("Give each of the twelve points 0, 1 or 2."))
    fresh = locked(referral.pk)
    if sum(scores) < ENOUGH and fresh.urgency != Referral.Urgency.LIFE:
        raise Invalid(_("%(points)d of 24 points: 16 are needed. What is missing?") % {"points": sum(scores)})
    return move(
        fresh, Status.CHECKED, by=by, scores=list(scores), facts=_pass_gate(fresh),
        is_incomplete=sum(scores) < ENOUGH,
        suggested=actionability.suggested(actionability.look_over(fresh, by)),
    )  # fmt: skip


@transaction.atomic
def send_back(referral: Referral, *, by: Officer) -> Referral:
    """Back to draft, to be checked and approved again."""
    require_case(referral.case, "cases.draft_referral", by=by)
    return move(locked(referral.pk), Status.DRAFT, by=by, approved_by=None)


@transaction.atomic
def approve(referral: Referral, *, by: Officer) -> Referral:
    """A second person lets it go out. Raises: NotAllowed, also for whoever drafted it; Invalid; WrongStatus."""
    require_case(referral.case, "cases.approve_referral", by=by)
    fresh = locked(referral.pk)
    access.require_second_person(by, fresh.drafted_by)
    if _pass_gate(fresh) != fresh.facts and fresh.status == Status.CHECKED:
        raise Invalid(_("The facts changed since it was checked: send it back and check it again."))
    return move(fresh, Status.APPROVED, by=by, approved_by=by)


@transaction.atomic
def send(referral: Referral, *, by: Officer) -> Sent:
    """Open the agency's page. The link goes by one channel, the code by telephone; both are shown this once.

    Raises: NotAllowed; WrongStatus, also while its packet is not ready.
    """
    require_case(referral.case, "cases.draft_referral", by=by)
    fresh = locked(referral.pk)
    if fresh.packet and fresh.packet.status != Packet.Status.READY:
        raise WrongStatus(_("Its packet is not ready yet."))
    if withdrawals.in_referral(fresh):
        raise WrongStatus(_("A report in it was withdrawn: close it, or send it back, and draft or check it anew."))
    token, code = agency_keys.new_token(), agency_keys.new_code()
    now = timezone.now()
    move(
        fresh, Status.SENT, by=by, sent_by=by, sent_at=now, answer_due_at=now + ANSWER_WITHIN[fresh.urgency],
        token_mark=agency_keys.token_mark(token), expires_at=now + agency_keys.LINK_GOOD_FOR,
        **agency_keys.code_columns(fresh.pk, code),
    )  # fmt: skip
    log(fresh, Kind.SENT, officer=by)
    reporting.passed_on(_told(fresh))
    casework.referred(fresh.case, by=by)
    return Sent(fresh, agency_keys.link(token, fresh.agency.language), code)


def give_code(fresh: Referral, code: str, **others: object) -> None:
    """Write a new code, and other columns of the link, on a locked referral; what an earlier code opened ends."""
    columns = agency_keys.code_columns(fresh.pk, code) | others
    for column, value in columns.items():
        setattr(fresh, column, value)
    fresh.save(update_fields=list(columns))


@transaction.atomic
def resend_code(referral: Referral, *, by: Officer) -> Sent:
    """A new one-time code for the same link, shown once; earlier codes and open visits end. `link` is empty."""
    require_case(referral.case, "cases.draft_referral", by=by)
    fresh = locked(referral.pk)
    if fresh.status not in SENT or not agency_keys.is_live(fresh):
        raise WrongStatus(_("Its link is not open any more."))
    code = agency_keys.new_code()
    give_code(fresh, code)
    audit.record(by, "referral.code_given", fresh)
    log(fresh, Kind.CODE, officer=by)
    return Sent(fresh, "", code)


@transaction.atomic
def answer(referral: Referral, text: str, *, by: Officer) -> Referral:
    """Answer what an agency asked; it reads the answer on its page. The gate looks it through first."""
    require_case(referral.case, "cases.draft_referral", by=by)
    if not text.strip() or len(text) > MAX_TEXT:
        raise Invalid(_("Write up to 5,000 characters."), text=_("Write up to 5,000 characters."))
    fresh = locked(referral.pk)
    findings = gate.scan({"answer": text}, source_secrets.behind(fresh.case))
    if findings:
        raise Invalid(gate.sentence(findings))
    moved = move(fresh, Status.ACKNOWLEDGED, by=by)
    log(moved, Kind.ANSWERED, officer=by, text=text)
    return moved


@transaction.atomic
def escalate(referral: Referral, *, by: Officer) -> Referral:
    """No reply: taken to the next contact. The link stays open."""
    require_case(referral.case, "cases.draft_referral", by=by)
    moved = move(locked(referral.pk), Status.ESCALATED, by=by)
    log(moved, Kind.ESCALATED, officer=by)
    return moved


@transaction.atomic
def revoke(referral: Referral, *, by: Officer) -> Referral:
    """End the link at once. The referral stays where it is."""
    require_case(referral.case, "cases.draft_referral", by=by)
    fresh = locked(referral.pk)
    if fresh.token_mark is None or fresh.revoked_at:
        raise WrongStatus(_("There is no open link."))
    return _revoke(fresh, by=by)


def _revoke(fresh: Referral, *, by: Officer) -> Referral:
    fresh.revoked_at = timezone.now()
    fresh.save(update_fields=["revoked_at"])
    audit.record(by, "referral.revoked", fresh)
    log(fresh, Kind.REVOKED, officer=by)
    return fresh


@transaction.atomic
def close(referral: Referral, *, by: Officer) -> Referral:
    """Close a referral; its link ends."""
    require_case(referral.case, "cases.draft_referral", by=by)
    fresh = move(locked(referral.pk), Status.CLOSED, by=by)
    if fresh.token_mark is not None:
        log(fresh, Kind.CLOSED, officer=by)
        if not fresh.revoked_at:
            _revoke(fresh, by=by)
    return fresh
