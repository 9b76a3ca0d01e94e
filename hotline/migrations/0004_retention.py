import django.contrib.postgres.fields
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

RULES = [
    ("withdrawn", "Withdrawn by its source"),
    ("spam", "Dismissed as spam"),
    ("closed", "Dismissed otherwise"),
    ("unactioned", "Nobody acted on it"),
    ("quarantined", "Quarantined and untouched"),
    ("reviewed", "Its report's review has passed"),
    ("merged", "The tip it was merged into is gone"),
]
# What was withdrawn before is shredded already; what was written before is looked at again within a year.
DATE_THE_PAST = """
    UPDATE hotline_tip SET purged_at = now() WHERE status = 'withdrawn' AND purged_at IS NULL;
    UPDATE hotline_report SET review_by = written_at::date + 365 WHERE review_by IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("hotline", "0003_search"), ("vault", "0003_purging")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE IF NOT EXISTS ref_prg", "DROP SEQUENCE ref_prg"),
        migrations.CreateModel(
            name="PurgeCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="certificate")),
                ("rule", models.CharField(choices=RULES, max_length=12, verbose_name="by which rule")),
                ("issued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("subject_mark", models.BinaryField(help_text="HMAC of the tip's id.", unique=True)),
                ("keys_destroyed", models.PositiveIntegerField(verbose_name="keys destroyed")),
                ("texts_cleared", models.PositiveIntegerField(verbose_name="texts cleared")),
                ("files_removed", models.PositiveIntegerField(verbose_name="files removed")),
                ("contacts_removed", models.PositiveIntegerField(verbose_name="contacts removed")),
                (
                    "ledger_span",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="Numbers of its entries in the purge ledger.",
                        size=None,
                    ),
                ),
                ("ledger_hash", models.CharField(help_text="SHA-256 over those entries.", max_length=64)),
                ("public_key", models.CharField(help_text="Ed25519, hex.", max_length=64)),
                ("signature", models.CharField(help_text="Ed25519 over all of the above, hex.", max_length=128)),
            ],
            options={
                "verbose_name": "purge certificate",
                "verbose_name_plural": "purge certificates",
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="report",
            name="review_by",
            field=models.DateField(blank=True, null=True, verbose_name="review by"),
        ),
        migrations.AddField(
            model_name="tip",
            name="purged_at",
            field=models.DateTimeField(blank=True, help_text="When its key was destroyed.", null=True),
        ),
        migrations.RunSQL(DATE_THE_PAST, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["review_by"], name="hotline_rep_review__59434a_idx"),
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(condition=models.Q(("purged_at", None)), fields=["source_id"], name="tip_living"),
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(
                condition=models.Q(("purged_at__isnull", False)), fields=["purged_at"], name="tip_purged"
            ),
        ),
        migrations.AddIndex(
            model_name="purgecertificate",
            index=models.Index(fields=["-issued_at", "id"], name="certificate_list"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purgecertificate",
            trigger=pgtrigger.compiler.Trigger(
                name="no_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="272049093f5e3dc3fb9b5d34a51be5b2384bd379",
                    operation="UPDATE",
                    pgid="pgtrigger_no_update_2f52d",
                    table="hotline_purgecertificate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purgecertificate",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="86ad6b93ec071803fcc1ff8166e7c2f872d0c827",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_b519a",
                    table="hotline_purgecertificate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purgecertificate",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="411a815787c8a019967514edf3da765e1862f9b6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_30f1b",
                    table="hotline_purgecertificate",
                    when="BEFORE",
                ),
            ),
        ),
    ]
