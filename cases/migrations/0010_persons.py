import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_packets"),
        ("intel", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="certificate")),
                (
                    "subject",
                    models.CharField(
                        choices=[("person", "Person"), ("case", "Archived case")], max_length=8, verbose_name="of what"
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("decided", "An officer found it no longer needed"),
                            ("unreviewed", "Its review passed and nobody needed it"),
                        ],
                        max_length=12,
                        verbose_name="why",
                    ),
                ),
                ("issued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("subject_mark", models.BinaryField(help_text="HMAC of the thing's id.", unique=True)),
                ("names_cleared", models.PositiveIntegerField(default=0, verbose_name="names cleared")),
                ("facts_cleared", models.PositiveIntegerField(default=0, verbose_name="facts cleared")),
                ("links_cut", models.PositiveIntegerField(default=0, verbose_name="links cut")),
                ("texts_cleared", models.PositiveIntegerField(default=0, verbose_name="texts cleared")),
                ("files_removed", models.PositiveIntegerField(default=0, verbose_name="files removed")),
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
                "verbose_name": "purge certificate of casework",
                "verbose_name_plural": "purge certificates of casework",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reason", models.CharField(max_length=300, verbose_name="why")),
                ("set_at", models.DateTimeField(auto_now_add=True, verbose_name="since")),
                ("lifted_at", models.DateTimeField(null=True, verbose_name="lifted")),
                ("lifted_why", models.CharField(blank=True, max_length=300, verbose_name="why lifted")),
            ],
            options={
                "verbose_name": "legal hold",
                "verbose_name_plural": "legal holds",
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was", models.DateField(null=True, verbose_name="review was due")),
                ("until", models.DateField(verbose_name="review by")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="still needed because")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[],
            options={
                "verbose_name": "person under review",
                "verbose_name_plural": "persons under review",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("intel.entity",),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referralevent",
            name="no_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="timelineversion",
            name="no_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="workentry",
            name="no_update",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralevent",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['text']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['text']) OR (NEW.text <> '' AND NEW.text <> OLD.text) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="988d6742d237c515e03a6ba3634304b848d7c827",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_beb88",
                    table="cases_referralevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timelineversion",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['text', 'place']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['text', 'place']) OR (NEW.text <> '' AND NEW.text <> OLD.text) OR (NEW.place <> '' AND NEW.place <> OLD.place) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="1b5899dc37220971bb6d597e09afa5bff979c659",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_6aa22",
                    table="cases_timelineversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workentry",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['text']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['text']) OR (NEW.text <> '' AND NEW.text <> OLD.text) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="11be8c8bfd428c4d0e49a7132761cd4bcd890511",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_ef6ee",
                    table="cases_workentry",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["-issued_at", "id"], name="casework_certificate_list"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="no_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a04c57520093d28eda13768c11e7ed28463f4ba6",
                    operation="UPDATE",
                    pgid="pgtrigger_no_update_77cbf",
                    table="cases_certificate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="13b01095c0a027fdd74decf3978ff2e5cc1f0e6d",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_0fe2c",
                    table="cases_certificate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="91aed5cde5947033bb5ce59e1e3577ebdfa66f84",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_4520e",
                    table="cases_certificate",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holds",
                to="cases.case",
                verbose_name="case",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="lifted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="lifted by",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holds",
                to="intel.entity",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="set by",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="intel.entity"
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(fields=["-set_at", "id"], name="hold_list"),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case", None), ("person__isnull", False)),
                    models.Q(("case__isnull", False), ("person", None)),
                    _connector="OR",
                ),
                name="hold_on_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at", None), ("lifted_by", None)),
                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                    _connector="OR",
                ),
                name="lifted_hold_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case", None), ("person__isnull", False)),
                    models.Q(("case__isnull", False), ("person", None)),
                    _connector="OR",
                ),
                name="review_of_one_thing",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['words']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['words']) OR (NEW.words <> '' AND NEW.words <> OLD.words) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="4899a255a3ab2eaec986dafd918d90bd5315f838",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_ad359",
                    table="cases_review",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="6d4bee22ebf4b43e58751d1b3ce6728bf3d58880",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_79870",
                    table="cases_review",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="d527f5ec03071e00e80e6f851a2a80b3e26c1cb9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_52bed",
                    table="cases_review",
                    when="BEFORE",
                ),
            ),
        ),
    ]
