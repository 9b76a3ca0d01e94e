"""Casework's rows, by noun."""

from cases.models.animal import AnimalGroup, AnimalState
from cases.models.case import Case, CaseNote, CaseReport
from cases.models.case_purge import CasePurge
from cases.models.correction import ExhibitCorrection, WithheldWording
from cases.models.custody import CustodyEvent, Disposal, HandOver
from cases.models.evidence import Exhibit
from cases.models.exhibit_file import ExhibitFile
from cases.models.exhibit_marks import ExhibitMarks
from cases.models.figure_release import Cost, FigureRelease, PublicFigure
from cases.models.inquiry import Bearing, Hypothesis, Question
from cases.models.joint import JointEntry, JointMember, JointOperation, JointRelease, JointTelling
from cases.models.laboratory import LabQuestion, LabRequest
from cases.models.listing import Listing
from cases.models.listing_history import ListingLook, PlatformReport, Reappearance
from cases.models.outcome import Outcome, OutcomePerson
from cases.models.packet import Absence, Packet
from cases.models.platform import Platform
from cases.models.portal import OutcomeFile, PortalAct, ReferralFeedback
from cases.models.preparation import CaseLink, CaseRisk, ChecklistPoint, TemplateUse
from cases.models.proceeding import Charge, Proceeding, ProceedingEvent, Sentence
from cases.models.referral import Referral, ReferralEvent
from cases.models.referral_mail import MailState, ReferralDigest, ReferralLapse, ReferralMail
from cases.models.review import Certificate, Hold, Person, Review
from cases.models.seized_person import SeizedPerson
from cases.models.seizure import RouteStop, Seizure
from cases.models.sheets import Capture, Statement
from cases.models.specimen import SpecimenLine
from cases.models.storage import Shelf
from cases.models.timeline import TimelineItem, TimelineVersion
from cases.models.work import Task, WorkEntry

__all__ = [
    "Absence",
    "AnimalGroup",
    "AnimalState",
    "Bearing",
    "Capture",
    "Case",
    "CaseLink",
    "CaseNote",
    "CasePurge",
    "CaseReport",
    "CaseRisk",
    "Certificate",
    "Charge",
    "ChecklistPoint",
    "Cost",
    "CustodyEvent",
    "Disposal",
    "Exhibit",
    "ExhibitCorrection",
    "ExhibitFile",
    "ExhibitMarks",
    "FigureRelease",
    "HandOver",
    "Hold",
    "Hypothesis",
    "JointEntry",
    "JointMember",
    "JointOperation",
    "JointRelease",
    "JointTelling",
    "LabQuestion",
    "LabRequest",
    "Listing",
    "ListingLook",
    "MailState",
    "Outcome",
    "OutcomeFile",
    "OutcomePerson",
    "Packet",
    "Person",
    "Platform",
    "PlatformReport",
    "PortalAct",
    "Proceeding",
    "ProceedingEvent",
    "PublicFigure",
    "Question",
    "Reappearance",
    "Referral",
    "ReferralDigest",
    "ReferralEvent",
    "ReferralFeedback",
    "ReferralLapse",
    "ReferralMail",
    "Review",
    "RouteStop",
    "SeizedPerson",
    "Seizure",
    "Sentence",
    "Shelf",
    "SpecimenLine",
    "Statement",
    "Task",
    "TemplateUse",
    "TimelineItem",
    "TimelineVersion",
    "WithheldWording",
    "WorkEntry",
]
