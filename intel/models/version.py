"""What a product says, version by version. One that went to review is sealed: the database lets nobody change it,
and lets go of its words alone, once the product is purged."""

import uuid
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models import Report
from hotline.models.report import Handling
from intel.estimates import Confidence, Likelihood, in_words
from staff.models import Officer

MAX_TITLE = 160  # characters
MAX_RECIPIENT = 200
MAX_JUDGEMENT = 500


class Heading(models.TextChoices):
    """What somebody writes. Which of them a type must have: `intel.products.types`."""

    ASK = "ask", _("What we ask")
    FACTS = "facts", _("Facts")
    METHOD = "method", _("How it was counted")
    CHANGE = "change", _("What has changed")
    ACTIVITY = "activity", _("What the subject does")
    LIFE = "life", _("Places, communications, finances")
    ASSOCIATES = "associates", _("Associates")
    STRENGTHS = "strengths", _("Strengths and weaknesses")
    STRUCTURE = "structure", _("Who does what")
    FLOWS = "flows", _("How goods and money move")
    PROBLEM = "problem", _("The problem: what, where, how")
    CAUSES = "causes", _("What drives it")
    ACCOUNTS = "accounts", _("Accounts and platforms")
    OFFERS = "offers", _("What is offered, and at what price")
    MONEY = "money", _("Money and assets")
    ACQUIRED = "acquired", _("How each was acquired, and by whom")
    ASSESSMENT = "assessment", _("Our assessment")
    OUTLOOK = "outlook", _("Outlook")
    RISKS = "risks", _("Risks")
    GAPS = "gaps", _("What we do not know")
    ALTERNATIVES = "alternatives", _("Other explanations")
    ACTION = "action", _("Recommended action")


class FigureKind(models.TextChoices):
    MONTHS = "months", _("Reports by month")
    AREAS = "areas", _("Reports by area")
    TAXA = "taxa", _("Reports by species")
    NETWORK = "network", _("Who is linked to whom")
    MAP = "map", _("Where it happened")
    SEIZURES = "seizures", _("Seizures")


REFUSED = "RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME;"
GO_ON = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
IS_SEALED = "SELECT 1 FROM intel_version WHERE id = of_version AND sealed_at IS NOT NULL"


def _is_emptied(product: str, empty: dict[str, str]) -> str:
    """SQL: whether a product that was purged loses words, and nothing else of the row changes.

    Args:
        product: which one, in SQL. empty: what a column holds that says nothing, in SQL, by column.
    """
    names = ", ".join(f"'{column}'" for column in empty)
    says_nothing = " AND ".join(f"NEW.{column} = {nothing}" for column, nothing in empty.items())
    changes_nothing_else = f"(to_jsonb(NEW) - ARRAY[{names}]) = (to_jsonb(OLD) - ARRAY[{names}])"
    is_purged = f"EXISTS (SELECT 1 FROM intel_product WHERE id = {product} AND purged_at IS NOT NULL)"  # noqa: S608 - our own columns
    return f"{says_nothing} AND {changes_nothing_else} AND {is_purged}"


def _part_of_sealed(**empty: str) -> pgtrigger.Trigger:
    """Rows of a sealed version stay; `empty`: columns that lose their words once the product is purged."""
    product = "(SELECT product_id FROM intel_version WHERE id = of_version)"
    lost = f"IF TG_OP = 'UPDATE' THEN IF {_is_emptied(product, empty)} THEN RETURN NEW; END IF; END IF; "
    return pgtrigger.Trigger(
        name="part_of_sealed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("of_version", "uuid")],
        func=(
            "IF TG_OP = 'INSERT' THEN of_version := NEW.version_id; ELSE of_version := OLD.version_id; END IF; "
            f"IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN {REFUSED} END IF; "
            f"{lost if empty else ''}IF EXISTS ({IS_SEALED}) THEN {REFUSED} END IF; {GO_ON}"
        ),
    )


