"""The register of stores: where things lie."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from staff import access


class ShelfSet(models.QuerySet["Shelf"]):
    def visible_to(self, officer: Any) -> "ShelfSet":
        """The register for those who keep things, and for those who watch over them."""
        return self if access.allows(officer, "cases.view_shelf") else self.none()


class Shelf(models.Model):
    """A place in a store: a shelf, a safe, a freezer, a cage."""

    store = models.CharField(_("store"), max_length=60)
    name = models.CharField(_("shelf"), max_length=50, help_text=_("Shelf, safe, freezer, cage: as it is labelled."))
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_closed = models.BooleanField(_("no longer used"), default=False)

    objects = ShelfSet.as_manager()

    class Meta:
        verbose_name = _("shelf")
        verbose_name_plural = _("stores and shelves")
        constraints = [models.UniqueConstraint(fields=["store", "name"], name="shelf_once_a_store")]
        ordering = ["store", "name"]

    def __str__(self) -> str:
        return f"{self.store} · {self.name}"
