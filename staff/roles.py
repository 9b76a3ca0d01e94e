"""The one table of rights: what each role may do. Nothing else grants anything."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    INTAKE = "intake", _("Intake officer")
    ANALYST = "analyst", _("Analyst")
    INVESTIGATOR = "investigator", _("Investigator")
    CUSTODIAN = "custodian", _("Evidence custodian")
    HANDLER = "handler", _("Source handler")
    SUPERVISOR = "supervisor", _("Supervisor")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


LOOK_UP = frozenset(
    f"reference.view_{noun}"
    for noun in ("taxon", "tradeterm", "unit", "offence", "place", "protectedarea", "agency", "agencycontact")
)
QUEUE = frozenset(
    {
        "hotline.view_tip",
        "hotline.read_tip",
        "hotline.claim_tip",
        "hotline.ask_source",
        "hotline.take_tip",
        "hotline.view_areawarning",
        "hotline.view_member",
        "hotline.answer_member",
        "staff.view_shift",
    }
)
CASEWORK = frozenset(
    {
        "cases.view_case", "cases.view_exhibit", "cases.view_referral", "cases.open_case", "cases.write_case",
        "cases.draft_referral", "intel.view_entity", "intel.record_entity", "intel.export_entity",
        "cases.view_proceeding", "cases.view_outcome", "cases.review_person", "cases.view_hold",
        "cases.ask_purge",
        "intel.view_product", "intel.draft_product", "intel.view_trends",
        "cases.view_listing", "cases.record_listing", "cases.view_platform",
        "cases.view_jointoperation", "cases.run_joint", "cases.view_figures",
    }
)  # fmt: skip

# For whoever works on cases and is not let into every one.
GLASS = frozenset({"staff.break_glass"})

RIGHTS: dict[str, frozenset[str]] = {
    Role.INTAKE: LOOK_UP | QUEUE,
    Role.ANALYST: LOOK_UP
    | QUEUE
    | CASEWORK
    | GLASS
    | {
        "hotline.triage_tip", "hotline.judge_reading", "hotline.read_metadata", "hotline.view_report",
        "hotline.grade_report", "hotline.send_warning", "intel.review_product", "intel.export_trends",
        "cases.export_figures",
    },
    Role.INVESTIGATOR: LOOK_UP
    | CASEWORK
    | GLASS
    | {
        "hotline.view_report", "cases.take_exhibit", "cases.read_metadata", "cases.draft_packet",
        "cases.view_labrequest",
    },
    Role.CUSTODIAN: LOOK_UP
    | GLASS
    | {
        "cases.view_case", "cases.view_exhibit", "cases.take_exhibit", "cases.move_exhibit", "cases.end_exhibit",
        "cases.open_original", "cases.read_metadata", "cases.view_shelf", "cases.manage_shelves",
        "cases.view_labrequest",
    },
    Role.HANDLER: LOOK_UP | QUEUE | {"vault.view_revealrequest", "vault.reveal_source", "hotline.manage_members"},
    Role.SUPERVISOR: LOOK_UP
    | QUEUE
    | CASEWORK
    | {
        "hotline.triage_tip", "hotline.judge_reading", "hotline.read_metadata", "hotline.view_report",
        "hotline.grade_report", "hotline.check_report", "hotline.send_warning",
        "cases.approve_referral", "cases.approve_packet", "cases.approve_telling", "cases.read_every_case",
        "vault.approve_reveal",
        "cases.end_exhibit", "cases.read_metadata", "cases.view_shelf", "cases.view_labrequest",
        "vault.view_revealrequest",
        "reference.manage_agencies", "reference.read_agency_risk", "reference.manage_areas", "staff.read_own_audit",
        "staff.review_glass",
        "hotline.extend_review", "hotline.manage_members", "hotline.view_purgecertificate", "staff.manage_rota",
        "cases.purge_person", "cases.purge_case", "cases.set_hold", "cases.view_certificate",
        "intel.review_product", "intel.clear_product", "intel.approve_product", "intel.export_trends",
        "cases.manage_platforms", "cases.export_figures", "cases.release_figures", "cases.enter_costs",
    },
    Role.ADMINISTRATOR: LOOK_UP
    | {
        "staff.view_officer", "staff.add_officer", "staff.change_officer", "staff.review_glass",
        "reference.manage_agencies", "reference.manage_areas", "hotline.view_partner", "hotline.manage_partners",
        "staff.view_shift", "staff.manage_rota", "cases.view_platform", "cases.manage_platforms",
    },
    Role.AUDITOR: frozenset(
        {
            "staff.view_auditentry", "staff.read_audit", "staff.review_glass", "hotline.view_purgecertificate",
            "cases.view_certificate",
        }
    ),
}  # fmt: skip

# No one person may hold three of these at once, whatever roles they are given.
NEVER_TOGETHER = (
    frozenset({"vault.reveal_source", "cases.approve_packet", "staff.change_officer"}),
    frozenset({"vault.reveal_source", "intel.export_entity", "staff.change_officer"}),
)


def rights_of(roles: list[str]) -> frozenset[str]:
    """Every right that the named roles give together; unknown names give nothing."""
    return frozenset().union(*(RIGHTS.get(role, frozenset()) for role in roles))


def clash(roles: list[str]) -> bool:
    """Whether these roles would put a source's name, the exports and the users' list in one pair of hands."""
    held = rights_of(roles)
    return any(three <= held for three in NEVER_TOGETHER)
