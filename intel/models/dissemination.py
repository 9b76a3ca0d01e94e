"""Who was given a product, what they made of it, and what reviewers said before."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intel.models.product import Product
from intel.models.version import Heading, Version
from reference.models import Agency
from staff.ledger import only_emptied
from staff.models import Officer

MAX_COMMENT = 2_000  # characters


class ReviewNote(models.Model):
    """What a reviewer, a gatekeeper or an approver said of a version."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="notes")
    heading = models.CharField(_("about"), max_length=12, choices=Heading.choices, blank=True)
    text = models.TextField(_("comment"))
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = only_emptied("text")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"review note {self.pk}"


class Audience(models.TextChoices):
    """Whose hands a copy goes into: what a label allows is told by these (`intel.products.handling`)."""

    OWN = "own", _("Our own organisation")
    AGENCY = "agency", _("An agency we work for")
    PARTNER = "partner", _("A partner organisation")
    PUBLIC = "public", _("The public")


class Dissemination(models.Model):
    """One copy for one recipient. Its mark stands on every page, and on no other copy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="disseminations")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(_("kind of recipient"), max_length=8, choices=Audience.choices)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    person = models.CharField(_("person or desk"), max_length=200, blank=True)
    purpose = models.CharField(_("purpose"), max_length=300)
    watermark = models.CharField(_("mark of the copy"), max_length=20, unique=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("given out by"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        triggers = only_emptied("person", "purpose")
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="dissemination_audience_known"),
            models.CheckConstraint(
                condition=~Q(audience="agency") | Q(agency__isnull=False), name="dissemination_names_its_agency"
            ),
        ]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"copy {self.watermark}"

    @property
    def recipient(self) -> str:
        """`Forest Protection Department · Duty desk`."""
        whom = self.agency.name if self.agency else self.organisation
        return " · ".join(filter(None, (whom, self.person))) or str(Audience(self.audience).label)


class ProductFeedback(models.Model):
    """What a recipient made of a copy, as they told us."""

    class Useful(models.TextChoices):
        YES = "yes", _("useful")
        PARTLY = "partly", _("useful in part")
        NO = "no", _("not useful")

    class Acted(models.TextChoices):
        YES = "yes", _("acted on")
        PLANNED = "planned", _("will be acted on")
        NO = "no", _("not acted on")
        UNKNOWN = "unknown", _("not said")

    copy = models.ForeignKey(Dissemination, on_delete=models.PROTECT, related_name="feedback")
    useful = models.CharField(_("use"), max_length=8, choices=Useful.choices)
    acted = models.CharField(_("acted on"), max_length=8, choices=Acted.choices, default=Acted.UNKNOWN)
    comment = models.TextField(_("comment"), blank=True)
    received_on = models.DateField(_("received"))
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = only_emptied("comment")
        constraints = [
            models.CheckConstraint(
                condition=Q(useful__in=("yes", "partly", "no")) & Q(acted__in=("yes", "planned", "no", "unknown")),
                name="feedback_words_known",
            )
        ]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"feedback {self.pk}"
