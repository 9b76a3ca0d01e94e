"""Joint operations: referrals to several agencies that go together, who knows of whom, and what they all read."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.referral import Referral
from staff import access
from staff.ledger import only_emptied
from staff.models import Officer


class JointSet(models.QuerySet["JointOperation"]):
    def visible_to(self, officer: Any) -> "JointSet":
        """Those of which the officer sees every referral: name and timeline may speak of each."""
        if not access.allows(officer, "cases.view_jointoperation"):
            return self.none()
        hidden = JointMember.objects.exclude(referral__case__in=Case.objects.visible_to(officer))
        return self.exclude(pk__in=hidden.values("joint"))


class JointOperation(models.Model):
    """A group of referrals with a lead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    lead = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="joint_operations", verbose_name=_("led by")
    )
    opened_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = JointSet.as_manager()

    class Meta:
        verbose_name = _("joint operation")
        verbose_name_plural = _("joint operations")
        indexes = [models.Index(fields=["-opened_at", "id"], name="joint_list")]

    def __str__(self) -> str:
        return self.reference


class JointMember(models.Model):
    """A referral in a joint operation."""

    joint = models.ForeignKey(JointOperation, on_delete=models.PROTECT, related_name="members")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="joint_member")
    added_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.joint_id} < {self.referral_id}"


class JointTelling(models.Model):
    """That one agency may know of another: asked for by one officer, approved by a second, ended by any."""

    reader = models.ForeignKey(JointMember, on_delete=models.PROTECT, related_name="knows")
    about = models.ForeignKey(JointMember, on_delete=models.PROTECT, related_name="known_to")
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "about"], condition=models.Q(ended_at=None), name="telling_stands_once"
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None, approved_at=None)
                | models.Q(approved_by__isnull=False, approved_at__isnull=False)
                & ~models.Q(approved_by=models.F("asked_by")),
                name="telling_has_a_second_person",
            ),
            models.CheckConstraint(condition=~models.Q(reader=models.F("about")), name="nobody_is_told_of_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} knows {self.about_id}"


class JointEntry(models.Model):
    """A line of the shared timeline, about one referral: ours, or of an agency where `officer` is None."""

    about = models.ForeignKey(JointMember, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField(default=timezone.now)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField()

    class Meta:
        triggers = only_emptied("text")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class JointRelease(models.Model):
    """That an agency may read a line of the shared timeline."""

    entry = models.ForeignKey(JointEntry, on_delete=models.PROTECT, related_name="releases")
    to = models.ForeignKey(JointMember, on_delete=models.PROTECT, related_name="reads")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "to"], name="entry_is_released_once_to_each")]

    def __str__(self) -> str:
        return f"{self.entry_id} > {self.to_id}"
