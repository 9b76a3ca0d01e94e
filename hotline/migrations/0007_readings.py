import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import vault.text

GROUPS = [
    ("elephants", "Elephants"),
    ("rhinos", "Rhinos"),
    ("pangolins", "Pangolins"),
    ("cats", "Cats"),
    ("bears", "Bears"),
    ("primates", "Primates"),
    ("birds", "Birds"),
    ("turtles", "Turtles and tortoises"),
    ("crocodiles", "Crocodiles"),
    ("snakes", "Snakes"),
    ("lizards", "Lizards"),
    ("amphibians", "Amphibians"),
    ("fish", "Fish"),
    ("marine mammals", "Marine mammals"),
    ("invertebrates", "Invertebrates"),
    ("ungulates", "Ungulates"),
    ("otters", "Otters"),
    ("civets", "Civets"),
    ("carnivores", "Other carnivores"),
    ("rodents", "Rodents"),
    ("bats", "Bats"),
    ("timber", "Timber"),
    ("plants", "Other plants"),
    ("other", "Another species"),
]

KINDS = [
    ("taxon", "Species"),
    ("term", "Specimen"),
    ("quantity", "Quantity"),
    ("price", "Price"),
    ("place", "Place"),
    ("identifier", "Identifier"),
    ("state", "State"),
    ("language", "Language"),
]


class Migration(migrations.Migration):
    dependencies = [("hotline", "0006_partners"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            model_name="tip",
            name="taxon_group",
            field=models.CharField(
                blank=True,
                choices=GROUPS,
                help_text="Of the most protected taxon that was read; empty where none was.",
                max_length=20,
                verbose_name="species",
            ),
        ),
        migrations.CreateModel(
            name="TipReading",
            fields=[
                (
                    "tip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reading",
                        serialize=False,
                        to="hotline.tip",
                    ),
                ),
                (
                    "found",
                    vault.text.EncryptedText(
                        blank=True, default=b"", help_text="What was read, as `reading.kept` tells it."
                    ),
                ),
                ("version", models.CharField(help_text="Of the index it was read with.", max_length=24)),
                ("read_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": "hotline_tip_reading",
                "indexes": [models.Index(fields=["version"], name="tip_reading_version")],
            },
        ),
        migrations.CreateModel(
            name="SuggestionJudgement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=KINDS, max_length=12)),
                ("language", models.CharField(help_text="That the tip was read in.", max_length=10)),
                (
                    "mark",
                    models.BinaryField(help_text="HMAC of tip, kind and value as read: one judgement of each."),
                ),
                (
                    "read",
                    vault.text.EncryptedText(blank=True, default=b"", help_text="The value as it was read."),
                ),
                (
                    "corrected",
                    vault.text.EncryptedText(
                        blank=True, default=b"", help_text="The value that the officer gave instead."
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("corrected", "Corrected"), ("rejected", "Rejected")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="judgements", to="hotline.tip"
                    ),
                ),
            ],
            options={
                "db_table": "hotline_suggestion_judgement",
                "constraints": [
                    models.UniqueConstraint(fields=["tip", "mark"], name="one_judgement_of_a_suggestion"),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ("accepted", "corrected", "rejected"))),
                        name="judgement_verdict_known",
                    ),
                ],
            },
        ),
    ]
