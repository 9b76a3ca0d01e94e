import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0010_queue"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("urgent", "Urgent tip"),
                            ("late", "First look overdue"),
                            ("silent", "Feedback overdue"),
                            ("open", "Still overdue"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "way",
                    models.CharField(choices=[("mail", "E-mail"), ("group", "Telegram group of staff")], max_length=5),
                ),
                (
                    "references",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        help_text="What it is about; at most so many are named.",
                        size=None,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=1, help_text="How many there are, named or not.")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Failed")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, help_text="Code of why it failed.", max_length=60)),
            ],
        ),
        migrations.AddField(
            model_name="tip",
            name="late_told_at",
            field=models.DateTimeField(help_text="When supervisors were told of its missed first look.", null=True),
        ),
        migrations.AddField(
            model_name="tip",
            name="silent_told_at",
            field=models.DateTimeField(help_text="When they were told that its source heard nothing.", null=True),
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(
                condition=models.Q(("late_told_at", None), ("status", "received")), fields=["due_at"], name="tip_late"
            ),
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(
                condition=models.Q(("decided_at", None), ("silent_told_at", None)),
                fields=["received_at"],
                name="tip_silent",
            ),
        ),
        migrations.AddField(
            model_name="dutycall",
            name="officer",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="duty_calls",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dutycall",
            name="tip",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="duty_calls", to="hotline.tip"
            ),
        ),
        migrations.AddIndex(
            model_name="dutycall",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["not_before"], name="duty_call_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="dutycall",
            index=models.Index(fields=["kind", "made_at"], name="duty_call_made"),
        ),
        migrations.AddConstraint(
            model_name="dutycall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("tip__isnull", False)),
                fields=("tip", "kind", "way", "officer"),
                name="called_once",
                nulls_distinct=False,
            ),
        ),
    ]
