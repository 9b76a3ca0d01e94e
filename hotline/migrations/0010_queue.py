from django.conf import settings
from django.db import migrations, models

import hotline.models.turn
from hotline.models.turn import line_indexes

OFFENCES = (
    "killing", "live", "parts", "online", "transport", "restaurant", "breeding", "fishing", "timber", "cruelty",
    "official", "other",
)  # fmt: skip
# Tips of a country are told in its languages: without knowing it the planner goes through a whole line in vain.
TOGETHER = """
    CREATE STATISTICS tip_country_language (mcv) ON country, language FROM hotline_tip;
    ALTER STATISTICS tip_country_language SET STATISTICS 1000;
"""


class Migration(migrations.Migration):
    dependencies = [("hotline", "0009_facts"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.RemoveIndex("tip", "tip_queue"),
        migrations.RemoveIndex("tip", "tip_queue_by_status"),
        migrations.RemoveIndex("tip", "tip_assignee"),
        migrations.AddField(
            "tip",
            "is_alike",
            models.BooleanField(
                null=True,
                help_text="Another tip tells of the same; None: a worker has not looked yet.",
                verbose_name="duplicate suspected",
            ),
        ),
        migrations.AddField(
            "tip",
            "turn",
            models.GeneratedField(
                db_persist=True, expression=hotline.models.turn.Turn(), output_field=models.BigIntegerField()
            ),
        ),
        *(migrations.AddIndex("tip", index) for index in line_indexes(OFFENCES)),
        migrations.AddIndex(
            "tip",
            models.Index(
                fields=["received_at"],
                name="tip_not_compared",
                condition=models.Q(is_alike=None, status__in=["received", "in_triage", "needs_info"]),
            ),
        ),
        migrations.RunSQL(TOGETHER, "DROP STATISTICS tip_country_language"),
    ]
