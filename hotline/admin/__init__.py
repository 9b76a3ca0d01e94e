"""The triage desk: queue, tips, reports."""

from hotline.admin.reports import ReportAdmin
from hotline.admin.tips import TipAdmin

__all__ = ["ReportAdmin", "TipAdmin"]
