import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0005_kind_of_source"),
    ]

    operations = [
        migrations.CreateModel(
            name="KindCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("community", "Community"),
                            ("journalist", "Journalist"),
                            ("partner", "Partner"),
                            ("officer", "Officer"),
                            ("camera", "Camera"),
                            ("platform", "Platform"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("status", "Status"),
                            ("dismissed", "Dismissed"),
                            ("grade", "Grade"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="A tip's status or reason, a report's grade or why withdrawn.", max_length=14
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": "hotline_kind_count",
            },
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(fields=["source_id", "-received_at"], name="tip_of_source"),
        ),
        # The new index finds a source's tips too, and in their order.
        migrations.AlterField(
            model_name="tip",
            name="source_id",
            field=models.UUIDField(help_text="The vault's opaque id of the source."),
        ),
        migrations.AddConstraint(
            model_name="kindcount",
            constraint=models.UniqueConstraint(fields=("kind", "what", "code"), name="one_count_of_a_kind"),
        ),
    ]
