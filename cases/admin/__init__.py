"""The case desk: cases, exhibits, packets, referrals, tasks."""

from cases.admin.cases import CaseAdmin
from cases.admin.exhibits import ExhibitAdmin
from cases.admin.packets import PacketAdmin
from cases.admin.referrals import ReferralAdmin
from cases.admin.tasks import TaskAdmin
from cases.admin.timeline_entries import TimelineItemAdmin

__all__ = ["CaseAdmin", "ExhibitAdmin", "PacketAdmin", "ReferralAdmin", "TaskAdmin", "TimelineItemAdmin"]
