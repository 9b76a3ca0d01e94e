import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import vault.text


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0006_track_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Recognition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "made",
                    vault.text.EncryptedText(
                        blank=True,
                        default=b"",
                        help_text='{"service", "candidates": [{"name", "score", "rank", "taxon"}]}',
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("", "Not looked at"), ("accepted", "Accepted"), ("declined", "Declined")],
                        default="",
                        max_length=8,
                    ),
                ),
                (
                    "accepted",
                    vault.text.EncryptedText(
                        blank=True, default=b"", help_text="The scientific name that an officer accepted."
                    ),
                ),
                ("judged_at", models.DateTimeField(null=True)),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recognition", to="hotline.attachment"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recognitions", to="hotline.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged_by", None), ("verdict", "")),
                            models.Q(("judged_by__isnull", False), ("verdict__in", ("accepted", "declined"))),
                            _connector="OR",
                        ),
                        name="recognition_judged_by_somebody",
                    )
                ],
            },
        ),
    ]