NO_WORDS = {"title": "''", "recipient": "''", "cleared_identifiers": "'{}'"}
SEALED = pgtrigger.Trigger(
    name="sealed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=(
        f"IF TG_OP = 'UPDATE' THEN IF {_is_emptied('OLD.product_id', NO_WORDS)} THEN RETURN NEW; END IF; END IF; "
        f"IF OLD.sealed_at IS NOT NULL THEN {REFUSED} END IF; {GO_ON}"
    ),
)


class Version(models.Model):
    """edits: counted up with each time that it was kept, so that two who write at once are told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Each points to the other: PostgreSQL looks at both when the transaction ends.
    product = models.ForeignKey("Product", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=MAX_TITLE)
    recipient = models.CharField(_("for"), max_length=MAX_RECIPIENT, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    own_handling = models.CharField(
        _("our own label"), max_length=16, choices=Handling.choices, default=Handling.CLEAR,
        help_text="Never loosens what its parts bear.",
    )  # fmt: skip
    handling = models.CharField(
        _("handling"), max_length=16, choices=Handling.choices, help_text="The strictest of its parts."
    )
    expires_on = models.DateField(_("valid until"))
    cleared_identifiers = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    edits = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    sealed_at = models.DateTimeField(_("sent to review"), null=True, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        triggers = [SEALED]
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="version_once"),
            models.CheckConstraint(condition=Q(handling__in=Handling.values), name="version_handling_known"),
        ]
        indexes = [models.Index(fields=["expires_on"], name="version_expiry")]
        ordering = ["product", "number"]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None

    @property
    def has_expired(self) -> bool:
        return self.expires_on < timezone.localdate()


class Section(models.Model):
    """What was written under one heading."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sections")
    heading = models.CharField(max_length=12, choices=Heading.choices)
    text = models.TextField()

    class Meta:
        triggers = [_part_of_sealed(text="''")]
        constraints = [
            models.UniqueConstraint(fields=["version", "heading"], name="heading_once_a_version"),
            models.CheckConstraint(condition=Q(heading__in=Heading.values), name="section_heading_known"),
        ]

    def __str__(self) -> str:
        return f"{self.heading} of {self.version_id}"


class Citation(models.Model):
    """A report that a version rests on: its id, and grade and label as they were when the version was kept."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="citations")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=2)
    handling = models.CharField(max_length=16, choices=Handling.choices)

    class Meta:
        triggers = [_part_of_sealed()]
        constraints = [models.UniqueConstraint(fields=["version", "report"], name="version_cites_report_once")]

    def __str__(self) -> str:
        return f"{self.version_id} < {self.report_id}"


class KeyJudgement(models.Model):
    """A key judgement: how likely, how well founded, and on which of the cited reports it rests."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="judgements")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("judgement"), max_length=MAX_JUDGEMENT)
    likelihood = models.CharField(_("likelihood"), max_length=14, choices=Likelihood.choices, blank=True)
    confidence = models.CharField(_("confidence"), max_length=8, choices=Confidence.choices, blank=True)
    rests_on = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, help_text="References of cited reports."
    )

    class Meta:
        triggers = [_part_of_sealed(text="''")]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="judgement_position_once"),
            models.CheckConstraint(
                condition=Q(likelihood__in=("", *Likelihood.values)) & Q(confidence__in=("", *Confidence.values)),
                name="judgement_words_known",
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"judgement {self.pk}"

    @property
    def likelihood_shown(self) -> str:
        """`very likely (80–95 %)`, "" where none was given."""
        return in_words(self.likelihood)


class Figure(models.Model):
    """A chart, picture, map or table as it stood when it was drawn up.

    content: of charts `rows` (label, number, reports); of the others as `cases.products.figures` writes them.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField(max_length=10, choices=FigureKind.choices)
    content: Any = models.JSONField(encoder=DjangoJSONEncoder)
    is_shown = models.BooleanField(_("goes into the product"), default=True)

    class Meta:
        triggers = [_part_of_sealed(content="'{}'::jsonb")]
        constraints = [
            models.UniqueConstraint(fields=["version", "kind"], name="figure_once_a_version"),
            models.CheckConstraint(condition=Q(kind__in=FigureKind.values), name="figure_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.version_id}"
