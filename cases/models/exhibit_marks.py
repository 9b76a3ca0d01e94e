"""What finds an exhibit's picture again: keyed marks, kept beside the keys."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from cases.models.evidence import Exhibit


class ExhibitMarks(models.Model):
    """What the scrubbed copy of a picture looks like, as `hotline.models.PictureMarks`; it falls with the data key.

    A picture that shows hardly anything, or that could not be looked at, has a row without bands.
    """

    exhibit = models.OneToOneField(
        Exhibit, on_delete=models.CASCADE, primary_key=True, related_name="picture_marks", db_constraint=False
    )
    key_id = models.UUIDField(db_index=True, help_text="The exhibit's data key; the database holds it to one there is.")
    bands = ArrayField(models.BigIntegerField(), help_text="Keyed marks of pieces of its looks; like ones share one.")
    looks = models.BinaryField(help_text="Its looks (`hotline.media.looks`), sealed under a purpose key.")

    class Meta:
        db_table = '"vault"."exhibit_marks"'
        indexes = [GinIndex(fields=["bands"], name="exhibit_marks_bands", fastupdate=False)]

    def __str__(self) -> str:
        return f"looks of {self.exhibit_id}"
