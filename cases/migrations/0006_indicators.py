import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_portal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Cost",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("since", models.DateField(verbose_name="first day")),
                ("until", models.DateField(verbose_name="last day")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount")),
                ("currency", models.CharField(help_text="ISO 4217, as USD.", max_length=3, verbose_name="currency")),
                ("what", models.CharField(max_length=120, verbose_name="for what")),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="entered")),
                ("struck_at", models.DateTimeField(blank=True, null=True, verbose_name="struck")),
            ],
            options={
                "verbose_name": "cost",
                "verbose_name_plural": "costs",
                "ordering": ["-since", "id"],
            },
        ),
        migrations.CreateModel(
            name="FigureRelease",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="quarter")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for a second person"),
                            ("published", "Published"),
                            ("refused", "Not published"),
                            ("taken_down", "Taken down"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("drawn_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="drawn up")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
            ],
            options={
                "verbose_name": "public figures",
                "verbose_name_plural": "public figures",
                "ordering": ["-year", "-quarter", "-drawn_at"],
            },
        ),
        migrations.CreateModel(
            name="PublicFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=40)),
                ("part", models.CharField(blank=True, help_text="Empty: the total.", max_length=20)),
                ("number", models.PositiveIntegerField(null=True)),
                (
                    "shown",
                    models.CharField(
                        choices=[
                            ("exact", "as counted"),
                            ("few", "fewer than five"),
                            ("held", "held back, so that others cannot be worked out"),
                        ],
                        max_length=5,
                    ),
                ),
            ],
            options={
                "ordering": ["release", "position"],
            },
        ),
        migrations.AddIndex(
            model_name="referralevent",
            index=models.Index(fields=["kind", "at"], name="referral_events_of_a_kind"),
        ),
        migrations.AddField(
            model_name="cost",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="cost",
            name="struck_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="figurerelease",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="figurerelease",
            name="drawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="drawn up by",
            ),
        ),
        migrations.AddField(
            model_name="publicfigure",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="figures", to="cases.figurerelease"
            ),
        ),
        migrations.AddIndex(
            model_name="cost",
            index=models.Index(fields=["-since", "id"], name="cost_list"),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))), name="cost_ends_after_it_began"
            ),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0), ("currency__regex", "^[A-Z]{3}$")), name="cost_has_its_currency"
            ),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("struck_at", None), ("struck_by", None)),
                    models.Q(("struck_at__isnull", False), ("struck_by__isnull", False)),
                    _connector="OR",
                ),
                name="struck_cost_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurerelease",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__range", (1, 4))), name="release_is_of_a_quarter"
            ),
        ),
        migrations.AddConstraint(
            model_name="figurerelease",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by", None), ("state", "proposed")),
                    models.Q(("decided_by__isnull", False), ("state__in", ("published", "refused", "taken_down"))),
                    _connector="OR",
                ),
                name="release_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurerelease",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "refused"),
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("drawn_by")), _negated=True),
                    _connector="OR",
                ),
                name="release_has_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurerelease",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("proposed", "published"))),
                fields=("year", "quarter"),
                name="one_release_a_quarter",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicfigure",
            constraint=models.UniqueConstraint(fields=("release", "key", "part"), name="public_figure_once"),
        ),
        migrations.AddConstraint(
            model_name="publicfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number__isnull", False), ("shown", "exact")),
                    models.Q(("number", None), ("shown__in", ("few", "held"))),
                    _connector="OR",
                ),
                name="hidden_figure_is_not_kept",
            ),
        ),
    ]
