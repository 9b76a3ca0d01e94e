"""The hotline's rows, by noun."""

from hotline.models.abuse import BudgetCount, NetworkKey, UsedProof
from hotline.models.alert import AlertPass, CameraAlert, ChatCode, OfficerChat
from hotline.models.attachment import Attachment
from hotline.models.bulk import BulkRun, BulkStep, Tag, TipTag
from hotline.models.certificate import PurgeCertificate
from hotline.models.conversation import Message, Translation
from hotline.models.copied import CopiedFile
from hotline.models.draft import Draft
from hotline.models.duty import DutyCall
from hotline.models.led import Led
from hotline.models.marks import PictureMarks, TipMarks
from hotline.models.member import Member, MemberMessage, MemberTalk
from hotline.models.partner import Partner, PartnerCall, PartnerKey, Scope
from hotline.models.patrol import Consignment, PartnerEvent
from hotline.models.presence import Presence, SentForm
from hotline.models.reading import SuggestionJudgement, TipReading
from hotline.models.recognition import Recognition
from hotline.models.record import KindCount
from hotline.models.report import CheckEntry, GradeEntry, Report, ReportTip, SpeciesLine
from hotline.models.report_draft import ReportDraft
from hotline.models.tip import Receipt, SavedView, Tip
from hotline.models.upload_ticket import UploadTicket
from hotline.models.warning import AreaWarning, WarnedArea, WarningChat, WarningCopy
from hotline.models.webhook import Webhook, WebhookEvent

__all__ = [
    "AlertPass",
    "AreaWarning",
    "Attachment",
    "BudgetCount",
    "BulkRun",
    "BulkStep",
    "CameraAlert",
    "ChatCode",
    "CheckEntry",
    "Consignment",
    "CopiedFile",
    "Draft",
    "DutyCall",
    "GradeEntry",
    "KindCount",
    "Led",
    "Member",
    "MemberMessage",
    "MemberTalk",
    "Message",
    "NetworkKey",
    "OfficerChat",
    "Partner",
    "PartnerCall",
    "PartnerEvent",
    "PartnerKey",
    "PictureMarks",
    "Presence",
    "PurgeCertificate",
    "Receipt",
    "Recognition",
    "Report",
    "ReportDraft",
    "ReportTip",
    "SavedView",
    "Scope",
    "SentForm",
    "SpeciesLine",
    "SuggestionJudgement",
    "Tag",
    "Tip",
    "TipMarks",
    "TipReading",
    "TipTag",
    "Translation",
    "UploadTicket",
    "UsedProof",
    "WarnedArea",
    "WarningChat",
    "WarningCopy",
    "Webhook",
    "WebhookEvent",
]
