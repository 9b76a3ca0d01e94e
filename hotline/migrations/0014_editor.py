import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import vault.text

# Reports that were withdrawn before there was a place for when and why.
BEFORE = "UPDATE hotline_report SET withdrawn_at = now(), withdrawn_why = 'other' WHERE status = 'withdrawn'"


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0013_bulk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "hotline_check_entry",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "said",
                    vault.text.EncryptedText(
                        blank=True,
                        default=b"",
                        help_text="The fields of the form by name, each a list of what stands in it.",
                    ),
                ),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": "hotline_report_draft",
            },
        ),
        migrations.AddField(
            model_name="gradeentry",
            name="reason",
            field=models.CharField(
                blank=True, help_text="Of a later grade: never empty.", max_length=300, verbose_name="why"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
        ),
        migrations.AddField(
            model_name="report",
            name="withdrawn_why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("wrong", "It turned out to be wrong"),
                    ("planted", "It seems planted, or made up"),
                    ("exposes", "It could lead to its source"),
                    ("double", "Another report tells the same"),
                    ("other", "Another reason"),
                ],
                max_length=8,
                verbose_name="why withdrawn",
            ),
        ),
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", False)), fields=["withdrawn_at"], name="report_withdrawn"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status", "withdrawn"),
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawn_why", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "withdrawn"), _negated=True), ("withdrawn_at", None), ("withdrawn_why", "")
                    ),
                    _connector="OR",
                ),
                name="withdrawn_report_says_why",
            ),
        ),
        migrations.AddField(
            model_name="checkentry",
            name="by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="checkentry",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="hotline.report"
            ),
        ),
        migrations.AddField(
            model_name="reportdraft",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reportdraft",
            name="tip",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="report_drafts", to="hotline.tip"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkentry",
            trigger=pgtrigger.compiler.Trigger(
                name="no_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="05d138efb781280172eb79b70e0f454d2f7665ac",
                    operation="UPDATE",
                    pgid="pgtrigger_no_update_a645f",
                    table="hotline_check_entry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkentry",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="eba85309abc658775254dfc400c46ffa06c2d1e2",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_40622",
                    table="hotline_check_entry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkentry",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="0ec0d287dbb953b737f277c05d74fa9b31022983",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_2c156",
                    table="hotline_check_entry",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportdraft",
            constraint=models.UniqueConstraint(fields=("tip", "officer"), name="one_report_draft_of_a_tip"),
        ),
    ]
