import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_persons"),
        ("hotline", "0015_claims"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CasePurge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waits for a second person"),
                            ("carried_out", "Carried out"),
                            ("refused", "Not carried out"),
                        ],
                        default="asked",
                        max_length=11,
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="animalstate",
            name="no_update",
        ),
        migrations.AddField(
            model_name="case",
            name="purged_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="purged"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="animalstate",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['health', 'centre', 'release_place']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['health', 'centre', 'release_place']) OR (NEW.health <> '' AND NEW.health <> OLD.health) OR (NEW.centre <> '' AND NEW.centre <> OLD.centre) OR (NEW.release_place <> '' AND NEW.release_place <> OLD.release_place) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="0bd7775881afc0607769715c360cd1f5f28a6b7e",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_a54c1",
                    table="cases_animalstate",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("purged_at", None),
                    models.Q(
                        ("law_and_jurisdiction", ""), ("objectives", ""), ("risk", ""), ("summary", ""), ("title", "")
                    ),
                    _connector="OR",
                ),
                name="purged_case_has_no_words",
            ),
        ),
        migrations.AddField(
            model_name="casepurge",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="casepurge",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="purges", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="casepurge",
            name="certificate",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.certificate"
            ),
        ),
        migrations.AddField(
            model_name="casepurge",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="casepurge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("state", "asked")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("state__in", ("carried_out", "refused")),
                    ),
                    _connector="OR",
                ),
                name="case_purge_says_who_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="casepurge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("certificate__isnull", False), ("state", "carried_out")),
                    models.Q(("certificate", None), ("state__in", ("asked", "refused"))),
                    _connector="OR",
                ),
                name="case_purge_has_its_certificate",
            ),
        ),
        migrations.AddConstraint(
            model_name="casepurge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "carried_out"), _negated=True),
                    models.Q(("asked_by", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="case_purge_by_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="casepurge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")), fields=("case",), name="one_open_purge_a_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="casepurge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "carried_out")), fields=("case",), name="case_purged_once"
            ),
        ),
    ]
