import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0003_ways_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Led",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("outcome", models.UUIDField()),
                ("compartment", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("inspection", "Inspection or raid"),
                            ("arrest", "Arrest"),
                            ("seizure", "Seizure"),
                            ("rescue", "Animals rescued"),
                            ("charge", "Charge filed"),
                            ("conviction", "Conviction"),
                            ("acquittal", "Acquittal"),
                            ("fine", "Fine or administrative penalty"),
                            ("removal", "Listing or snares removed"),
                            ("nothing_found", "Checked, nothing found"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                    ),
                ),
                ("on", models.DateField()),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tell_from", models.DateTimeField(help_text="From then on its source may learn that somebody acted.")),
                (
                    "let_out_by",
                    models.ForeignKey(
                        help_text="Who let its source learn it earlier.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="led_to", to="hotline.report"
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "pk"],
                "constraints": [models.UniqueConstraint(fields=("report", "outcome"), name="report_led_to_it_once")],
            },
        ),
        migrations.AlterField(
            model_name="dutycall",
            name="kind",
            field=models.CharField(
                choices=[
                    ("urgent", "Urgent tip"),
                    ("late", "First look overdue"),
                    ("silent", "Feedback overdue"),
                    ("open", "Still overdue"),
                    ("agency", "An agency wrote"),
                ],
                max_length=6,
            ),
        ),
    ]
