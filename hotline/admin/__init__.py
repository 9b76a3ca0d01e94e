"""The triage desk: queue, tips, reports, partners."""

from hotline.admin.certificates import PurgeCertificateAdmin
from hotline.admin.partners import PartnerAdmin
from hotline.admin.reports import ReportAdmin
from hotline.admin.tips import TipAdmin
from hotline.admin.warnings import AreaWarningAdmin

__all__ = ["AreaWarningAdmin", "PartnerAdmin", "PurgeCertificateAdmin", "ReportAdmin", "TipAdmin"]
