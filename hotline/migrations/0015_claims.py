import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

UNLOGGED = ("hotline_presence", "hotline_sent_form")


def _link(to: str, related_name: str) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name=related_name, to=to
    )


class Migration(migrations.Migration):
    dependencies = [("hotline", "0014_editor"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField(db_index=True)),
                ("officer", _link(settings.AUTH_USER_MODEL, "presences")),
                ("tip", _link("hotline.tip", "presences")),
            ],
            options={"db_table": "hotline_presence"},
        ),
        migrations.AddConstraint(
            "presence", models.UniqueConstraint(fields=["tip", "officer"], name="one_presence_each")
        ),
        migrations.CreateModel(
            name="SentForm",
            fields=[
                (
                    "once",
                    models.UUIDField(help_text="Random, made with the form.", primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("officer", _link(settings.AUTH_USER_MODEL, "sent_forms")),
            ],
            options={"db_table": "hotline_sent_form"},
        ),
        migrations.AddIndex(
            "tip",
            models.Index(
                fields=["claimed_at"],
                name="tip_claimed",
                condition=models.Q(status="in_triage", assignee__isnull=False),
            ),
        ),
        *(
            migrations.RunSQL(f"ALTER TABLE {table} SET UNLOGGED", f"ALTER TABLE {table} SET LOGGED")
            for table in UNLOGGED
        ),
    ]
