"""What the public figures are called, in the languages of sources."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# What the public is told, in this order. Parts are told of tips alone: of all else they would tell too much.
TITLES: dict[str, Any] = {
    "tips_received": _("Tips received"),
    "reports_checked": _("Reports checked by a second person"),
    "referrals_sent": _("Passed on to authorities"),
    "arrests": _("Persons arrested"),
    "cases_filed": _("Cases brought to court"),
    "animals_rescued": _("Live animals taken into care"),
    "listings_removed": _("Offers removed from the internet"),
}
# By `hotline.models.tip.Channel`; one that is not named here is told by its label at the desk.
WAYS: dict[str, Any] = {
    "web": _("By the form on this site"), "telegram": _("By Telegram"), "phone": _("By telephone"),
    "walk_in": _("In person"), "api": _("From partners"),
    "chat": _("From registered members"), "console": _("In another way"),
}  # fmt: skip
