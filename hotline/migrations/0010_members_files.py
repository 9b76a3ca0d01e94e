from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, models

MADE = """
    CREATE INDEX CONCURRENTLY "attachment_of_member" ON "hotline_attachment" ("member_message_id")
    WHERE "member_message_id" IS NOT NULL
"""


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("hotline", "0009_members")]

    operations = [
        ValidateConstraint("attachment", "attachment_belongs"),
        migrations.RunSQL(
            MADE,
            'DROP INDEX CONCURRENTLY "attachment_of_member"',
            state_operations=[
                migrations.AddIndex(
                    "attachment",
                    models.Index(
                        fields=["member_message"],
                        name="attachment_of_member",
                        condition=models.Q(member_message__isnull=False),
                    ),
                )
            ],
        ),
    ]
