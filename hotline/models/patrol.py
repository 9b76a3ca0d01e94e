"""What partners' programs send beside plain tips: events of patrols, consignments with their red flags."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.partner import Partner
from hotline.models.tip import Tip
from vault.text import EncryptedText


class PartnerEvent(models.Model):
    """An event of a partner's program, by its own id: the same again is the same tip."""

    class Shape(models.TextChoices):
        SMART = "smart", "SMART"
        EARTHRANGER = "earthranger", "EarthRanger"
        CSV = "csv", "CSV"

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="events")
    mark = models.BinaryField(unique=True, help_text="HMAC of the partner and its id of the event.")
    body_mark = models.BinaryField(help_text="HMAC of what was told last: the same again changes nothing.")
    shape = models.CharField(max_length=11, choices=Shape.choices)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="partner_events")
    received_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"event {self.pk}"


class Consignment(models.Model):
    """A consignment that a carrier, courier or port told of, with its red flags; sealed under the tip's key."""

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, primary_key=True, related_name="consignment")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="consignments")
    told = EncryptedText(help_text="The checked fields as they were sent.")
    flags = EncryptedText(help_text='A list of {"code", "said"}: `hotline/consignments/flags.py`.')
    points = models.PositiveSmallIntegerField(_("red flags"), default=0, help_text="Sum of the flags' weights.")

    def __str__(self) -> str:
        return f"consignment {self.pk}"

    @property
    def key_id(self) -> Any:
        return self.tip.key_id
