"""The desk's look: title, colours, sidebar."""

from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse, reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _


def _address(route: str) -> str:
    """Empty for a room that is not built yet, as in `config.urls`."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _item(title: object, icon: str, route: str, right: str = "") -> dict[str, object]:
    """A link for those with the right, by default that of seeing the list."""
    app, _sep, model = route.removeprefix("admin:").removesuffix("_changelist").partition("_")
    right = right or f"{app}.view_{model}"
    return {
        "title": title,
        "icon": icon,
        "link": lazy(_address, str)(route),
        "permission": lambda request: request.user.has_perm(right),
    }


GREENS = {
    shade: f"oklch({lightness}% {chroma} 160)"
    for shade, lightness, chroma in (
        ("50", 97, 0.02), ("100", 94, 0.045), ("200", 89, 0.08), ("300", 81, 0.12), ("400", 72, 0.14),
        ("500", 58, 0.12), ("600", 44, 0.1), ("700", 39, 0.09), ("800", 34, 0.08), ("900", 29, 0.065),
        ("950", 20, 0.045),
    )
}  # fmt: skip

UNFOLD = {
    "SITE_TITLE": "Hornbill",
    "SITE_HEADER": "Hornbill",
    "SITE_SUBHEADER": _("Desk"),
    "SITE_URL": None,
    "SITE_SYMBOL": "raven",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("staff/desk/icon.svg")}],
    "SCRIPTS": [lambda request: static("staff/desk/reach.js")],
    "BORDER_RADIUS": "6px",
    # One green with the public pages; white on 600 has a contrast above 6:1.
    "COLORS": {"primary": GREENS},
    "DASHBOARD_CALLBACK": "cases.admin.first_page.fill",
    "ACCOUNT": {
        "navigation": [
            {"title": _("Change password"), "link": reverse_lazy("account_change_password")},
            {"title": _("Second factor"), "link": reverse_lazy("mfa_index")},
            {"title": _("Your sessions"), "link": reverse_lazy("desk_sessions")},
            {
                "title": _("Alerts to your own chat"),
                "link": reverse_lazy("desk_chat"),
                "permission": lambda request: request.user.has_perm("hotline.read_tip"),
            },
        ]
    },
    "SIDEBAR": {
        "show_search": False,
        "navigation": [
            {
                "title": _("Hotline"),
                "items": [
                    _item(_("Queue"), "inbox", "admin:hotline_tip_changelist"),
                    _item(_("Members' chats"), "forum", "admin:hotline_member_changelist"),
                    _item(_("Reports"), "description", "admin:hotline_report_changelist"),
                    _item(_("Warnings"), "campaign", "admin:hotline_areawarning_changelist"),
                    _item(_("Duty rota"), "event_upcoming", "admin:staff_shift_changelist"),
                    _item(_("Contact of sources"), "contact_phone", "admin:vault_revealrequest_changelist"),
                ],
            },
            {
                "title": _("Casework"),
                "items": [
                    _item(_("Cases"), "folder_open", "admin:cases_case_changelist"),
                    _item(_("Tasks"), "checklist", "admin:cases_task_changelist", "cases.view_case"),
                    _item(_("Persons and things"), "hub", "admin:intel_entity_changelist"),
                    _item(_("Trends"), "monitoring", "cases_trends", "intel.view_trends"),
                    _item(_("Figures"), "bar_chart", "cases_figures", "cases.view_figures"),
                    _item(_("Network"), "graph_3", "cases_network", "intel.view_entity"),
                    _item(_("Files of others"), "move_to_inbox", "admin:intel_import_changelist", "intel.view_entity"),
                    _item(_("Products"), "menu_book", "admin:intel_product_changelist"),
                    _item(_("Exhibits"), "package_2", "admin:cases_exhibit_changelist"),
                    _item(_("Stores and shelves"), "shelves", "admin:cases_shelf_changelist"),
                    _item(_("Laboratory requests"), "biotech", "admin:cases_labrequest_changelist"),
                    _item(_("Listings"), "storefront", "admin:cases_listing_changelist"),
                    _item(_("Seizures"), "back_hand", "admin:cases_seizure_changelist", "cases.view_case"),
                    _item(_("Live animals"), "pets", "admin:cases_animalgroup_changelist", "cases.view_case"),
                    _item(_("Illegal trade report"), "table_view", "cases_illegal_trade", "cases.write_case"),
                    _item(_("Referrals"), "outgoing_mail", "admin:cases_referral_changelist"),
                    _item(_("Joint operations"), "diversity_3", "admin:cases_jointoperation_changelist"),
                    _item(_("Proceedings"), "gavel", "admin:cases_proceeding_changelist"),
                    _item(_("Outcomes"), "fact_check", "admin:cases_outcome_changelist"),
                    _item(
                        _("Persons under review"),
                        "person_search",
                        "admin:cases_person_changelist",
                        "cases.review_person",
                    ),
                    _item(_("Legal holds"), "lock", "admin:cases_hold_changelist"),
                    _item(_("Break glass"), "emergency_home", "cases_glass", "staff.break_glass"),
                    _item(_("Audit of your cases"), "fact_check", "cases_own_audit", "staff.read_own_audit"),
                ],
            },
            {
                "title": _("Reference"),
                "items": [
                    _item(_("Taxa"), "pets", "admin:reference_taxon_changelist"),
                    _item(_("Trade terms"), "sell", "admin:reference_tradeterm_changelist"),
                    _item(_("Places"), "place", "admin:reference_place_changelist"),
                    _item(_("Protected areas"), "forest", "admin:reference_protectedarea_changelist"),
                    _item(_("Agencies"), "account_balance", "admin:reference_agency_changelist"),
                    _item(_("Platforms"), "public", "admin:cases_platform_changelist"),
                ],
            },
            {
                "title": _("Staff"),
                "items": [
                    _item(_("Officers"), "badge", "admin:staff_officer_changelist"),
                    _item(_("Partners"), "hub", "admin:hotline_partner_changelist"),
                    _item(_("Audit"), "fact_check", "admin:staff_auditentry_changelist"),
                    _item(_("Broken glass"), "emergency_home", "desk_glass", "staff.review_glass"),
                    _item(_("Checkpoints"), "verified", "vault_checkpoints", right="staff.read_audit"),
                    _item(_("Purge certificates"), "delete_forever", "admin:hotline_purgecertificate_changelist"),
                    _item(_("Purges of casework"), "delete_forever", "admin:cases_certificate_changelist"),
                ],
            },
        ],
    },
}
