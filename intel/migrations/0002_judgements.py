import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from intel.matching import index, known


def fill(apps, schema_editor):
    """Keys of what was recorded before there were keys."""
    # On the migration's own connection: the tables are their owner's, and the application has no right to them yet.
    entity, fact, key = (
        apps.get_model("intel", name).objects.using(schema_editor.connection.alias)
        for name in ("Entity", "Fact", "MatchKey")
    )
    for row in entity.filter(taken_out_at=None, purged_at=None).only("schema").iterator(1000):
        facts = fact.filter(entity=row, taken_out_at=None).order_by("pk").values_list("prop", "value", "key")
        marks = index.marks(known.of(row.schema, [known.Value(*each) for each in facts]))
        key.bulk_create([key.model(mark=mark, entity=row) for mark in marks])


class Migration(migrations.Migration):
    dependencies = [
        ("intel", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "mark", "entity_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("mark", models.BigIntegerField()),
                (
                    "entity",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="intel.entity"),
                ),
            ],
            options={
                "verbose_name": "key for matching",
                "verbose_name_plural": "keys for matching",
            },
        ),
        migrations.CreateModel(
            name="Sameness",
            fields=[
                (
                    "entity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="sameness",
                        serialize=False,
                        to="intel.entity",
                    ),
                ),
                (
                    "canonical",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.entity"),
                ),
            ],
            options={
                "verbose_name": "sameness",
                "verbose_name_plural": "samenesses",
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("same", "The same"),
                            ("not_same", "Not the same"),
                            ("unsure", "Unsure"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=9,
                        verbose_name="judgement",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="judged")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="None: a purge.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.entity"),
                ),
                (
                    "withdraws",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawn_by",
                        to="intel.judgement",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.entity"),
                ),
            ],
            options={
                "verbose_name": "judgement",
                "verbose_name_plural": "judgements",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["one", "other", "-id"], name="judgement_of_pair")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["same", "not_same", "unsure", "withdrawn"])),
                        name="judgement_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="judgement_of_two_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "withdrawn"), ("withdraws__isnull", False)),
                            models.Q(models.Q(("verdict", "withdrawn"), _negated=True), ("withdraws", None)),
                            _connector="OR",
                        ),
                        name="judgement_withdraws_one",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="judgement",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['reason']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['reason']) OR (NEW.reason <> '' AND NEW.reason <> OLD.reason) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="a45033a1a2001249125eb45f15085461cf18181d",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_8afce",
                    table="intel_judgement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="judgement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="be693837a34197d273b1cb7a66e0d7c62dcecc34",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_30058",
                    table="intel_judgement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="judgement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="931b32b1b2ce1e26172941eb287e9e12ba92a5c0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_a8a26",
                    table="intel_judgement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
