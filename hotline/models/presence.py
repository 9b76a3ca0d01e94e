"""What is true for seconds or hours only. These tables are UNLOGGED: in no backup, and emptied by a crash."""

from django.db import models

from hotline.models.tip import Tip
from staff.models import Officer


class Presence(models.Model):
    """Who has a tip's page open just now: ids only. Without constraints of the database, so that it costs no lock."""

    tip = models.ForeignKey(Tip, on_delete=models.DO_NOTHING, db_constraint=False, related_name="presences")
    officer = models.ForeignKey(Officer, on_delete=models.DO_NOTHING, db_constraint=False, related_name="presences")
    until = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "hotline_presence"
        constraints = [models.UniqueConstraint(fields=["tip", "officer"], name="one_presence_each")]

    def __str__(self) -> str:
        return f"presence until {self.until}"


class SentForm(models.Model):
    """A form of a tip's page that was sent and taken: the same one again does nothing."""

    once = models.UUIDField(primary_key=True, help_text="Random, made with the form.")
    officer = models.ForeignKey(Officer, on_delete=models.DO_NOTHING, db_constraint=False, related_name="sent_forms")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        db_table = "hotline_sent_form"

    def __str__(self) -> str:
        return f"form sent at {self.at}"
