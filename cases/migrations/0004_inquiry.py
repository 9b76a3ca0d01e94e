import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_withdrawals"),
        ("hotline", "0015_claims"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bearing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "says",
                    models.CharField(
                        choices=[("for", "for"), ("against", "against"), ("neither", "neither")],
                        max_length=8,
                        verbose_name="says",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("weighed_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("linked", "linked"), ("parent", "parent of")], max_length=6, verbose_name="kind"
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why")),
                (
                    "is_hinted",
                    models.BooleanField(
                        default=False,
                        help_text="Whether members of one case who do not see the other are told that there is one.",
                    ),
                ),
                ("linked_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="CaseRisk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("source", "To a source"),
                            ("officers", "To officers"),
                            ("animals", "To animals"),
                            ("corruption", "Corruption"),
                            ("flight", "Flight, or loss of evidence"),
                        ],
                        max_length=10,
                        verbose_name="risk",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("low", "low"), ("medium", "medium"), ("high", "high")],
                        max_length=6,
                        verbose_name="how great",
                    ),
                ),
                ("sentence", models.CharField(max_length=300, verbose_name="why, and what is done about it")),
                ("assessed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["kind"],
            },
        ),
        migrations.CreateModel(
            name="ChecklistPoint",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=300, verbose_name="point")),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("step", "A step of ours"),
                            ("done", "What we did: stands in packets"),
                            ("not_done", "What we did not do: stands in packets"),
                        ],
                        default="step",
                        max_length=8,
                        verbose_name="section",
                    ),
                ),
                ("ticked_at", models.DateTimeField(blank=True, null=True, verbose_name="ticked")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("added_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "point of the checklist",
                "verbose_name_plural": "points of the checklist",
                "ordering": ["added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Hypothesis",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=300, verbose_name="hypothesis")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Being weighed"),
                            ("held", "Held"),
                            ("rejected", "Rejected"),
                            ("dropped", "Dropped"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("conclusion", models.TextField(blank=True, verbose_name="conclusion")),
                (
                    "likelihood",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("almost_none", "almost no chance"),
                            ("very_unlikely", "very unlikely"),
                            ("unlikely", "unlikely"),
                            ("even", "roughly even chance"),
                            ("likely", "likely"),
                            ("very_likely", "very likely"),
                            ("almost_certain", "almost certain"),
                        ],
                        max_length=14,
                        verbose_name="likelihood",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("low", "low"), ("moderate", "moderate"), ("high", "high")],
                        max_length=8,
                        verbose_name="confidence",
                    ),
                ),
                ("in_packets", models.BooleanField(default=True, verbose_name="goes into packets")),
                ("put_at", models.DateTimeField(auto_now_add=True, verbose_name="put")),
            ],
            options={
                "verbose_name": "hypothesis",
                "verbose_name_plural": "hypotheses",
                "ordering": ["put_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=300, verbose_name="question")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("answered", "Answered"), ("dropped", "Dropped")],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("in_packets", models.BooleanField(default=True, verbose_name="goes into packets")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TemplateUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.CharField(help_text="`trade.tasks.places`", max_length=60)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.AddField(
            model_name="case",
            name="deputy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases_deputised",
                to=settings.AUTH_USER_MODEL,
                verbose_name="deputy",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="jurisdiction",
            field=models.CharField(
                blank=True, help_text="The country, by its ISO 3166 code.", max_length=2, verbose_name="jurisdiction"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="offences",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                blank=True,
                default=list,
                help_text="Codes of `reference.Offence`.",
                size=None,
                verbose_name="offences",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="wake_on",
            field=models.DateField(blank=True, null=True, verbose_name="dormant until"),
        ),
        # A case that sleeps already wakes a month from now: someone looks at it then.
        migrations.RunSQL(
            "UPDATE cases_case SET wake_on = current_date + 30 WHERE status = 'dormant'",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("wake_on__isnull", False)), fields=["wake_on"], name="case_dormant"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "dormant"), ("wake_on__isnull", False)),
                    models.Q(models.Q(("status", "dormant"), _negated=True), ("wake_on", None)),
                    _connector="OR",
                ),
                name="dormant_case_wakes_some_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputy", None), models.Q(("deputy", models.F("lead")), _negated=True), _connector="OR"
                ),
                name="lead_is_not_the_deputy",
            ),
        ),
        migrations.AddField(
            model_name="bearing",
            name="exhibit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.exhibit"
            ),
        ),
        migrations.AddField(
            model_name="bearing",
            name="moment",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.timelineitem"
            ),
        ),
        migrations.AddField(
            model_name="bearing",
            name="report",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="hotline.report"
            ),
        ),
        migrations.AddField(
            model_name="bearing",
            name="weighed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="caselink",
            name="far",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="links_to", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="caselink",
            name="linked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="caselink",
            name="near",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="links_from", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="caserisk",
            name="assessed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="caserisk",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="risks", to="cases.case"),
        ),
        migrations.AddField(
            model_name="checklistpoint",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="checklist",
                to="cases.case",
                verbose_name="case",
            ),
        ),
        migrations.AddField(
            model_name="checklistpoint",
            name="ticked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ticked by",
            ),
        ),
        migrations.AddField(
            model_name="hypothesis",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hypotheses",
                to="cases.case",
                verbose_name="case",
            ),
        ),
        migrations.AddField(
            model_name="hypothesis",
            name="put_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="put by",
            ),
        ),
        migrations.AddField(
            model_name="bearing",
            name="hypothesis",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="bearings", to="cases.hypothesis"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="cases.case",
                verbose_name="case",
            ),
        ),
        migrations.AddField(
            model_name="templateuse",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="template_uses", to="cases.case"
            ),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.CheckConstraint(
                condition=models.Q(("near", models.F("far")), _negated=True), name="case_is_not_linked_to_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("linked", "parent"))), name="case_link_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Least("near", "far"),
                django.db.models.functions.comparison.Greatest("near", "far"),
                name="two_cases_are_linked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="caserisk",
            constraint=models.UniqueConstraint(fields=("case", "kind"), name="one_assessment_a_kind"),
        ),
        migrations.AddConstraint(
            model_name="caserisk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ("source", "officers", "animals", "corruption", "flight")),
                    ("level__in", ("low", "medium", "high")),
                ),
                name="risk_kind_and_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="checklistpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("section__in", ("step", "done", "not_done"))), name="point_section_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="checklistpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ticked_at", None), ("ticked_by", None)),
                    models.Q(("ticked_at__isnull", False), ("ticked_by__isnull", False)),
                    _connector="OR",
                ),
                name="ticked_point_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="hypothesis",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("open", "held", "rejected", "dropped"))),
                name="hypothesis_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="hypothesis",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("held", "rejected")), _negated=True),
                    models.Q(
                        models.Q(("conclusion", ""), _negated=True),
                        models.Q(("likelihood", ""), _negated=True),
                        models.Q(("confidence", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="concluded_hypothesis_says_how_sure",
            ),
        ),
        migrations.AddConstraint(
            model_name="bearing",
            constraint=models.CheckConstraint(
                condition=models.Q(("says__in", ("for", "against", "neither"))), name="bearing_says_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="bearing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exhibit", None), ("moment", None), ("report__isnull", False)),
                    models.Q(("exhibit__isnull", False), ("moment", None), ("report", None)),
                    models.Q(("exhibit", None), ("moment__isnull", False), ("report", None)),
                    _connector="OR",
                ),
                name="bearing_rests_on_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="bearing",
            constraint=models.UniqueConstraint(fields=("hypothesis", "report"), name="report_bears_once"),
        ),
        migrations.AddConstraint(
            model_name="bearing",
            constraint=models.UniqueConstraint(fields=("hypothesis", "exhibit"), name="exhibit_bears_once"),
        ),
        migrations.AddConstraint(
            model_name="bearing",
            constraint=models.UniqueConstraint(fields=("hypothesis", "moment"), name="moment_bears_once"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("open", "answered", "dropped"))), name="question_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "answered"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="answered_question_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="templateuse",
            constraint=models.UniqueConstraint(fields=("case", "entry"), name="template_entry_given_once"),
        ),
    ]
