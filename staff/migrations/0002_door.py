"""Sessions of officers, and broken glass with those who were told."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REASONS = [
    ("life", "A person or an animal is in danger now"),
    ("seizure", "A shipment or evidence is about to be lost"),
    ("agency", "An agency needs an answer now and no member can be reached"),
    ("cover", "Whoever works on it is out of reach, and a deadline falls"),
]
FINDINGS = [
    ("waiting", "Not reviewed yet"),
    ("justified", "It was justified"),
    ("questioned", "It must be asked about"),
]


def number() -> tuple[str, models.Field]:
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def officer(related_name: str, on_delete=django.db.models.deletion.PROTECT) -> tuple[str, models.Field]:
    return (
        "officer",
        models.ForeignKey(on_delete=on_delete, related_name=related_name, to=settings.AUTH_USER_MODEL),
    )


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DeskSession",
            fields=[
                number(),
                ("key", models.CharField(editable=False, max_length=40, unique=True)),
                ("started", models.DateTimeField(verbose_name="started")),
                ("last_act", models.DateTimeField(db_index=True, verbose_name="last act")),
                officer("sessions", django.db.models.deletion.CASCADE),
            ],
        ),
        migrations.CreateModel(
            name="BrokenGlass",
            fields=[
                number(),
                ("compartment", models.UUIDField()),
                ("reason", models.CharField(choices=REASONS, max_length=10, verbose_name="reason")),
                (
                    "words",
                    models.CharField(
                        help_text="Read by those who review it.", max_length=300, verbose_name="in your own words"
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("until", models.DateTimeField(verbose_name="until")),
                officer("glass_broken"),
            ],
            options={
                "indexes": [models.Index(fields=["officer", "until"], name="staff_broke_officer_934e71_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="glass_mends_after_it_broke"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GlassNotice",
            fields=[
                number(),
                (
                    "finding",
                    models.CharField(choices=FINDINGS, default="waiting", max_length=10, verbose_name="finding"),
                ),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "glass",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="staff.brokenglass"
                    ),
                ),
                officer("glass_notices"),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("glass", "officer"), name="told_once_each")]},
        ),
    ]
