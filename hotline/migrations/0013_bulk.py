import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotline", "0012_asking"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="tag")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BulkRun",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("spam", "Dismiss as spam"),
                            ("merge", "Merge into one"),
                            ("assign", "Assign"),
                            ("tag", "Tag"),
                            ("untag", "Take the tag off"),
                        ],
                        max_length=8,
                    ),
                ),
                ("language", models.CharField(help_text="In which refusals are told.", max_length=10)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        help_text="Merged into this.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotline.tip",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulk_runs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="hotline.tag"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TipTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tips", to="hotline.tag"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tags", to="hotline.tip"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BulkStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("done", "Done"), ("failed", "Not done")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                (
                    "why",
                    models.CharField(blank=True, help_text="The refusal, as the officer is told it.", max_length=300),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="hotline.bulkrun"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="hotline.tip"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["run", "state"], name="bulk_step_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "tip"), name="one_step_of_a_tip"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "done", "failed"))), name="bulk_state_known"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="bulkrun",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["started_at"], name="bulk_run_waiting"),
        ),
        migrations.AddConstraint(
            model_name="bulkrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ("spam", "merge", "assign", "tag", "untag"))), name="bulk_act_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="tiptag",
            constraint=models.UniqueConstraint(fields=("tag", "tip"), name="one_tag_of_a_kind"),
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(
                condition=models.Q(("status__in", ["received", "in_triage", "needs_info"])),
                fields=["received_at"],
                name="tip_arrived",
            ),
        ),
    ]
