import django.contrib.postgres.fields
from django.db import migrations, models

import vault.text


class Migration(migrations.Migration):
    dependencies = [("hotline", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="metadata",
            field=vault.text.EncryptedText(
                blank=True,
                default=b"",
                help_text="What the original told of maker, time and place: for `hotline.read_metadata`.",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="poster_id",
            field=models.UUIDField(help_text="The vault's id of a still picture of a film.", null=True),
        ),
        migrations.AddField(
            model_name="attachment",
            name="remarks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30),
                blank=True,
                default=list,
                help_text="Codes for the officer.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="scan",
            field=models.CharField(
                choices=[
                    ("waiting", "Not scanned yet"),
                    ("clean", "No virus found"),
                    ("infected", "Virus found"),
                    ("not_scanned", "Not scanned: no scanner is set up"),
                    ("too_large", "Not scanned: too large for the scanner"),
                    ("failed", "Not scanned: the scanner did not answer"),
                ],
                default="waiting",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="scan_name",
            field=models.CharField(blank=True, help_text="The signature that a virus was known by.", max_length=80),
        ),
        migrations.AddField(
            model_name="attachment",
            name="scan_tries",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("scan__in", ("waiting", "clean", "infected", "not_scanned", "too_large", "failed"))
                ),
                name="attachment_scan_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "infected"), _negated=True), ("copy_id__isnull", True), _connector="OR"
                ),
                name="attachment_infected_uncopied",
            ),
        ),
    ]
