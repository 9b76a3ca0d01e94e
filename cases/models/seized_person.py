"""Who is reported in a seizure. A report is no verdict: nobody stands here as guilty."""

import uuid

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cases.models.seizure import COUNTRY, OfSeizureSet, Seizure
from cases.models.trade_codes import Arrested
from intel.models import Entity, Role
from staff.models import Officer


class SeizedPerson(models.Model):
    """A person or a company of a seizure; name and papers are the entity's. `nationality`: country code, or ''."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seizure = models.ForeignKey(Seizure, on_delete=models.PROTECT, related_name="persons", verbose_name=_("seizure"))
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="seizures", verbose_name=_("who"))
    role = models.CharField(_("reported as"), max_length=14, choices=Role.choices, default=Role.UNKNOWN)
    nationality = models.CharField(_("nationality"), max_length=2, blank=True)
    arrested = models.CharField(_("arrested"), max_length=7, choices=Arrested.choices, default=Arrested.UNKNOWN)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = OfSeizureSet.as_manager()

    class Meta:
        verbose_name = _("person of a seizure")
        verbose_name_plural = _("persons of a seizure")
        ordering = ["entered_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["seizure", "entity"], name="one_row_a_person_of_a_seizure"),
            models.CheckConstraint(
                condition=models.Q(nationality="") | models.Q(nationality__regex=COUNTRY),
                name="person_nationality_is_a_code",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def reported_as(self) -> str:
        """`reported as courier`: never more than that."""
        return _t("reported as %(role)s") % {"role": self.get_role_display()}
