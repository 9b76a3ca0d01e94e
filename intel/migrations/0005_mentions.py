import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intel", "0003_imports")]

    operations = [
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                ("taken_out_at", models.DateTimeField(blank=True, null=True, verbose_name="taken out")),
                ("taken_out_why", models.CharField(blank=True, max_length=200, verbose_name="why taken out")),
                (
                    "offset",
                    models.PositiveIntegerField(help_text="In code points of the title, a line break and the text."),
                ),
                ("length", models.PositiveIntegerField(help_text="In code points.")),
                ("digest", models.CharField(help_text="SHA-256 of the words, in hex.", max_length=64)),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="intel.entity"
                    ),
                ),
                (
                    "fact",
                    models.ForeignKey(
                        blank=True,
                        help_text="The value that these words give; none: they only speak of it.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="intel.fact",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotline.report",
                        verbose_name="report",
                    ),
                ),
                (
                    "taken_out_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["offset", "length", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_out_at", None)),
                        fields=("entity", "report", "offset", "length", "fact"),
                        name="mention_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(condition=models.Q(("length__gt", 0)), name="mention_has_words"),
                ],
            },
        ),
    ]
