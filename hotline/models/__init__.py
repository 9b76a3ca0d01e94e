"""The hotline's rows, by noun."""

from hotline.models.attachment import Attachment
from hotline.models.conversation import Message
from hotline.models.draft import Draft
from hotline.models.report import GradeEntry, Report, ReportTip, SpeciesLine
from hotline.models.tip import Receipt, SavedView, Tip
from hotline.models.upload_ticket import UploadTicket

__all__ = [
    "Attachment",
    "Draft",
    "GradeEntry",
    "Message",
    "Receipt",
    "Report",
    "ReportTip",
    "SavedView",
    "SpeciesLine",
    "Tip",
    "UploadTicket",
]
