"""What officers keep of the network: views of it, and what a worker found in the whole of what one of them sees."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intel.models.entity import Entity
from staff import access
from staff.models import Officer

MAX_VIEW_NAME = 80  # characters
MAX_QUERY = 1_500


class NetworkViewSet(models.QuerySet["NetworkView"]):
    def visible_to(self, officer: Any) -> "NetworkViewSet":
        """One's own; and those shared, where the officer sees every person and thing that was drawn in it."""
        if not access.allows(officer, "intel.view_entity"):
            return self.none()
        hidden = ViewNode.objects.filter(view=models.OuterRef("pk")).exclude(
            entity__in=Entity.objects.visible_to(officer)
        )
        return self.filter(models.Q(officer=officer) | models.Q(is_shared=True) & ~models.Exists(hidden))


class NetworkView(models.Model):
    """A chart that is kept: how it was asked for, and where each node stood. It is drawn anew for each reader."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="network_views")
    name = models.CharField(_("name"), max_length=MAX_VIEW_NAME, blank=True, help_text="Empty once a node was purged.")
    query = models.CharField(max_length=MAX_QUERY, help_text="The chart's query string: ids, codes and days only.")
    is_shared = models.BooleanField(_("shared"), default=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    objects = NetworkViewSet.as_manager()

    class Meta:
        verbose_name = _("network view")
        verbose_name_plural = _("network views")
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "name"], condition=~models.Q(name=""), name="one_network_view_of_a_name"
            )
        ]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"network view {self.pk}"


class ViewNode(models.Model):
    """A node of a kept view, by the row under which it stood, and its place in units of the chart."""

    view = models.ForeignKey(NetworkView, on_delete=models.CASCADE, related_name="nodes")
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="+")
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["view", "entity"], name="node_once_a_view")]

    def __str__(self) -> str:
        return f"node {self.pk} of {self.view_id}"


class NetworkAnalysis(models.Model):
    """What was worked out of the network as one officer saw it. The row is the job; its result names ids only."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting for a worker")
        WORKING = "working", _("At work")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="network_analyses")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    through = models.BinaryField(help_text="Digest of what let the officer see: another one, and the result is void.")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("analysis of the network")
        verbose_name_plural = _("analyses of the network")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=("waiting", "working", "done", "failed")), name="analysis_status_known"
            ),
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="analysis_percent"),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"], name="analysis_waiting", condition=models.Q(status__in=("waiting", "working"))
            )
        ]
        ordering = ["-asked_at", "pk"]

    def __str__(self) -> str:
        return f"analysis {self.pk}"
