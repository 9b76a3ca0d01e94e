import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_squashed_0013_emptied_with_the_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WithheldWording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "column",
                    models.CharField(
                        help_text="A column of its changes, or `reason`.", max_length=40, verbose_name="what"
                    ),
                ),
                (
                    "profiles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("duty", "Duty officer: act now"),
                                ("investigator", "Investigator of an agency"),
                                ("prosecutor", "Prosecutor"),
                                ("court", "Court"),
                                ("ngo", "Partner organisation"),
                            ],
                            max_length=12,
                        ),
                        size=5,
                        verbose_name="withheld from",
                    ),
                ),
                ("why", models.CharField(max_length=200, verbose_name="why")),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waits for a second person"),
                            ("withheld", "Withheld"),
                            ("refused", "Not withheld"),
                            ("told", "Told again"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capture",
            trigger=pgtrigger.compiler.Trigger(
                name="corrected_by_a_correction",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NEW.url = '' AND NEW.platform = '' AND NEW.account_id = '' AND NEW.handle = '' AND to_jsonb(NEW) - ARRAY['url', 'platform', 'account_id', 'handle'] = to_jsonb(OLD) - ARRAY['url', 'platform', 'account_id', 'handle'] AND EXISTS (SELECT 1 FROM cases_exhibit JOIN cases_case ON cases_case.id = cases_exhibit.case_id WHERE cases_exhibit.id = OLD.exhibit_id AND cases_case.purged_at IS NOT NULL) THEN RETURN NEW; END IF; IF NEW.exhibit_id <> OLD.exhibit_id THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF; IF NEW.url <> OLD.url AND NOT EXISTS (SELECT 1 FROM cases_exhibitcorrection AS c JOIN cases_exhibit AS e ON e.id = c.exhibit_id WHERE e.id = OLD.exhibit_id AND c.number = e.version - 1 AND c.changes -> 'capture.url' = to_jsonb(ARRAY[OLD.url::text, NEW.url::text])) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF; IF NEW.platform <> OLD.platform AND NOT EXISTS (SELECT 1 FROM cases_exhibitcorrection AS c JOIN cases_exhibit AS e ON e.id = c.exhibit_id WHERE e.id = OLD.exhibit_id AND c.number = e.version - 1 AND c.changes -> 'capture.platform' = to_jsonb(ARRAY[OLD.platform::text, NEW.platform::text])) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF; IF NEW.account_id <> OLD.account_id AND NOT EXISTS (SELECT 1 FROM cases_exhibitcorrection AS c JOIN cases_exhibit AS e ON e.id = c.exhibit_id WHERE e.id = OLD.exhibit_id AND c.number = e.version - 1 AND c.changes -> 'capture.account_id' = to_jsonb(ARRAY[OLD.account_id::text, NEW.account_id::text])) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF; IF NEW.handle <> OLD.handle AND NOT EXISTS (SELECT 1 FROM cases_exhibitcorrection AS c JOIN cases_exhibit AS e ON e.id = c.exhibit_id WHERE e.id = OLD.exhibit_id AND c.number = e.version - 1 AND c.changes -> 'capture.handle' = to_jsonb(ARRAY[OLD.handle::text, NEW.handle::text])) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="61caf4b52d48d9eb042e416dca922f2c3c31d46d",
                    operation="UPDATE",
                    pgid="pgtrigger_corrected_by_a_correction_ec108",
                    table="cases_capture",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capture",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f034ad1668e0a5f3111575f4644da479f2f496de",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_56b57",
                    table="cases_capture",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capture",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="6435cfd40a0951f42c2e638a671524068bacfc5b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_61155",
                    table="cases_capture",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="corrected_by_a_correction",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NEW.by_service_number = '' AND NEW.language = '' AND NEW.translator = '' AND to_jsonb(NEW) - ARRAY['by_service_number', 'language', 'translator'] = to_jsonb(OLD) - ARRAY['by_service_number', 'language', 'translator'] AND EXISTS (SELECT 1 FROM cases_exhibit JOIN cases_case ON cases_case.id = cases_exhibit.case_id WHERE cases_exhibit.id = OLD.exhibit_id AND cases_case.purged_at IS NOT NULL) THEN RETURN NEW; END IF; IF NEW.exhibit_id <> OLD.exhibit_id THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF; IF NEW.by_service_number <> OLD.by_service_number AND NOT EXISTS (SELECT 1 FROM cases_exhibitcorrection AS c JOIN cases_exhibit AS e ON e.id = c.exhibit_id WHERE e.id = OLD.exhibit_id AND c.number = e.version - 1 AND c.changes -> 'statement.by_service_number' = to_jsonb(ARRAY[OLD.by_service_number::text, NEW.by_service_number::text])) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF; IF NEW.language <> OLD.language AND NOT EXISTS (SELECT 1 FROM cases_exhibitcorrection AS c JOIN cases_exhibit AS e ON e.id = c.exhibit_id WHERE e.id = OLD.exhibit_id AND c.number = e.version - 1 AND c.changes -> 'statement.language' = to_jsonb(ARRAY[OLD.language::text, NEW.language::text])) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF; IF NEW.translator <> OLD.translator AND NOT EXISTS (SELECT 1 FROM cases_exhibitcorrection AS c JOIN cases_exhibit AS e ON e.id = c.exhibit_id WHERE e.id = OLD.exhibit_id AND c.number = e.version - 1 AND c.changes -> 'statement.translator' = to_jsonb(ARRAY[OLD.translator::text, NEW.translator::text])) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF; IF NEW.willing <> OLD.willing AND NOT EXISTS (SELECT 1 FROM cases_exhibitcorrection AS c JOIN cases_exhibit AS e ON e.id = c.exhibit_id WHERE e.id = OLD.exhibit_id AND c.number = e.version - 1 AND c.changes -> 'statement.willing' = to_jsonb(ARRAY[OLD.willing::text, NEW.willing::text])) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="76abe4effb8351b641e4e5525ee53f0d75f8d796",
                    operation="UPDATE",
                    pgid="pgtrigger_corrected_by_a_correction_14d56",
                    table="cases_statement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7fa8b2be27c5cea65cf70d169864f15fcde70cd6",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_b434d",
                    table="cases_statement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="c0586b7e77241239e5937b96b4d00e3f9e2c0f11",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_34a5e",
                    table="cases_statement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="withheldwording",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="withheldwording",
            name="correction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="withheld", to="cases.exhibitcorrection"
            ),
        ),
        migrations.AddField(
            model_name="withheldwording",
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
        migrations.AddConstraint(
            model_name="withheldwording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by", None), ("state", "asked")),
                    models.Q(("decided_by__isnull", False), ("state__in", ("withheld", "refused", "told"))),
                    _connector="OR",
                ),
                name="withheld_wording_says_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="withheldwording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withheld"), _negated=True),
                    models.Q(("asked_by", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="withheld_by_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="withheldwording",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("asked", "withheld"))),
                fields=("correction", "column"),
                name="one_withholding_a_wording",
            ),
        ),
    ]
