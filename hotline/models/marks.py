"""What finds a sealed tip or picture again: keyed marks, kept beside the keys."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from hotline.models.attachment import Attachment
from hotline.models.tip import Tip


class TipMarks(models.Model):
    """The marks of one tip, made by a worker.

    They lie in the key schema and refer to the data key with ON DELETE CASCADE: a key destroyed by whatever way takes
    its marks along in the same transaction, none can be written once it is gone, and a backup of the key schema, of
    which the newest alone is kept, brings none back. The tip is named without a constraint, so that keys and tips can
    be restored from backups of different days.
    """

    tip = models.OneToOneField(
        Tip, on_delete=models.CASCADE, primary_key=True, related_name="marks", db_constraint=False
    )
    key_id = models.UUIDField(db_index=True, help_text="The tip's data key; the database holds it to one that exists.")
    words = ArrayField(models.BigIntegerField(), help_text="Marks for searching, sorted: their order tells nothing.")
    bands = ArrayField(
        models.BigIntegerField(), help_text="Marks for likeness: what may be nearly the same shares one."
    )
    signature = models.BinaryField(help_text="What likeness is estimated from; empty for a few words.")
    facts = ArrayField(
        models.BigIntegerField(), default=list, db_default=[],
        help_text="Marks of identifiers, of animals at a place in time, of passages: who tells of the same shares one.",
    )  # fmt: skip

    class Meta:
        db_table = '"vault"."tip_marks"'
        indexes = [
            # Without the list of pending entries: a search never pays for what was added before it.
            GinIndex(fields=["words"], name="tip_marks_words", fastupdate=False),
            GinIndex(fields=["bands"], name="tip_marks_bands", fastupdate=False),
            GinIndex(fields=["facts"], name="tip_marks_facts", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"marks of {self.tip_id}"


class PictureMarks(models.Model):
    """What one picture looks like, made by a worker of its scrubbed copy; it falls with the data key as `TipMarks` do.

    A picture that shows hardly anything has a row without bands.
    """

    attachment = models.OneToOneField(
        Attachment, on_delete=models.CASCADE, primary_key=True, related_name="picture_marks", db_constraint=False
    )
    key_id = models.UUIDField(db_index=True, help_text="The tip's data key; the database holds it to one that exists.")
    bands = ArrayField(models.BigIntegerField(), help_text="Keyed marks of pieces of its looks; like ones share one.")
    looks = models.BinaryField(help_text="Its looks (`hotline.media.looks`), sealed under a purpose key.")

    class Meta:
        db_table = '"vault"."picture_marks"'
        indexes = [GinIndex(fields=["bands"], name="picture_marks_bands", fastupdate=False)]

    def __str__(self) -> str:
        return f"looks of {self.attachment_id}"
