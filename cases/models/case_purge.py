"""The purge of an archived case: who asked for it, and who carried it out as the second person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.review import Certificate
from staff.models import Officer


class CasePurge(models.Model):
    """A case whose words, persons and files are to go: asked for by one, carried out or refused by another."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for a second person")
        CARRIED_OUT = "carried_out", _("Carried out")
        REFUSED = "refused", _("Not carried out")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="purges")
    state = models.CharField(max_length=11, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", decided_by=None, decided_at=None)
                | Q(state__in=("carried_out", "refused"), decided_by__isnull=False, decided_at__isnull=False),
                name="case_purge_says_who_decided",
            ),
            models.CheckConstraint(
                condition=Q(state="carried_out", certificate__isnull=False)
                | Q(state__in=("asked", "refused"), certificate=None),
                name="case_purge_has_its_certificate",
            ),
            models.CheckConstraint(
                condition=~Q(state="carried_out") | ~Q(asked_by=models.F("decided_by")),
                name="case_purge_by_two_people",
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(state="asked"), name="one_open_purge_a_case"),
            models.UniqueConstraint(fields=["case"], condition=Q(state="carried_out"), name="case_purged_once"),
        ]

    def __str__(self) -> str:
        return f"purge of {self.case_id}"
