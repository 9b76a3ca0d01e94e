"""Platforms on which wildlife is offered, and where listings on them are reported."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from staff import access


class PlatformSet(models.QuerySet["Platform"]):
    def visible_to(self, officer: Any) -> "PlatformSet":
        """The register, for whoever has the right to it. It belongs to no case."""
        return self if access.allows(officer, "cases.view_platform") else self.none()


class Platform(models.Model):
    """A market place or network, with the addresses that the operator found for reports. Nothing is sent from here."""

    name = models.CharField(_("platform"), max_length=60)
    key = models.CharField(max_length=60, unique=True, help_text="The name in one spelling.")
    mail = models.EmailField(_("mail address for reports"), blank=True)
    form_url = models.URLField(_("address of the form or API for reports"), max_length=500, blank=True)
    rule = models.CharField(
        _("the platform's own rule"), max_length=300, blank=True,
        help_text=_("Its name or number as the platform publishes it: it stands in every report."),
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("Stays on the desk."))
    checked_on = models.DateField(_("addresses checked on"), null=True, blank=True)

    objects = PlatformSet.as_manager()

    class Meta:
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name
