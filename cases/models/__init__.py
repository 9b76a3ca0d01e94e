"""Casework's rows, by noun."""

from cases.models.case import Case, CaseNote, CaseReport
from cases.models.evidence import CustodyEvent, Exhibit, HandOver
from cases.models.packet import Absence, Packet
from cases.models.referral import Outcome, Referral, ReferralEvent
from cases.models.timeline import TimelineItem, TimelineVersion
from cases.models.work import Task, WorkEntry

__all__ = [
    "Absence",
    "Case",
    "CaseNote",
    "CaseReport",
    "CustodyEvent",
    "Exhibit",
    "HandOver",
    "Outcome",
    "Packet",
    "Referral",
    "ReferralEvent",
    "Task",
    "TimelineItem",
    "TimelineVersion",
    "WorkEntry",
]
