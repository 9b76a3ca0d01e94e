import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# An entry rested on one report; its times were told in UTC, and further than they were known.
CARRY_OVER = """
INSERT INTO cases_timelineitem_reports (timelineitem_id, report_id)
SELECT id, report_id FROM cases_timelineitem WHERE report_id IS NOT NULL;
UPDATE cases_timelineitem SET
    start = date_trunc(precision, start AT TIME ZONE 'UTC') AT TIME ZONE 'UTC',
    "end" = date_trunc(precision, "end" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_inquiry"),
        ("hotline", "0015_claims"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TimelineVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateTimeField(help_text="UTC: the beginning of what is known.", verbose_name="from")),
                ("end", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                (
                    "zone",
                    models.CharField(
                        default="UTC", help_text="IANA name, as it was told.", max_length=64, verbose_name="time zone"
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("minute", "To the minute"),
                            ("hour", "Hour"),
                            ("day", "Day"),
                            ("month", "Month"),
                            ("year", "Year"),
                            ("about", "About then"),
                        ],
                        default="day",
                        max_length=8,
                        verbose_name="precision",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="what happened")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("country", models.CharField(blank=True, help_text="ISO 3166-1", max_length=2, verbose_name="country")),
                ("in_summary", models.BooleanField(default=True, verbose_name="goes into packets")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "reports",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, help_text="Reports cited then, by id.", size=None
                    ),
                ),
                (
                    "exhibits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, help_text="Exhibits cited then, by id.", size=None
                    ),
                ),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="day")),
                (
                    "minutes",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="None: not counted.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="minutes",
                    ),
                ),
                ("text", models.CharField(max_length=1000, verbose_name="what was done")),
                ("written_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "abstract": False,
            },
        ),
        migrations.AlterModelOptions(
            name="timelineitem",
            options={
                "ordering": ["start", "added_at"],
                "verbose_name": "timeline entry",
                "verbose_name_plural": "timeline entries",
            },
        ),
        migrations.AddField(
            model_name="task",
            name="waits_for",
            field=models.ManyToManyField(blank=True, related_name="held_up", to="cases.task", verbose_name="waits for"),
        ),
        migrations.AddField(
            model_name="timelineitem",
            name="changed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="reworded"),
        ),
        migrations.AddField(
            model_name="timelineitem",
            name="changed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reworded by",
            ),
        ),
        migrations.AddField(
            model_name="timelineitem",
            name="conflicts",
            field=models.ManyToManyField(blank=True, to="cases.timelineitem", verbose_name="contradicts"),
        ),
        migrations.AddField(
            model_name="timelineitem",
            name="country",
            field=models.CharField(blank=True, help_text="ISO 3166-1", max_length=2, verbose_name="country"),
        ),
        migrations.AddField(
            model_name="timelineitem",
            name="exhibits",
            field=models.ManyToManyField(
                blank=True, related_name="timeline_items", to="cases.exhibit", verbose_name="exhibits"
            ),
        ),
        migrations.AddField(
            model_name="timelineitem",
            name="number",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="version"),
        ),
        migrations.AddField(
            model_name="timelineitem",
            name="reports",
            field=models.ManyToManyField(
                blank=True, related_name="timeline_items", to="hotline.report", verbose_name="reports"
            ),
        ),
        migrations.AddField(
            model_name="timelineitem",
            name="zone",
            field=models.CharField(
                default="UTC", help_text="IANA name, as it was told.", max_length=64, verbose_name="time zone"
            ),
        ),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="timelineitem",
            name="report",
        ),
        migrations.AlterField(
            model_name="timelineitem",
            name="added_at",
            field=models.DateTimeField(auto_now_add=True, verbose_name="added"),
        ),
        migrations.AlterField(
            model_name="timelineitem",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="timeline_added",
                to=settings.AUTH_USER_MODEL,
                verbose_name="added by",
            ),
        ),
        migrations.AlterField(
            model_name="timelineitem",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="timeline",
                to="cases.case",
                verbose_name="case",
            ),
        ),
        migrations.AlterField(
            model_name="timelineitem",
            name="precision",
            field=models.CharField(
                choices=[
                    ("minute", "To the minute"),
                    ("hour", "Hour"),
                    ("day", "Day"),
                    ("month", "Month"),
                    ("year", "Year"),
                    ("about", "About then"),
                ],
                default="day",
                max_length=8,
                verbose_name="precision",
            ),
        ),
        migrations.AlterField(
            model_name="timelineitem",
            name="start",
            field=models.DateTimeField(help_text="UTC: the beginning of what is known.", verbose_name="from"),
        ),
        migrations.AddConstraint(
            model_name="timelineitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("precision__in", ("minute", "hour", "day", "month", "year", "about"))),
                name="timeline_precision_known",
            ),
        ),
        migrations.AddField(
            model_name="timelineversion",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="cases.timelineitem"
            ),
        ),
        migrations.AddField(
            model_name="timelineversion",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="workentry",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="officer",
            ),
        ),
        migrations.AddField(
            model_name="workentry",
            name="task",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="log", to="cases.task"),
        ),
        migrations.AddConstraint(
            model_name="timelineversion",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="one_timeline_version_a_number"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timelineversion",
            trigger=pgtrigger.compiler.Trigger(
                name="no_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8051bcf65fc9c21dc847a6fa6f0b809f66770241",
                    operation="UPDATE",
                    pgid="pgtrigger_no_update_27cc9",
                    table="cases_timelineversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timelineversion",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b07f59d8cba39478028e39677a16cc76d0802722",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_81120",
                    table="cases_timelineversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timelineversion",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="6c835f647af7b6f4d324fbc606104433bfbaccc5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_31433",
                    table="cases_timelineversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workentry",
            trigger=pgtrigger.compiler.Trigger(
                name="no_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6acbb3bc23f07a9de8467028afc9ea24706937e2",
                    operation="UPDATE",
                    pgid="pgtrigger_no_update_4be11",
                    table="cases_workentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workentry",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a2bf3f68e2c346a73305a60b66438f9554ffc43e",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_1267e",
                    table="cases_workentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workentry",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="e409e6e58262e8226fed4427c6a9d10576067cf7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_78087",
                    table="cases_workentry",
                    when="BEFORE",
                ),
            ),
        ),
    ]
