"""Listings: offers of wildlife on the network."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.evidence import Exhibit
from cases.models.platform import Platform
from hotline.models import Report
from intel.models import Entity
from reference.models import Taxon, TradeTerm
from staff import access
from staff.models import Officer

MAX_URL = 2000  # characters
MAX_TITLE = 200
MAX_WORDS = 300
# Languages in which a report to a platform can be prepared: `cases/listings/wording/`.
LANGUAGES = [("en", "English"), ("vi", "Tiếng Việt"), ("zh-hans", "简体中文"), ("id", "Bahasa Indonesia")]


class ListingSet(models.QuerySet["Listing"]):
    def visible_to(self, officer: Any) -> "ListingSet":
        """Those of cases that the officer may read, where the report they came from may be seen too."""
        if not access.allows(officer, "cases.view_listing"):
            return self.none()
        told = models.Q(report=None) | models.Q(report__in=Report.objects.visible_to(officer))
        return self.filter(told, case__in=Case.objects.visible_to(officer))

    def worked_by(self, officer: Any) -> "ListingSet":
        """Those of the visible in which the officer may act: not what is seen through broken glass alone."""
        return self.visible_to(officer).filter(case__in=Case.objects.worked_by(officer))

    def to_recheck(self) -> "ListingSet":
        """Those that somebody has to look at again by now, the longest due first; none of a case that has ended."""
        open_still = self.exclude(case__status__in=(Case.Status.CLOSED, Case.Status.ARCHIVED))
        return open_still.filter(recheck_due__lte=timezone.localdate()).order_by("recheck_due", "pk")


class Listing(models.Model):
    """One offer at one address. In the network it is an entity of its own, linked with the account that sells.

    url: cleaned of what only counts clicks; it is never fetched. url_key: SHA-256 of the address in one spelling.
    followed_from: from when the days of its rechecks count: the last report to the platform.
    """

    class State(models.TextChoices):
        SPOTTED = "spotted", _("Spotted")
        CAPTURED = "captured", _("Captured")
        ASSESSED = "assessed", _("Assessed")
        REPORTED = "reported", _("Reported to the platform")
        STILL_UP = "still_up", _("Still up after the report")
        REMOVED = "removed", _("Gone")
        REAPPEARED = "reappeared", _("Back, or offered anew")
        SETTLED = "settled", _("Settled")

    class Online(models.TextChoices):
        """As it was last seen."""

        LIVE = "live", _("live")
        DEAD = "dead", _("dead")
        UNKNOWN = "unknown", _("not known")

    class Ground(models.TextChoices):
        """Why it should go; `none`: it need not."""

        LIVE = "live", _("Live wild animals on offer")
        PARTS = "parts", _("Parts or products of protected animals on offer")
        PLANTS = "plants", _("Protected plants on offer")
        FRAUD = "fraud", _("Fraud: money is taken for animals that are not there")
        NONE = "none", _("Nothing against law or rules")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="listings", verbose_name=_("case"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SPOTTED)
    online = models.CharField(_("online"), max_length=7, choices=Online.choices, default=Online.LIVE)
    url = models.CharField(_("address"), max_length=MAX_URL)
    url_key = models.CharField(max_length=64)
    platform = models.ForeignKey(
        Platform, on_delete=models.PROTECT, null=True, blank=True, related_name="listings", verbose_name=_("platform")
    )
    platform_words = models.CharField(_("platform as said"), max_length=60, blank=True)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+", verbose_name=_("in the network"))
    seller = models.ForeignKey(
        Entity, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seller's account")
    )
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("came from")
    )
    title = models.CharField(_("what is offered"), max_length=MAX_TITLE, help_text=_("In your words."))
    summary = models.TextField(_("more of it"), blank=True, help_text=_("In your words; stays on the desk."))
    taxon = models.ForeignKey(
        Taxon, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("species")
    )
    term = models.ForeignKey(
        TradeTerm, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("specimen")
    )
    price = models.DecimalField(_("price"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, help_text="ISO 4217, as VND.")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=8, blank=True)
    place = models.CharField(_("place as said"), max_length=200, blank=True)
    first_seen = models.DateField(_("first seen"))
    seen_on = models.DateField(_("last looked at"))
    ground = models.CharField(_("ground"), max_length=6, choices=Ground.choices, blank=True)
    reported_on = models.DateField(_("first reported"), null=True, blank=True)
    removed_on = models.DateField(_("first gone"), null=True, blank=True)
    reappeared_on = models.DateField(_("first back"), null=True, blank=True)
    followed_from = models.DateField(null=True, blank=True)
    recheck_due = models.DateField(_("look again on"), null=True, blank=True)
    followed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("followed by"))
    settled_why = models.CharField(_("why settled"), max_length=MAX_WORDS, blank=True)
    captures = models.ManyToManyField(Exhibit, related_name="listings", blank=True, verbose_name=_("captures"))
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    objects = ListingSet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=(
                        "spotted", "captured", "assessed", "reported", "still_up", "removed", "reappeared", "settled",
                    )
                ),
                name="listing_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("reported", "still_up")) | models.Q(reported_on__isnull=False),
                name="reported_listing_has_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="settled") | models.Q(recheck_due=None), name="settled_listing_is_left_alone"
            ),
            models.CheckConstraint(
                condition=models.Q(price=None, currency="") | models.Q(price__gte=0, currency__regex="^[A-Z]{3}$"),
                name="listing_price_has_its_currency",
            ),
            models.CheckConstraint(
                condition=models.Q(quantity=None, unit="") | models.Q(quantity__gte=0) & ~models.Q(unit=""),
                name="listing_quantity_has_its_unit",
            ),
            models.UniqueConstraint(
                fields=["case", "url_key"], condition=~models.Q(url_key=""), name="address_listed_once_a_case"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-recorded_at", "id"], name="listing_list"),
            models.Index(fields=["url_key"], name="listing_by_address"),
            models.Index(fields=["recheck_due", "id"], name="listing_recheck"),
            models.Index(fields=["seller"], name="listing_by_seller"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def platform_name(self) -> str:
        """The platform's name, or what was said of it. Select `platform` with it."""
        return self.platform.name if self.platform else self.platform_words

    @property
    def is_recheck_due(self) -> bool:
        return self.recheck_due is not None and self.recheck_due <= timezone.localdate()

    @property
    def days_to_removal(self) -> int | None:
        """Days, whole, from the first report to the day on which it was first gone; None before that."""
        if not self.reported_on or not self.removed_on:
            return None
        return (self.removed_on - self.reported_on).days

    @property
    def asked(self) -> str:
        """`120 USD`, '' where no price was told."""
        return f"{self.price.normalize():f} {self.currency}" if self.price is not None else ""

    @property
    def amount(self) -> str:
        """`2 no.`, '' where no quantity was told."""
        return f"{self.quantity.normalize():f} {self.unit}" if self.quantity is not None else ""
