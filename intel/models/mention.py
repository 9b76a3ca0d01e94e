"""Where a report's own text names a person or a thing, or gives a value of one."""

import hashlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hotline.models import Report
from intel.models.entity import Entity, Fact
from intel.models.recorded import Recorded


class MentionSet(models.QuerySet["Mention"]):
    def standing(self) -> "MentionSet":
        """Neither taken out itself, nor its entity or its fact."""
        return self.filter(
            models.Q(fact=None) | models.Q(fact__taken_out_at=None),
            taken_out_at=None, entity__taken_out_at=None, entity__purged_at=None,
        )  # fmt: skip

    def visible_to(self, officer: Any) -> "MentionSet":
        """Visible where the entity and the report are."""
        seen = Report.objects.visible_to(officer)
        return self.filter(entity__in=Entity.objects.visible_to(officer), report__in=seen)


class Mention(Recorded):
    """Words of a report. It keeps where they stood and a hash of them, so that it says nothing once they are gone."""

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="mentions")
    fact = models.ForeignKey(
        Fact, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions",
        help_text="The value that these words give; none: they only speak of it.",
    )  # fmt: skip
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+", verbose_name=_("report"))
    offset = models.PositiveIntegerField(help_text="In code points of the title, a line break and the text.")
    length = models.PositiveIntegerField(help_text="In code points.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the words, in hex.")

    objects = MentionSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "report", "offset", "length", "fact"], name="mention_once", nulls_distinct=False,
                condition=models.Q(taken_out_at=None),
            ),
            models.CheckConstraint(condition=models.Q(length__gt=0), name="mention_has_words"),
        ]  # fmt: skip
        ordering = ["offset", "length", "pk"]

    def __str__(self) -> str:
        return f"mention {self.pk}"

    def words_in(self, text: str) -> str | None:
        """The words, where they still stand in the report's whole text; None where they do no longer."""
        words = text[self.offset : self.offset + self.length]
        return words if digest_of(words) == self.digest else None


def digest_of(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
