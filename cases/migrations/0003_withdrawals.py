import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_retention"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="casereport",
            name="settled_at",
            field=models.DateTimeField(
                blank=True, help_text="When the case had seen to it that the report is withdrawn.", null=True
            ),
        ),
        migrations.AddField(
            model_name="casereport",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="referralevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sent", "Sent"),
                    ("code", "New code given"),
                    ("code_wanted", "Agency asks for a new code"),
                    ("locked", "Too many wrong codes"),
                    ("opened", "Opened"),
                    ("downloaded", "Packet downloaded"),
                    ("acknowledged", "Acknowledged"),
                    ("accepted", "Accepted"),
                    ("more_info", "Asked for more"),
                    ("answered", "Answered"),
                    ("declined", "Declined"),
                    ("escalated", "Escalated"),
                    ("outcome", "Outcome reported"),
                    ("recalled", "A report was withdrawn: do not use it further"),
                    ("revoked", "Link revoked"),
                    ("closed", "Closed"),
                ],
                max_length=12,
            ),
        ),
    ]
