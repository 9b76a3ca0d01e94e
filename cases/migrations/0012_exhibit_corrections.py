import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_case_purges"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExhibitCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="correction")),
                ("changes", models.JSONField()),
                ("reason", models.CharField(max_length=300, verbose_name="why")),
                ("at", models.DateTimeField(verbose_name="corrected")),
                ("salt", models.CharField(help_text="16 random bytes, hex.", max_length=32)),
            ],
            options={
                "ordering": ["exhibit", "number"],
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="exhibit",
            name="stays_as_received",
        ),
        migrations.AddField(
            model_name="exhibit",
            name="version",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="version of the record"),
        ),
        migrations.AlterField(
            model_name="custodyevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("receive", "Received"),
                    ("seal", "Sealed"),
                    ("open", "Opened"),
                    ("copy", "Copied"),
                    ("check", "Checked"),
                    ("move", "Moved"),
                    ("hand_over", "Handed over"),
                    ("lab", "To a laboratory"),
                    ("court", "To court"),
                    ("return", "Returned"),
                    ("destroy", "Destroyed"),
                    ("correct", "Record corrected"),
                ],
                max_length=10,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exhibit",
            trigger=pgtrigger.compiler.Trigger(
                name="stays_as_received",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."acquired_by_id" IS DISTINCT FROM (NEW."acquired_by_id") OR OLD."blake2b" IS DISTINCT FROM (NEW."blake2b") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."key_id" IS DISTINCT FROM (NEW."key_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7037dec4c3b1585d2aa2dcfcc31d8a436266e5a1",
                    operation="UPDATE",
                    pgid="pgtrigger_stays_as_received_6585e",
                    table="cases_exhibit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exhibit",
            trigger=pgtrigger.compiler.Trigger(
                name="corrected_by_a_correction",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."acquired_at" IS DISTINCT FROM (NEW."acquired_at") OR OLD."acquired_how" IS DISTINCT FROM (NEW."acquired_how") OR OLD."acquired_where" IS DISTINCT FROM (NEW."acquired_where") OR OLD."acquired_zone" IS DISTINCT FROM (NEW."acquired_zone") OR OLD."acquirer" IS DISTINCT FROM (NEW."acquirer") OR OLD."clock_offset" IS DISTINCT FROM (NEW."clock_offset") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."is_biohazard" IS DISTINCT FROM (NEW."is_biohazard") OR OLD."is_dangerous" IS DISTINCT FROM (NEW."is_dangerous") OR OLD."legal_basis" IS DISTINCT FROM (NEW."legal_basis") OR OLD."marks" IS DISTINCT FROM (NEW."marks") OR OLD."measures" IS DISTINCT FROM (NEW."measures") OR OLD."packaging" IS DISTINCT FROM (NEW."packaging") OR OLD."tool" IS DISTINCT FROM (NEW."tool") OR OLD."tool_version" IS DISTINCT FROM (NEW."tool_version") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func="\nIF NEW.version <> OLD.version + 1 OR NOT EXISTS (\n    SELECT 1 FROM cases_exhibitcorrection WHERE exhibit_id = OLD.id AND number = OLD.version\n) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF;\nRETURN NEW;\n",
                    hash="9f8546de7ea6506f3992a5239383dfc1dc72fb25",
                    operation="UPDATE",
                    pgid="pgtrigger_corrected_by_a_correction_3310a",
                    table="cases_exhibit",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="exhibitcorrection",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="corrected by",
            ),
        ),
        migrations.AddField(
            model_name="exhibitcorrection",
            name="exhibit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="cases.exhibit"
            ),
        ),
        migrations.AddConstraint(
            model_name="exhibitcorrection",
            constraint=models.UniqueConstraint(fields=("exhibit", "number"), name="one_exhibit_correction_a_number"),
        ),
        migrations.AddConstraint(
            model_name="exhibitcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="exhibit_correction_says_why"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exhibitcorrection",
            trigger=pgtrigger.compiler.Trigger(
                name="no_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="99fd2f5cf28365e71e350462b4ddccbddf1d2164",
                    operation="UPDATE",
                    pgid="pgtrigger_no_update_70156",
                    table="cases_exhibitcorrection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exhibitcorrection",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3fedb198bf830742d03497c41245b10e5fa1d01b",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_09e35",
                    table="cases_exhibitcorrection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exhibitcorrection",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="3b19db924d070c0893f09f370a663e4910c2888d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_0f41b",
                    table="cases_exhibitcorrection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exhibitcorrection",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_until_the_purge",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT 1 FROM cases_exhibit JOIN cases_case ON cases_case.id = cases_exhibit.case_id\n    WHERE cases_exhibit.id = OLD.exhibit_id AND cases_case.purged_at IS NOT NULL\n) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF;\nRETURN NEW;\n",
                    hash="2dd9ccce2c6d0f5017e3e68eec7a56e08e0e02ed",
                    operation="UPDATE",
                    pgid="pgtrigger_kept_until_the_purge_abf1e",
                    table="cases_exhibitcorrection",
                    when="BEFORE",
                ),
            ),
        ),
    ]
