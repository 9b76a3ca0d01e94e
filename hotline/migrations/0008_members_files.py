from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("hotline", "0007_members")]

    operations = [
        ValidateConstraint("attachment", "attachment_belongs"),
        AddIndexConcurrently(
            "attachment",
            models.Index(
                fields=["member_message"],
                name="attachment_of_member",
                condition=models.Q(member_message__isnull=False),
            ),
        ),
    ]
