import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotline", "0008_photos")]

    operations = [
        migrations.AddField(
            model_name="tipmarks",
            name="facts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                db_default=[],
                default=list,
                help_text="Marks of identifiers, of animals at a place in time, of passages: who tells of the same shares one.",
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="tipmarks",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["facts"], name="tip_marks_facts"),
        ),
    ]
