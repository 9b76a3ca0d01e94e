"""The triage desk: queue, tips, reports, members, partners."""

from hotline.admin.certificates import PurgeCertificateAdmin
from hotline.admin.members import MemberAdmin
from hotline.admin.partners import PartnerAdmin
from hotline.admin.reports import ReportAdmin
from hotline.admin.tips import TipAdmin
from hotline.admin.warnings import AreaWarningAdmin

__all__ = ["AreaWarningAdmin", "MemberAdmin", "PartnerAdmin", "PurgeCertificateAdmin", "ReportAdmin", "TipAdmin"]
