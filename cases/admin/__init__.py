"""The case desk: cases, exhibits, packets, referrals, proceedings, outcomes, tasks."""

from cases.admin.cases import CaseAdmin
from cases.admin.exhibits import ExhibitAdmin
from cases.admin.outcomes import OutcomeAdmin
from cases.admin.packets import PacketAdmin
from cases.admin.proceedings import ProceedingAdmin
from cases.admin.referrals import ReferralAdmin
from cases.admin.tasks import TaskAdmin
from cases.admin.timeline_entries import TimelineItemAdmin

__all__ = [
    "CaseAdmin", "ExhibitAdmin", "OutcomeAdmin", "PacketAdmin", "ProceedingAdmin", "ReferralAdmin", "TaskAdmin",
    "TimelineItemAdmin",
]  # fmt: skip
