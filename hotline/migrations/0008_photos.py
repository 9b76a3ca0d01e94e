import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# Whatever destroys a key takes its marks along, and none can be written for a key that is gone.
HOLD_TO_KEY = """
ALTER TABLE "vault"."picture_marks" ADD CONSTRAINT "picture_marks_key"
    FOREIGN KEY ("key_id") REFERENCES "vault"."data_key" ("id") ON DELETE CASCADE
"""
LET_GO = 'ALTER TABLE "vault"."picture_marks" DROP CONSTRAINT "picture_marks_key"'
# Pictures and films copied before wait as new ones do.
LET_ALL_WAIT = """
UPDATE "hotline_attachment" SET "look_at" = now()
WHERE "state" = 'copied' AND ("poster_id" IS NOT NULL OR "media_type" LIKE 'image/%')
"""


class Migration(migrations.Migration):
    dependencies = [("hotline", "0007_readings"), ("vault", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="PictureMarks",
            fields=[
                (
                    "attachment",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="picture_marks",
                        serialize=False,
                        to="hotline.attachment",
                    ),
                ),
                (
                    "key_id",
                    models.UUIDField(
                        db_index=True, help_text="The tip's data key; the database holds it to one that exists."
                    ),
                ),
                (
                    "bands",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="Keyed marks of pieces of its looks; like ones share one.",
                        size=None,
                    ),
                ),
                (
                    "looks",
                    models.BinaryField(help_text="Its looks (`hotline.media.looks`), sealed under a purpose key."),
                ),
            ],
            options={"db_table": '"vault"."picture_marks"'},
        ),
        migrations.RunSQL(HOLD_TO_KEY, LET_GO),
        migrations.AddIndex(
            model_name="picturemarks",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["bands"], name="picture_marks_bands"
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="look_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When its picture is to be hashed, to be known again; None: nothing waits.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="attachment", name="look_tries", field=models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(
                condition=models.Q(("look_at__isnull", False)), fields=["look_at"], name="attachment_unseen"
            ),
        ),
        migrations.RunSQL(LET_ALL_WAIT, migrations.RunSQL.noop),
    ]
