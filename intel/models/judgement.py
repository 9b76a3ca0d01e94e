"""Who judged two entities the same or not, which stand together for it, and the keys by which candidates are found."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from intel.models.entity import Entity
from staff.ledger import only_emptied
from staff.models import Officer

MAX_REASON = 300  # characters


class Verdict(models.TextChoices):
    SAME = "same", _("The same")
    NOT_SAME = "not_same", _("Not the same")
    UNSURE = "unsure", _("Unsure")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class JudgementSet(models.QuerySet["Judgement"]):
    def kept(self) -> "JudgementSet":
        """Those that nobody took back."""
        return self.exclude(verdict=Verdict.WITHDRAWN).filter(withdrawn_by=None)

    def standing(self) -> "JudgementSet":
        """The latest of each pair that nobody took back."""
        of_pair = Judgement.objects.kept().filter(one=models.OuterRef("one"), other=models.OuterRef("other"))
        return self.kept().exclude(models.Exists(of_pair.filter(pk__gt=models.OuterRef("pk"))))

    def of(self, ids: Any) -> "JudgementSet":
        """Those with one of the entities at either end."""
        return self.filter(models.Q(one__in=ids) | models.Q(other__in=ids))

    def visible_to(self, officer: Any) -> "JudgementSet":
        """Visible where both ends are."""
        seen = Entity.objects.visible_to(officer).values("pk")
        return self.filter(one__in=seen, other__in=seen)


class Judgement(models.Model):
    """What an officer made of a pair. A later one of the same pair takes its place until it is withdrawn.

    None is ever changed; the words go when one of the two is purged.
    """

    one = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(_("judgement"), max_length=9, choices=Verdict.choices)
    withdraws = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by")
    reason = models.CharField(_("why"), max_length=MAX_REASON, blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: a purge.")
    at = models.DateTimeField(_("judged"), auto_now_add=True)

    objects = JudgementSet.as_manager()

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        constraints = [
            models.CheckConstraint(condition=models.Q(verdict__in=Verdict.values), name="judgement_known"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="judgement_of_two_in_order"),
            models.CheckConstraint(
                condition=models.Q(verdict="withdrawn", withdraws__isnull=False)
                | ~models.Q(verdict="withdrawn") & models.Q(withdraws=None),
                name="judgement_withdraws_one",
            ),
        ]
        indexes = [models.Index(fields=["one", "other", "-id"], name="judgement_of_pair")]
        triggers = only_emptied("reason")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"judgement {self.pk}"


class Sameness(models.Model):
    """That an entity stands together with others, under the one first recorded. Who stands alone has no row.

    Follows from the judgements that stand; `intel.identity` alone writes it.
    """

    entity = models.OneToOneField(Entity, on_delete=models.PROTECT, primary_key=True, related_name="sameness")
    canonical = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sameness")
        verbose_name_plural = _("samenesses")

    def __str__(self) -> str:
        return f"sameness {self.pk}"


class MatchKey(models.Model):
    """A mark under which an entity is found again: of an identifier or a sound (`intel.matching.keys`)."""

    pk = models.CompositePrimaryKey("mark", "entity_id")
    mark = models.BigIntegerField()
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("key for matching")
        verbose_name_plural = _("keys for matching")

    def __str__(self) -> str:
        return f"key {self.mark}"
