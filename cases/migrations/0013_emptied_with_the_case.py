import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_exhibit_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="exhibit",
            name="corrected_by_a_correction",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="exhibitcorrection",
            name="no_update",
        ),
        migrations.RemoveConstraint(
            model_name="exhibitcorrection",
            name="exhibit_correction_says_why",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exhibit",
            trigger=pgtrigger.compiler.Trigger(
                name="corrected_by_a_correction",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."acquired_at" IS DISTINCT FROM (NEW."acquired_at") OR OLD."acquired_how" IS DISTINCT FROM (NEW."acquired_how") OR OLD."acquired_where" IS DISTINCT FROM (NEW."acquired_where") OR OLD."acquired_zone" IS DISTINCT FROM (NEW."acquired_zone") OR OLD."acquirer" IS DISTINCT FROM (NEW."acquirer") OR OLD."clock_offset" IS DISTINCT FROM (NEW."clock_offset") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."is_biohazard" IS DISTINCT FROM (NEW."is_biohazard") OR OLD."is_dangerous" IS DISTINCT FROM (NEW."is_dangerous") OR OLD."legal_basis" IS DISTINCT FROM (NEW."legal_basis") OR OLD."marks" IS DISTINCT FROM (NEW."marks") OR OLD."measures" IS DISTINCT FROM (NEW."measures") OR OLD."packaging" IS DISTINCT FROM (NEW."packaging") OR OLD."tool" IS DISTINCT FROM (NEW."tool") OR OLD."tool_version" IS DISTINCT FROM (NEW."tool_version") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func="\nIF concat(NEW.description, NEW.acquirer, NEW.acquired_where, NEW.acquired_how, NEW.tool, NEW.tool_version, NEW.legal_basis, NEW.marks, NEW.measures, NEW.packaging, NEW.media_type) = ''\n    AND to_jsonb(NEW) - ARRAY['description', 'acquirer', 'acquired_where', 'acquired_how', 'tool', 'tool_version', 'legal_basis', 'marks', 'measures', 'packaging', 'media_type'] = to_jsonb(OLD) - ARRAY['description', 'acquirer', 'acquired_where', 'acquired_how', 'tool', 'tool_version', 'legal_basis', 'marks', 'measures', 'packaging', 'media_type']\n    AND EXISTS (SELECT 1 FROM cases_case WHERE id = OLD.case_id AND purged_at IS NOT NULL)\nTHEN RETURN NEW; END IF;\nIF NEW.version <> OLD.version + 1 OR NOT EXISTS (\n    SELECT 1 FROM cases_exhibitcorrection WHERE exhibit_id = OLD.id AND number = OLD.version\n) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF;\nRETURN NEW;\n",
                    hash="4437fc90e9ef41d15f1b204f2658489615980fa1",
                    operation="UPDATE",
                    pgid="pgtrigger_corrected_by_a_correction_3310a",
                    table="cases_exhibit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exhibitcorrection",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['reason', 'salt', 'changes']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['reason', 'salt', 'changes']) OR (NEW.reason <> '' AND NEW.reason <> OLD.reason) OR (NEW.salt <> '' AND NEW.salt <> OLD.salt) OR (NEW.changes <> '{}'::jsonb AND NEW.changes <> OLD.changes) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="d8d3a10d93c94ccc5cc2dbffe0e43e978293422a",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_c952f",
                    table="cases_exhibitcorrection",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="exhibitcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("changes", {}), ("reason", ""), ("salt", "")),
                    _connector="OR",
                ),
                name="exhibit_correction_says_why",
            ),
        ),
    ]
