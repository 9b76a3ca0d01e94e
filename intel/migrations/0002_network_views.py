import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intel", "0001_squashed_0003_products"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NetworkView",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "name",
                    models.CharField(
                        blank=True, help_text="Empty once a node was purged.", max_length=80, verbose_name="name"
                    ),
                ),
                (
                    "query",
                    models.CharField(help_text="The chart's query string: ids, codes and days only.", max_length=1500),
                ),
                ("is_shared", models.BooleanField(default=False, verbose_name="shared")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="network_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "network view",
                "verbose_name_plural": "network views",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ViewNode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("x", models.FloatField(null=True)),
                ("y", models.FloatField(null=True)),
                (
                    "entity",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="intel.entity"),
                ),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nodes", to="intel.networkview"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NetworkAnalysis",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for a worker"),
                            ("working", "At work"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                (
                    "through",
                    models.BinaryField(
                        help_text="Digest of what let the officer see: another one, and the result is void."
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("result", models.JSONField(default=dict)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="network_analyses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "analysis of the network",
                "verbose_name_plural": "analyses of the network",
                "ordering": ["-asked_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ("waiting", "working"))),
                        fields=["asked_at"],
                        name="analysis_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ("waiting", "working", "done", "failed"))),
                        name="analysis_status_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("percent__lte", 100)), name="analysis_percent"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="networkview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name", ""), _negated=True),
                fields=("officer", "name"),
                name="one_network_view_of_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="viewnode",
            constraint=models.UniqueConstraint(fields=("view", "entity"), name="node_once_a_view"),
        ),
    ]
