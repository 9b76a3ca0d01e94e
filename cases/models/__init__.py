"""Casework's rows, by noun."""

from cases.models.case import Case, CaseNote, CaseReport
from cases.models.evidence import CustodyEvent, Exhibit, HandOver
from cases.models.outcome import Outcome, OutcomePerson
from cases.models.packet import Absence, Packet
from cases.models.proceeding import Charge, Proceeding, ProceedingEvent, Sentence
from cases.models.referral import Referral, ReferralEvent
from cases.models.timeline import TimelineItem, TimelineVersion
from cases.models.work import Task, WorkEntry

__all__ = [
    "Absence",
    "Case",
    "CaseNote",
    "CaseReport",
    "Charge",
    "CustodyEvent",
    "Exhibit",
    "HandOver",
    "Outcome",
    "OutcomePerson",
    "Packet",
    "Proceeding",
    "ProceedingEvent",
    "Referral",
    "ReferralEvent",
    "Sentence",
    "Task",
    "TimelineItem",
    "TimelineVersion",
    "WorkEntry",
]
