from django.db import migrations, models

# What stands in the queue beside it: from here the index tells what it needs without a look at the rows.
INCLUDED = ["id", "channel", "language", "country", "urgency", "taxon_group", "assignee", "files", "is_alike", "due_at"]


class Migration(migrations.Migration):
    dependencies = [("hotline", "0004_led"), ("vault", "0001_squashed_0003_purging")]

    operations = [
        migrations.AddField(
            model_name="tip",
            name="kind",
            field=models.CharField(
                choices=[
                    ("public", "Public"),
                    ("community", "Community"),
                    ("journalist", "Journalist"),
                    ("partner", "Partner"),
                    ("officer", "Officer"),
                    ("camera", "Camera"),
                    ("platform", "Platform"),
                ],
                db_default="public",
                default="public",
                help_text="That of its source: each kind has its own record of reliability.",
                max_length=12,
                verbose_name="kind of source",
            ),
        ),
        # Only tips that are not of the public are written: few beside the others.
        migrations.RunSQL(
            """
            UPDATE hotline_tip SET kind = source.kind FROM "vault"."source" AS source
            WHERE source.id = hotline_tip.source_id AND source.kind <> 'public'
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(
                fields=["status", "kind", "turn"],
                include=INCLUDED,
                name="tip_line_kind",
            ),
        ),
    ]
