"""What became of a listing: what its platform was told, what officers saw since, as what it was offered again."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.evidence import Exhibit
from cases.models.listing import LANGUAGES, MAX_WORDS, Listing
from staff.ledger import only_emptied
from staff.models import Officer


class OfListingSet(models.QuerySet[Any]):
    def visible_to(self, officer: Any) -> Any:
        return self.filter(listing__in=Listing.objects.visible_to(officer))


class PlatformReport(models.Model):
    """What a platform was told of a listing: the very text, when an officer sent it, and the answer."""

    class Way(models.TextChoices):
        MAIL = "mail", _("by mail, or in the platform's form")
        API = "api", _("by the platform's API")

    class State(models.TextChoices):
        PREPARED = "prepared", _("Prepared, not sent")
        SENT = "sent", _("Sent, no answer yet")
        REMOVED = "removed", _("Removed, says the platform")
        ACCOUNT = "account", _("Account closed, says the platform")
        REFUSED = "refused", _("Refused")
        SILENT = "silent", _("No answer came")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="platform_reports")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PREPARED)
    way = models.CharField(_("how"), max_length=4, choices=Way.choices)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES)
    text = models.TextField(_("text"))
    prepared_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    ticket = models.CharField(_("the platform's reference"), max_length=120, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer_words = models.CharField(_("answer in words"), max_length=MAX_WORDS, blank=True)

    objects = OfListingSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=("prepared", "sent", "removed", "account", "refused", "silent")),
                name="platform_report_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="prepared", sent_on=None) | ~models.Q(state="prepared")
                & models.Q(sent_on__isnull=False, sent_by__isnull=False),
                name="sent_report_has_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("prepared", "sent"), answered_on=None)
                | ~models.Q(state__in=("prepared", "sent")) & models.Q(answered_on__isnull=False),
                name="answered_report_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["listing"], condition=models.Q(state="prepared"), name="one_report_prepared_at_a_time"
            ),
        ]  # fmt: skip
        ordering = ["prepared_at"]

    def __str__(self) -> str:
        return f"report {self.pk}"


class ListingLook(models.Model):
    """What an officer saw at the address on a day. `days`: which recheck it answered, None for any other look."""

    class Found(models.TextChoices):
        GONE = "gone", _("Gone")
        THERE = "there", _("Still there")
        CHANGED = "changed", _("There, but changed")
        UNKNOWN = "unknown", _("Could not be seen")

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="looks")
    on = models.DateField(_("day"))
    found = models.CharField(_("found"), max_length=7, choices=Found.choices)
    note = models.CharField(_("note"), max_length=MAX_WORDS, blank=True)
    days = models.PositiveSmallIntegerField(null=True)
    capture = models.ForeignKey(Exhibit, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfListingSet.as_manager()

    class Meta:
        triggers = only_emptied("note")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(found__in=("gone", "there", "changed", "unknown")), name="listing_look_known"
            )
        ]
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"look {self.pk}"


class Reappearance(models.Model):
    """An edge: what was gone is offered again as another listing, judged so by an officer."""

    class By(models.TextChoices):
        ADDRESS = "address", _("same address")
        SELLER = "seller", _("same seller")
        PHOTO = "photo", _("same photo")

    earlier = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="reappeared_as")
    later = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="reappeared_from")
    because = models.CharField(_("because of"), max_length=7, choices=By.choices)
    on = models.DateField(_("seen again on"))
    note = models.CharField(_("note"), max_length=MAX_WORDS, blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = only_emptied("note")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="reappearance_once"),
            models.CheckConstraint(condition=~models.Q(earlier=models.F("later")), name="reappearance_is_of_two"),
            models.CheckConstraint(
                condition=models.Q(because__in=("address", "seller", "photo")), name="reappearance_reason_known"
            ),
        ]

    def __str__(self) -> str:
        return f"reappearance {self.pk}"
