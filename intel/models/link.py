"""How two persons or things are connected, by whose word."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hotline.models import Report
from intel.models.entity import Entity
from intel.models.recorded import Recorded

MAX_SUMMARY = 300  # characters


class LinkKind(models.TextChoices):
    """How the source is connected to the target: names of FollowTheMoney, then our own."""

    UNKNOWN = "UnknownLink", _("linked with")
    OWNERSHIP = "Ownership", _("owns")
    DIRECTORSHIP = "Directorship", _("directs")
    EMPLOYMENT = "Employment", _("works for")
    MEMBERSHIP = "Membership", _("belongs to")
    ASSOCIATE = "Associate", _("associate of")
    FAMILY = "Family", _("relative of")
    REPRESENTATION = "Representation", _("acts for")
    PAYMENT = "Payment", _("pays")
    CONTACT = "Contact", _("in contact with")
    USES = "Uses", _("uses")
    LOCATED_AT = "LocatedAt", _("located at")
    SHIPS = "Ships", _("ships")
    SELLS_TO = "SellsTo", _("sells to")


# What is true of both ends alike has no direction.
MUTUAL = frozenset({LinkKind.UNKNOWN, LinkKind.ASSOCIATE, LinkKind.FAMILY, LinkKind.CONTACT})


class Role(models.TextChoices):
    """What the source of a link is in it. Always shown as 'reported as', with grade and period."""

    POACHER = "poacher", _("poacher")
    COLLECTOR = "collector", _("collector")
    PROCESSOR = "processor", _("processor")
    STORAGE = "storage", _("storage keeper")
    TRANSPORTER = "transporter", _("transporter")
    COURIER = "courier", _("courier")
    BROKER = "broker", _("broker")
    EXPORTER = "exporter", _("exporter")
    IMPORTER = "importer", _("importer")
    WHOLESALER = "wholesaler", _("wholesaler")
    RETAILER = "retailer", _("retailer")
    ONLINE_SELLER = "online_seller", _("online seller")
    BUYER = "buyer", _("buyer")
    FINANCIER = "financier", _("financier")
    DOCUMENTS = "documents", _("document fixer")
    OFFICIAL = "official", _("corrupt official")
    RECRUITER = "recruiter", _("recruiter")
    LEADER = "leader", _("leader")
    VICTIM = "victim", _("victim")
    WITNESS = "witness", _("witness")
    UNKNOWN = "unknown", _("role unknown")


class Basis(models.TextChoices):
    ASSERTED = "asserted", _("Asserted: a report says so")
    ASSESSED = "assessed", _("Assessed: we conclude it")


class LinkSet(models.QuerySet["Link"]):
    def standing(self) -> "LinkSet":
        return self.filter(taken_out_at=None)

    def cited_before(self, officer: Any) -> "LinkSet":
        """Those whose report the officer may see, and those that cite none. Says nothing of the ends."""
        return self.filter(models.Q(report=None) | models.Q(report__in=Report.objects.visible_to(officer)))

    def holding(self) -> "LinkSet":
        """Those that stand and rest on no withdrawn report."""
        return self.standing().exclude(report__status=Report.Status.WITHDRAWN)

    def visible_to(self, officer: Any) -> "LinkSet":
        """Visible where both ends and the cited report are."""
        ends = Entity.objects.visible_to(officer).values("pk")
        return self.cited_before(officer).filter(source__in=ends, target__in=ends)


class Link(Recorded):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="links_out", verbose_name=_("from"))
    target = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="links_in", verbose_name=_("to"))
    kind = models.CharField(_("kind"), max_length=16, choices=LinkKind.choices, default=LinkKind.UNKNOWN)
    role = models.CharField(_("reported as"), max_length=14, choices=Role.choices, blank=True)
    began = models.DateField(_("from"), null=True, blank=True)
    ended = models.DateField(_("until"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=8, choices=Basis.choices, default=Basis.ASSERTED)
    summary = models.CharField(_("in words"), max_length=MAX_SUMMARY, blank=True)
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("report")
    )

    objects = LinkSet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=LinkKind.values), name="link_kind_known"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="link_has_two_ends"),
            models.CheckConstraint(
                condition=models.Q(basis="assessed") | models.Q(basis="asserted", report__isnull=False),
                name="asserted_link_cites",
            ),
            models.CheckConstraint(
                condition=models.Q(began=None) | models.Q(ended=None) | models.Q(began__lte=models.F("ended")),
                name="link_begins_then_ends",
            ),
            models.UniqueConstraint(
                fields=["source", "target", "kind", "role", "basis", "report"], name="link_once_a_report",
                nulls_distinct=False, condition=models.Q(taken_out_at=None),
            ),
        ]  # fmt: skip
        ordering = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return f"link {self.pk}"

    @property
    def is_mutual(self) -> bool:
        return self.kind in MUTUAL

    @property
    def period(self) -> str:
        """`2024-05-01 – 2024-06-30`, open at an end that is not known; "" where neither is."""
        if not self.began and not self.ended:
            return ""
        return f"{self.began or ''} – {self.ended or ''}".strip()
