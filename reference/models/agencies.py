"""Agencies that act on what the hotline learns, and how to reach them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.models.edition import Retirable


class Agency(Retirable):
    """An authority or organisation of one country ('INTL': several).

    Editions bring a seed to be checked. What officers change at the desk is theirs (`is_own`): no edition writes
    over it.
    """

    country = models.CharField(_("country"), max_length=4, help_text=_("ISO 3166 code, INTL for an international body"))
    province = models.TextField(_("province"), blank=True, help_text=_("empty: the whole country"))
    name = models.TextField(_("name"))
    local_name = models.TextField(_("local name"), blank=True)
    kind = models.TextField(_("kind"), blank=True)
    mandate = models.TextField(_("mandate"), blank=True)
    tags = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("tags"))
    status = models.TextField(_("status"), blank=True)
    source = models.TextField(_("source"), blank=True)
    verified = models.BooleanField(_("verified"), default=False, db_default=False)
    is_own = models.BooleanField(_("kept by this desk"), default=False, db_default=False, editable=False)
    normalised = models.TextField(editable=False)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.UniqueConstraint(fields=["country", "province", "name"], name="one_agency_each"),
        ]
        indexes = [GinIndex(fields=["tags"], name="agency_tags")]

    def __str__(self) -> str:
        return self.name


class AgencyContact(models.Model):
    """One way to reach an agency. No edition holds any: a deployment enters and verifies them."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("telephone")
        PORTAL = "portal", _("portal")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="contacts")
    name = models.TextField(_("person or desk"), blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    address = models.TextField(_("address"))
    verified = models.BooleanField(_("verified"), default=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("agency contact")
        verbose_name_plural = _("agency contacts")
        constraints = [
            models.UniqueConstraint(fields=["agency", "channel", "address"], name="one_contact_each"),
            models.CheckConstraint(condition=~models.Q(address=""), name="contact_has_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.name or self.agency_id}"
