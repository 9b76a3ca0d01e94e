import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

# Whatever destroys a key takes its marks along, and none can be written for a key that is gone.
HOLD_TO_KEY = """
ALTER TABLE "vault"."tip_marks" ADD CONSTRAINT "tip_marks_key"
    FOREIGN KEY ("key_id") REFERENCES "vault"."data_key" ("id") ON DELETE CASCADE
"""
LET_GO = 'ALTER TABLE "vault"."tip_marks" DROP CONSTRAINT "tip_marks_key"'


class Migration(migrations.Migration):
    dependencies = [("hotline", "0002_media"), ("vault", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="TipMarks",
            fields=[
                (
                    "tip",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="marks",
                        serialize=False,
                        to="hotline.tip",
                    ),
                ),
                (
                    "key_id",
                    models.UUIDField(
                        db_index=True, help_text="The tip's data key; the database holds it to one that exists."
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="Marks for searching, sorted: their order tells nothing.",
                        size=None,
                    ),
                ),
                (
                    "bands",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="Marks for likeness: what may be nearly the same shares one.",
                        size=None,
                    ),
                ),
                (
                    "signature",
                    models.BinaryField(help_text="What likeness is estimated from; empty for a few words."),
                ),
            ],
            options={"db_table": '"vault"."tip_marks"'},
        ),
        migrations.RunSQL(HOLD_TO_KEY, LET_GO),
        migrations.AddIndex(
            model_name="tipmarks",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["words"], name="tip_marks_words"),
        ),
        migrations.AddIndex(
            model_name="tipmarks",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["bands"], name="tip_marks_bands"),
        ),
        migrations.AddField(
            model_name="tip",
            name="unmarked_since",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                help_text="Since when its words wait to be made findable; None: they are.",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(
                condition=models.Q(("unmarked_since__isnull", False)), fields=["unmarked_since"], name="tip_unmarked"
            ),
        ),
    ]
