"""The packet desk: drafting, approving by a second person, handing out."""

import secrets as randomness
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import certificates
from cases.casework import require_case
from cases.models import Case, Exhibit, Packet
from cases.models.packet import Envelope, ProfileName
from cases.packets import assembly, disclosure, gate
from cases.packets import secrets as source_secrets
from cases.packets.profiles import BY_NAME
from hotline.models import Report
from reference.models import Agency
from staff import access, audit, steps
from staff.models import Officer
from staff.nudge import nudge
from staff.references import next_reference
from staff.refusals import Invalid, NotAllowed, WrongStatus
from vault import age, files, seeking
from vault.models import StoredFile

Status = Packet.Status
NEXT: dict[str, set[str]] = {
    Status.DRAFTED: {Status.APPROVED},
    Status.APPROVED: {Status.BUILDING},
    # A worker that died leaves a packet in building: another takes it over.
    Status.BUILDING: {Status.BUILDING, Status.READY, Status.FAILED},
    Status.FAILED: {Status.APPROVED},
    Status.READY: set(),
}
MOSAIC_MISSING = gettext_lazy("Say in a sentence whether the subject could work out who told us.")
WATERMARK_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


@dataclass(frozen=True)
class Order:
    """What a packet is to hold and ask. `reports` and `exhibits` None: every released report, every exhibit.

    recipient_keys: public keys of age, for an envelope to keys only.
    """

    profile: str
    ask: str = ""
    agency: Agency | None = None
    deadline: date | None = None
    deadline_why: str = ""
    reports: Sequence[Report] | None = None
    exhibits: Sequence[Exhibit] | None = None
    cleared_identifiers: Sequence[str] = field(default_factory=tuple)
    envelope: str = Envelope.NONE
    recipient_keys: Sequence[str] = ()


def move(fresh: Packet, to: str, *, by: Officer | str, **changes: object) -> Packet:
    """The one way a packet's status changes. `fresh` is locked."""
    was = steps.take(fresh, to, NEXT, _("This packet is now '%(now)s': that step does not follow."), changes)
    audit.record(by, f"packet.{to}", fresh, was=was)
    return fresh


def locked(packet_id: UUID) -> Packet:
    return (
        Packet.objects.select_for_update(no_key=True, of=("self",)).select_related("case", "agency").get(pk=packet_id)
    )


@transaction.atomic
def draft_packet(case: Case, order: Order, *, by: Officer) -> Packet:
    """Draft a packet. It is looked through by the gate at once, again when approved, and while it is built.

    Raises: NotAllowed; Invalid, also where the gate finds something (the sentence names the field), or where the case
        has no released report.
    """
    require_case(case, "cases.draft_packet", by=by)
    reports, exhibits = _chosen(case, order)
    _check_envelope(order)
    packet = Packet.objects.create(
        reference=next_reference("PKT"), case=case, profile=order.profile, agency=order.agency, ask=order.ask.strip(),
        deadline=order.deadline, deadline_why=order.deadline_why.strip(), drafted_by=by, watermark=new_watermark(),
        cleared_identifiers=[each.strip() for each in order.cleared_identifiers if each.strip()],
        envelope=order.envelope, recipient_keys=list(order.recipient_keys),
    )  # fmt: skip
    packet.reports.set(reports)
    packet.exhibits.set(exhibits)
    # Read again: the caller's copy of the case may be older than what will be built.
    packet = locked(packet.pk)
    _pass_gate(packet)
    audit.record(by, "packet.drafted", packet, case=case.reference, profile=order.profile)
    return packet


def _chosen(case: Case, order: Order) -> tuple[list[Report], list[Exhibit]]:
    if order.profile not in ProfileName.values:
        raise Invalid(_("Choose who it is for."), profile=_("Choose who it is for."))
    reports = list(case.reports.filter(status=Report.Status.RELEASED))
    exhibits = list(case.exhibits.without_copies())
    if order.reports is not None:
        wanted = {report.pk for report in order.reports}
        reports = [report for report in reports if report.pk in wanted]
    if order.exhibits is not None:
        allowed = {exhibit.pk for exhibit in order.exhibits}
        exhibits = [exhibit for exhibit in exhibits if exhibit.pk in allowed]
    if not reports:
        raise Invalid(_("No released report: a supervisor checks and releases one first. Only such reports leave."))
    return reports, exhibits


