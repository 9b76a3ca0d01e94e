"""Casework's rows, by noun."""

from cases.models.animal import AnimalGroup, AnimalState
from cases.models.case import Case, CaseNote, CaseReport
from cases.models.evidence import CustodyEvent, Exhibit, HandOver
from cases.models.inquiry import Bearing, Hypothesis, Question
from cases.models.outcome import Outcome, OutcomePerson
from cases.models.packet import Absence, Packet
from cases.models.preparation import CaseLink, CaseRisk, ChecklistPoint, TemplateUse
from cases.models.proceeding import Charge, Proceeding, ProceedingEvent, Sentence
from cases.models.referral import Referral, ReferralEvent
from cases.models.seized_person import SeizedPerson
from cases.models.seizure import RouteStop, Seizure
from cases.models.specimen import SpecimenLine
from cases.models.timeline import TimelineItem, TimelineVersion
from cases.models.work import Task, WorkEntry

__all__ = [
    "Absence",
    "AnimalGroup",
    "AnimalState",
    "Bearing",
    "Case",
    "CaseLink",
    "CaseNote",
    "CaseReport",
    "CaseRisk",
    "Charge",
    "ChecklistPoint",
    "CustodyEvent",
    "Exhibit",
    "HandOver",
    "Hypothesis",
    "Outcome",
    "OutcomePerson",
    "Packet",
    "Proceeding",
    "ProceedingEvent",
    "Question",
    "Referral",
    "ReferralEvent",
    "RouteStop",
    "SeizedPerson",
    "Seizure",
    "Sentence",
    "SpecimenLine",
    "Task",
    "TemplateUse",
    "TimelineItem",
    "TimelineVersion",
    "WorkEntry",
]
