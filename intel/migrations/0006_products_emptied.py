import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intel", "0005_mentions"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="figure",
            name="part_of_sealed",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="keyjudgement",
            name="part_of_sealed",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="section",
            name="part_of_sealed",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="version",
            name="sealed",
        ),
        migrations.AddField(
            model_name="product",
            name="purged_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="purged"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="part_of_sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of_version uuid;",
                    func="IF TG_OP = 'INSERT' THEN of_version := NEW.version_id; ELSE of_version := OLD.version_id; END IF; IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'UPDATE' THEN IF NEW.content = '{}'::jsonb AND (to_jsonb(NEW) - ARRAY['content']) = (to_jsonb(OLD) - ARRAY['content']) AND EXISTS (SELECT 1 FROM intel_product WHERE id = (SELECT product_id FROM intel_version WHERE id = of_version) AND purged_at IS NOT NULL) THEN RETURN NEW; END IF; END IF; IF EXISTS (SELECT 1 FROM intel_version WHERE id = of_version AND sealed_at IS NOT NULL) THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                    hash="859defe008f8edb4d2d1646bb823ad7a4dfd033e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_part_of_sealed_fc188",
                    table="intel_figure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keyjudgement",
            trigger=pgtrigger.compiler.Trigger(
                name="part_of_sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of_version uuid;",
                    func="IF TG_OP = 'INSERT' THEN of_version := NEW.version_id; ELSE of_version := OLD.version_id; END IF; IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'UPDATE' THEN IF NEW.text = '' AND (to_jsonb(NEW) - ARRAY['text']) = (to_jsonb(OLD) - ARRAY['text']) AND EXISTS (SELECT 1 FROM intel_product WHERE id = (SELECT product_id FROM intel_version WHERE id = of_version) AND purged_at IS NOT NULL) THEN RETURN NEW; END IF; END IF; IF EXISTS (SELECT 1 FROM intel_version WHERE id = of_version AND sealed_at IS NOT NULL) THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                    hash="0d5387d88687e2dd30f62cbcecbec1633e14b584",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_part_of_sealed_22143",
                    table="intel_keyjudgement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="section",
            trigger=pgtrigger.compiler.Trigger(
                name="part_of_sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of_version uuid;",
                    func="IF TG_OP = 'INSERT' THEN of_version := NEW.version_id; ELSE of_version := OLD.version_id; END IF; IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'UPDATE' THEN IF NEW.text = '' AND (to_jsonb(NEW) - ARRAY['text']) = (to_jsonb(OLD) - ARRAY['text']) AND EXISTS (SELECT 1 FROM intel_product WHERE id = (SELECT product_id FROM intel_version WHERE id = of_version) AND purged_at IS NOT NULL) THEN RETURN NEW; END IF; END IF; IF EXISTS (SELECT 1 FROM intel_version WHERE id = of_version AND sealed_at IS NOT NULL) THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                    hash="5c05d3da713fe28484bb15f75837d1b8585f9805",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_part_of_sealed_b49c1",
                    table="intel_section",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="version",
            trigger=pgtrigger.compiler.Trigger(
                name="sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'UPDATE' THEN IF NEW.title = '' AND NEW.recipient = '' AND NEW.cleared_identifiers = '{}' AND (to_jsonb(NEW) - ARRAY['title', 'recipient', 'cleared_identifiers']) = (to_jsonb(OLD) - ARRAY['title', 'recipient', 'cleared_identifiers']) AND EXISTS (SELECT 1 FROM intel_product WHERE id = OLD.product_id AND purged_at IS NOT NULL) THEN RETURN NEW; END IF; END IF; IF OLD.sealed_at IS NOT NULL THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                    hash="cd9d96bc6e62d0ea61741cd14b66b7aeaa54c9d8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_sealed_21e5b",
                    table="intel_version",
                    when="BEFORE",
                ),
            ),
        ),
    ]