def _check_envelope(order: Order) -> None:
    if order.envelope not in Envelope.values:
        raise Invalid(_("Choose how it is closed."), envelope=_("Choose how it is closed."))
    if (order.envelope == Envelope.KEY) != bool(order.recipient_keys):
        wrong = _("Public keys go with an envelope to keys: give one for each recipient, or none.")
        raise Invalid(wrong, recipient_keys=wrong)
    try:
        age.to_keys(order.recipient_keys)
    except age.NoSuchKey:
        wrong = _(
            "This is no public key of age: one begins with 'age1' and has 62 signs. Ask the recipient for it anew."
        )
        raise Invalid(wrong, recipient_keys=wrong) from None


def new_watermark() -> str:
    return "W-" + "".join(randomness.choice(WATERMARK_LETTERS) for _each in range(10))


def _pass_gate(packet: Packet) -> assembly.Content:
    content = assembly.content(packet)
    findings = gate.scan(content.said(), source_secrets.behind(packet.case), cleared=packet.cleared_identifiers)
    if findings:
        raise Invalid(gate.sentence(findings))
    return content


@transaction.atomic
def approve_packet(packet: Packet, *, mosaic: str, by: Officer) -> Packet:
    """A second person lets a packet leave; a worker builds it now. What was approved is what is built, or nothing.

    Args:
        mosaic: the approver's sentence on whether the subject could work out from all facts together who told us.
    Raises: NotAllowed, also for whoever drafted it; WrongStatus; Invalid without that sentence, or where the gate
        finds something.
    """
    require_case(packet.case, "cases.approve_packet", by=by)
    fresh = locked(packet.pk)
    access.require_second_person(by, fresh.drafted_by)
    if fresh.status not in (Status.DRAFTED, Status.FAILED):
        raise WrongStatus(_("This packet is approved already."))
    if not mosaic.strip():
        raise Invalid(str(MOSAIC_MISSING), mosaic=str(MOSAIC_MISSING))
    disclosure.require_complete(fresh, BY_NAME[fresh.profile])
    digest = _pass_gate(fresh).digest()
    move(
        fresh, Status.APPROVED, by=by, approved_by=by, approved_at=timezone.now(), approved_digest=digest, failure="",
        bytes_done=0, mosaic=mosaic.strip()[:300],
    )  # fmt: skip
    _nudge(fresh)
    return fresh


def _nudge(packet: Packet) -> None:
    from cases.tasks import build_packet  # the task imports this module

    nudge(build_packet, packet.pk)


@dataclass(frozen=True)
class Download:
    """A built packet: its file name, bytes in all, the file's SHA-256, and the bytes as a stream."""

    name: str
    size: int
    sha256: str
    stored: StoredFile

    @property
    def media_type(self) -> str:
        return "application/zip" if self.name.endswith(".zip") else "application/octet-stream"

    @property
    def chunks(self) -> Iterator[bytes]:
        return files.read(self.stored)

    def part(self, start: int, end: int) -> Iterator[bytes]:
        """The bytes [start, end); what stands before is not read."""
        return seeking.read_from(self.stored, start, end)


def may_take(packet: Packet, officer: Officer) -> bool:
    """Whether the officer works on its case, and drafted the packet or approves packets."""
    is_own = packet.drafted_by_id == officer.pk and access.allows(officer, "cases.draft_packet")
    if not (is_own or access.allows(officer, "cases.approve_packet")):
        return False
    return Case.objects.worked_by(officer).filter(pk=packet.case_id).exists()


def require_taker(packet: Packet, *, by: Officer) -> None:
    """Raises: NotAllowed for whoever may not take the packet."""
    if not may_take(packet, by):
        raise NotAllowed(_("Only who drafted a packet and who approves packets take it."))


def download(packet: Packet, *, by: Officer) -> Download:
    """Hand out a built packet, after the audit entry that says to whom.

    Raises: NotAllowed; WrongStatus while it is not ready.
    """
    require_taker(packet, by=by)
    return hand_out(packet, to=by)


def hand_out(packet: Packet, *, to: Officer | str) -> Download:
    """The same for a caller that has checked who asks. `to`: an officer, or `agency:<id>`."""
    found = built(packet)
    with transaction.atomic():
        audit.record(to, "packet.downloaded", packet)
    return found


def built(packet: Packet) -> Download:
    """What was handed out, to go on with: its record was written then.

    Raises: WrongStatus while it is not ready, and once it was purged with its case.
    """
    fresh = Packet.objects.select_related("case").get(pk=packet.pk)
    certificates.require_file(fresh.case)
    if fresh.status != Status.READY:
        raise WrongStatus(_("The packet is not ready yet."))
    return Download(fresh.file_name, fresh.size, fresh.sha256, StoredFile.objects.get(pk=str(fresh.file_id)))
