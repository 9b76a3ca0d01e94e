"""The file of an exhibit that an officer brought, on its way through the workshop."""

from django.db import models

from cases.models.evidence import Exhibit
from hotline.models import CopiedFile


class ExhibitFile(CopiedFile):
    """What `hotline.copying` makes a copy of. Its name is the one that the file came with: for the desk alone."""

    exhibit = models.OneToOneField(Exhibit, on_delete=models.PROTECT, related_name="file")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(file_id__isnull=False), name="exhibit_file_has_its_original"),
            models.CheckConstraint(
                condition=~models.Q(scan="infected") | models.Q(copy_id__isnull=True), name="exhibit_infected_uncopied"
            ),
        ]
        indexes = [
            models.Index(fields=["received_at"], name="exhibit_file_waiting", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"file of {self.exhibit_id}"
