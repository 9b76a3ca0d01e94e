"""The case desk: cases, what they ask, exhibits, packets, referrals, proceedings, outcomes, tasks."""

from cases.admin.animals import AnimalGroupAdmin
from cases.admin.cases import CaseAdmin
from cases.admin.entities import EntityAdmin
from cases.admin.exhibits import ExhibitAdmin
from cases.admin.imports import ImportAdmin
from cases.admin.inquiry import ChecklistPointAdmin, HypothesisAdmin, QuestionAdmin
from cases.admin.joint import JointAdmin
from cases.admin.laboratory import LabRequestAdmin
from cases.admin.listings import ListingAdmin
from cases.admin.outcomes import OutcomeAdmin
from cases.admin.packets import PacketAdmin
from cases.admin.platforms import PlatformAdmin
from cases.admin.proceedings import ProceedingAdmin
from cases.admin.products import ProductAdmin
from cases.admin.referrals import ReferralAdmin
from cases.admin.reviewing import CertificateAdmin, HoldAdmin, PersonAdmin
from cases.admin.seized_persons import SeizedPersonAdmin
from cases.admin.seizures import SeizureAdmin, SpecimenLineAdmin
from cases.admin.shelves import ShelfAdmin
from cases.admin.tasks import TaskAdmin
from cases.admin.timeline_entries import TimelineItemAdmin

__all__ = [
    "AnimalGroupAdmin", "CaseAdmin", "CertificateAdmin", "ChecklistPointAdmin", "EntityAdmin", "ExhibitAdmin",
    "HoldAdmin", "HypothesisAdmin", "ImportAdmin", "JointAdmin", "LabRequestAdmin", "ListingAdmin", "OutcomeAdmin",
    "PacketAdmin", "PersonAdmin", "PlatformAdmin", "ProceedingAdmin", "ProductAdmin", "QuestionAdmin", "ReferralAdmin",
    "SeizedPersonAdmin", "SeizureAdmin", "ShelfAdmin", "SpecimenLineAdmin", "TaskAdmin", "TimelineItemAdmin",
]  # fmt: skip
