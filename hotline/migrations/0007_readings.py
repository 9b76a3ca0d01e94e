import django.db.models.deletion
import django.utils.timezone
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


class Migration(migrations.Migration):
    dependencies = [("hotline", "0006_partners")]

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
    ]
