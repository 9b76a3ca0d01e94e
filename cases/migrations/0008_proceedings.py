import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_seizures"),
        ("intel", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE ref_prc", "DROP SEQUENCE ref_prc"),
        # A quantity without a unit was a count: of persons where only persons are counted, of pieces otherwise.
        migrations.RunSQL(
            "UPDATE cases_outcome SET unit = CASE WHEN kind IN ('arrest', 'charge', 'conviction', 'acquittal') "
            "THEN 'persons' ELSE 'no.' END WHERE quantity IS NOT NULL AND unit = ''",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "UPDATE cases_outcome SET unit = '' WHERE quantity IS NULL AND unit <> ''", migrations.RunSQL.noop
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("law", models.CharField(max_length=200, verbose_name="law")),
                ("section", models.CharField(blank=True, max_length=80, verbose_name="section")),
                (
                    "offences",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("killing", "Killing or trapping"),
                                ("live", "Live animal sold or kept"),
                                ("parts", "Parts or products"),
                                ("online", "Online offer"),
                                ("transport", "Transport or smuggling"),
                                ("restaurant", "Restaurant, market or medicine"),
                                ("breeding", "Farm or breeding"),
                                ("fishing", "Fishing or sea life"),
                                ("timber", "Timber or plants"),
                                ("cruelty", "Poisoning or cruelty"),
                                ("official", "An official is involved"),
                                ("other", "Something else"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="offences",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("convicted", "Convicted"),
                            ("acquitted", "Acquitted"),
                            ("withdrawn", "Withdrawn"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("verdict_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="OutcomePerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("inspection", "Inspection or raid"),
                            ("arrest", "Arrest"),
                            ("seizure", "Seizure"),
                            ("rescue", "Animals rescued"),
                            ("charge", "Charge filed"),
                            ("conviction", "Conviction"),
                            ("acquittal", "Acquittal"),
                            ("fine", "Fine or administrative penalty"),
                            ("removal", "Listing or snares removed"),
                            ("nothing_found", "Checked, nothing found"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                    ),
                ),
                ("stands", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="Proceeding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                (
                    "forum",
                    models.CharField(
                        choices=[("court", "Court"), ("administrative", "Administrative body")],
                        default="court",
                        max_length=14,
                        verbose_name="kind of body",
                    ),
                ),
                ("body", models.CharField(max_length=160, verbose_name="court or body")),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="its file number")),
                ("country", models.CharField(help_text="ISO 3166-1 alpha-2.", max_length=2, verbose_name="country")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("complaint", "Complaint filed"),
                            ("investigation", "Investigation"),
                            ("charged", "Charged"),
                            ("trial", "Trial"),
                            ("verdict", "Decided"),
                            ("sentenced", "Sentenced"),
                            ("appealed", "Appeal pending"),
                            ("final", "Final"),
                            ("discontinued", "Discontinued"),
                        ],
                        default="complaint",
                        max_length=14,
                        verbose_name="stage",
                    ),
                ),
                ("next_hearing", models.DateField(blank=True, null=True, verbose_name="next hearing")),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
            ],
            options={
                "verbose_name": "proceeding",
                "verbose_name_plural": "proceedings",
            },
        ),
        migrations.CreateModel(
            name="ProceedingEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("stage", "Stage reached"),
                            ("charge", "Charge entered"),
                            ("hearing_set", "Hearing set"),
                            ("hearing_held", "Hearing held"),
                            ("hearing_off", "Hearing called off"),
                            ("verdict", "Verdict"),
                            ("sentence", "Sentence"),
                            ("appeal", "Appeal lodged"),
                            ("appeal_decided", "Appeal decided"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "on",
                    models.DateField(
                        help_text="The day it happened, or for a hearing set the day it will.", verbose_name="on"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, help_text="Stage, verdict, side or result, by the kind.", max_length=16
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Sentence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="pronounced on")),
                ("term", models.CharField(blank=True, max_length=120, verbose_name="imprisonment, as said")),
                (
                    "term_days",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="A year counts 365 days, a month 30.",
                        null=True,
                        verbose_name="imprisonment, days",
                    ),
                ),
                ("is_suspended", models.BooleanField(default=False, verbose_name="suspended")),
                (
                    "fine",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="fine"),
                ),
                (
                    "currency",
                    models.CharField(blank=True, help_text="ISO 4217.", max_length=3, verbose_name="currency"),
                ),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=18,
                        null=True,
                        verbose_name="units of the currency for one US dollar",
                    ),
                ),
                ("rate_source", models.CharField(blank=True, max_length=200, verbose_name="source of the rate")),
                (
                    "fine_usd",
                    models.DecimalField(
                        decimal_places=2, max_digits=16, null=True, verbose_name="fine, US dollars of that day"
                    ),
                ),
                ("confiscation", models.CharField(blank=True, max_length=300, verbose_name="confiscated")),
                ("other", models.CharField(blank=True, max_length=300, verbose_name="other measures")),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="outcome",
            options={
                "ordering": ["-date", "-reported_at"],
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
            },
        ),
        migrations.AddField(
            model_name="outcome",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="cases.outcome",
                verbose_name="corrects",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="counted_in",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="counted in the year"),
            preserve_default=False,
        ),
        migrations.RunSQL("UPDATE cases_outcome SET counted_in = EXTRACT(YEAR FROM date)", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="outcome",
            name="country",
            field=models.CharField(blank=True, help_text="ISO 3166-1 alpha-2.", max_length=2, verbose_name="country"),
        ),
        migrations.AddField(
            model_name="outcome",
            name="exhibit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcomes",
                to="cases.exhibit",
                verbose_name="exhibit that proves it",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="is_retraction",
            field=models.BooleanField(default=False, verbose_name="says that it was wrong"),
        ),
        migrations.AlterField(
            model_name="outcome",
            name="by_agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="reference.agency",
                verbose_name="reported by",
            ),
        ),
        migrations.AlterField(
            model_name="outcome",
            name="by_officer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AlterField(
            model_name="outcome",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcomes",
                to="cases.case",
                verbose_name="case",
            ),
        ),
        migrations.AlterField(
            model_name="outcome",
            name="referral",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcomes",
                to="cases.referral",
                verbose_name="referral",
            ),
        ),
        migrations.AlterField(
            model_name="outcome",
            name="reported_at",
            field=models.DateTimeField(auto_now_add=True, verbose_name="entered"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['text', 'place']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['text', 'place']) OR (NEW.text <> '' AND NEW.text <> OLD.text) OR (NEW.place <> '' AND NEW.place <> OLD.place) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="933b1893acabcbacb3c8c77c70f108a202860790",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_bd5d2",
                    table="cases_outcome",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="cd92be90f689330b1130a5e73b963cbdd81b8435",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_80da5",
                    table="cases_outcome",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="06b78e6a8b808863aba5ada5fd361373a721f95a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1aef5",
                    table="cases_outcome",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="charge",
            name="accused",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="intel.entity",
                verbose_name="person or company accused",
            ),
        ),
        migrations.AddField(
            model_name="outcomeperson",
            name="outcome",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="counted", to="cases.outcome"
            ),
        ),
        migrations.AddField(
            model_name="outcomeperson",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.entity"),
        ),
        migrations.AddField(
            model_name="outcome",
            name="persons",
            field=models.ManyToManyField(related_name="outcomes", through="cases.OutcomePerson", to="intel.entity"),
        ),
        migrations.AddField(
            model_name="proceeding",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proceedings",
                to="cases.case",
                verbose_name="case",
            ),
        ),
        migrations.AddField(
            model_name="proceeding",
            name="opened_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="outcomeperson",
            name="proceeding",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.proceeding"
            ),
        ),
        migrations.AddField(
            model_name="charge",
            name="proceeding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="charges", to="cases.proceeding"
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="proceeding",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcomes",
                to="cases.proceeding",
                verbose_name="proceeding that proves it",
            ),
        ),
        migrations.AddField(
            model_name="proceedingevent",
            name="charge",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.charge"
            ),
        ),
        migrations.AddField(
            model_name="proceedingevent",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proceedingevent",
            name="proceeding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.proceeding"
            ),
        ),
        migrations.AddField(
            model_name="sentence",
            name="accused",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sentences",
                to="intel.entity",
                verbose_name="of whom",
            ),
        ),
        migrations.AddField(
            model_name="sentence",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sentence",
            name="proceeding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sentences", to="cases.proceeding"
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="sentence",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcomes",
                to="cases.sentence",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(fields=["-date", "id"], name="outcome_list"),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quantity", None), ("unit", "")),
                    models.Q(("quantity__isnull", False), models.Q(("unit", ""), _negated=True)),
                    _connector="OR",
                ),
                name="quantity_has_its_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_retraction", False), models.Q(("corrects__isnull", False), ("quantity", None)), _connector="OR"
                ),
                name="retraction_names_what_was_wrong",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("country", ""), ("country__regex", "^[A-Z]{2}$"), _connector="OR"),
                name="outcome_country_is_iso",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects", None)), fields=("sentence",), name="fine_of_a_sentence_counts_once"
            ),
        ),
        migrations.AddIndex(
            model_name="proceeding",
            index=models.Index(fields=["-opened_at", "id"], name="proceeding_list"),
        ),
        migrations.AddIndex(
            model_name="proceeding",
            index=models.Index(fields=["next_hearing"], name="proceeding_hearings"),
        ),
        migrations.AddConstraint(
            model_name="proceeding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        (
                            "complaint",
                            "investigation",
                            "charged",
                            "trial",
                            "verdict",
                            "sentenced",
                            "appealed",
                            "final",
                            "discontinued",
                        ),
                    )
                ),
                name="proceeding_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceeding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("next_hearing", None),
                    models.Q(("stage__in", ("final", "discontinued")), _negated=True),
                    _connector="OR",
                ),
                name="ended_proceeding_awaits_no_hearing",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceeding",
            constraint=models.CheckConstraint(
                condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="proceeding_country_is_iso"
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomeperson",
            constraint=models.UniqueConstraint(fields=("outcome", "person"), name="person_once_an_outcome"),
        ),
        migrations.AddConstraint(
            model_name="outcomeperson",
            constraint=models.UniqueConstraint(
                condition=models.Q(("proceeding__isnull", False), ("stands", True)),
                fields=("proceeding", "kind", "person"),
                name="verdict_of_a_person_counts_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ("pending", "convicted", "acquitted", "withdrawn", "dismissed"))),
                name="charge_verdict_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "pending"), ("verdict_on", None)),
                    models.Q(models.Q(("verdict", "pending"), _negated=True), ("verdict_on__isnull", False)),
                    _connector="OR",
                ),
                name="verdict_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.UniqueConstraint(fields=("proceeding", "accused", "law", "section"), name="charged_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proceedingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['words']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['words']) OR (NEW.words <> '' AND NEW.words <> OLD.words) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="0a11280233f6fe98092ddd48ce979ead5c75c675",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_b95cb",
                    table="cases_proceedingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proceedingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="36054ff1607ed9ffc77e8be4519338d72b4b9b53",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_7e1f5",
                    table="cases_proceedingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proceedingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="c630fe15d029bb5fea95e46c2a300de86ed54760",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_aaa49",
                    table="cases_proceedingevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("currency", ""), ("fine", None)),
                    models.Q(("currency__regex", "^[A-Z]{3}$"), ("fine__gt", 0)),
                    _connector="OR",
                ),
                name="fine_has_its_currency",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fine_usd", None), ("rate", None)),
                    models.Q(
                        ("fine__isnull", False),
                        ("fine_usd__isnull", False),
                        ("rate__gt", 0),
                        models.Q(("rate_source", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="dollars_have_their_rate_and_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_suspended", True), _negated=True), ("term_days__isnull", False), _connector="OR"
                ),
                name="only_a_term_is_suspended",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sentence",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['term', 'confiscation', 'other']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['term', 'confiscation', 'other']) OR (NEW.term <> '' AND NEW.term <> OLD.term) OR (NEW.confiscation <> '' AND NEW.confiscation <> OLD.confiscation) OR (NEW.other <> '' AND NEW.other <> OLD.other) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="06fbddab5f996d537c4baebbdb15a097d065b7c5",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_fc124",
                    table="cases_sentence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sentence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="529be0c206ef6542ed3320c49ff192bee442315b",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_3301e",
                    table="cases_sentence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sentence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="01aa09a48717a336928c0409fb6908f5f6061dbe",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_f1216",
                    table="cases_sentence",
                    when="BEFORE",
                ),
            ),
        ),
    ]
