import uuid

import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0015_claims"),
        ("intel", "0002_judgements"),
        ("reference", "0002_protected_areas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("alert", "Alert"),
                            ("information", "Information report"),
                            ("subject", "Subject profile"),
                            ("network", "Network profile"),
                            ("problem", "Problem profile"),
                            ("trend", "Trend analysis"),
                            ("seller", "Online seller dossier"),
                            ("financial", "Financial annex"),
                            ("statement", "Evidence statement"),
                            ("strategic", "Strategic assessment"),
                            ("bulletin", "Public bulletin"),
                        ],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "made_in",
                    models.UUIDField(
                        blank=True,
                        db_index=True,
                        help_text="The case it was drafted from, by opaque id; none: a selection.",
                        null=True,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Drafting"),
                            ("in_review", "In peer review"),
                            ("at_gate", "At the gate"),
                            ("cleared", "Through the gate"),
                            ("approved", "Approved"),
                            ("disseminated", "Disseminated"),
                            ("expired", "Expired"),
                            ("superseded", "Superseded"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                (
                    "writers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        help_text="Ids of all who ever wrote in it.",
                        size=None,
                    ),
                ),
                ("drafted_at", models.DateTimeField(auto_now_add=True, verbose_name="drafted")),
                (
                    "mosaic",
                    models.CharField(
                        blank=True,
                        help_text="The gatekeeper's answer.",
                        max_length=300,
                        verbose_name="could the subject work out who told us",
                    ),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="approved")),
                ("withdrawn_why", models.CharField(blank=True, max_length=300, verbose_name="why withdrawn")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "cleared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gate kept by",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="intel.product",
                        verbose_name="replaces",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewed by",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intel.product",
                        verbose_name="superseded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "product",
                "verbose_name_plural": "products",
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("recipient", models.CharField(blank=True, max_length=200, verbose_name="for")),
                ("language", models.CharField(default="en", max_length=8, verbose_name="language")),
                (
                    "own_handling",
                    models.CharField(
                        choices=[
                            ("TLP:RED", "TLP:RED · named recipients only"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT · this organisation only"),
                            ("TLP:AMBER", "TLP:AMBER · organisation and clients who need to know"),
                            ("TLP:GREEN", "TLP:GREEN · community"),
                            ("TLP:CLEAR", "TLP:CLEAR · no limit"),
                        ],
                        default="TLP:CLEAR",
                        help_text="Never loosens what its parts bear.",
                        max_length=16,
                        verbose_name="our own label",
                    ),
                ),
                (
                    "handling",
                    models.CharField(
                        choices=[
                            ("TLP:RED", "TLP:RED · named recipients only"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT · this organisation only"),
                            ("TLP:AMBER", "TLP:AMBER · organisation and clients who need to know"),
                            ("TLP:GREEN", "TLP:GREEN · community"),
                            ("TLP:CLEAR", "TLP:CLEAR · no limit"),
                        ],
                        help_text="The strictest of its parts.",
                        max_length=16,
                        verbose_name="handling",
                    ),
                ),
                ("expires_on", models.DateField(verbose_name="valid until")),
                (
                    "cleared_identifiers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                    ),
                ),
                ("edits", models.PositiveIntegerField(default=0)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                ("sealed_at", models.DateTimeField(blank=True, null=True, verbose_name="sent to review")),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="intel.product"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "versions",
                "ordering": ["product", "number"],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "heading",
                    models.CharField(
                        choices=[
                            ("ask", "What we ask"),
                            ("facts", "Facts"),
                            ("method", "How it was counted"),
                            ("change", "What has changed"),
                            ("activity", "What the subject does"),
                            ("life", "Places, communications, finances"),
                            ("associates", "Associates"),
                            ("strengths", "Strengths and weaknesses"),
                            ("structure", "Who does what"),
                            ("flows", "How goods and money move"),
                            ("problem", "The problem: what, where, how"),
                            ("causes", "What drives it"),
                            ("accounts", "Accounts and platforms"),
                            ("offers", "What is offered, and at what price"),
                            ("money", "Money and assets"),
                            ("acquired", "How each was acquired, and by whom"),
                            ("assessment", "Our assessment"),
                            ("outlook", "Outlook"),
                            ("risks", "Risks"),
                            ("gaps", "What we do not know"),
                            ("alternatives", "Other explanations"),
                            ("action", "Recommended action"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="intel.version"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReviewNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "heading",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ask", "What we ask"),
                            ("facts", "Facts"),
                            ("method", "How it was counted"),
                            ("change", "What has changed"),
                            ("activity", "What the subject does"),
                            ("life", "Places, communications, finances"),
                            ("associates", "Associates"),
                            ("strengths", "Strengths and weaknesses"),
                            ("structure", "Who does what"),
                            ("flows", "How goods and money move"),
                            ("problem", "The problem: what, where, how"),
                            ("causes", "What drives it"),
                            ("accounts", "Accounts and platforms"),
                            ("offers", "What is offered, and at what price"),
                            ("money", "Money and assets"),
                            ("acquired", "How each was acquired, and by whom"),
                            ("assessment", "Our assessment"),
                            ("outlook", "Outlook"),
                            ("risks", "Risks"),
                            ("gaps", "What we do not know"),
                            ("alternatives", "Other explanations"),
                            ("action", "Recommended action"),
                        ],
                        max_length=12,
                        verbose_name="about",
                    ),
                ),
                ("text", models.TextField(verbose_name="comment")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="intel.version"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="product",
            name="current",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.version"
            ),
        ),
        migrations.CreateModel(
            name="KeyJudgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500, verbose_name="judgement")),
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
                (
                    "rests_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        help_text="References of cited reports.",
                        size=None,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="judgements", to="intel.version"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("months", "Reports by month"),
                            ("areas", "Reports by area"),
                            ("taxa", "Reports by species"),
                            ("network", "Who is linked to whom"),
                            ("map", "Where it happened"),
                            ("seizures", "Seizures"),
                        ],
                        max_length=10,
                    ),
                ),
                ("content", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("is_shown", models.BooleanField(default=True, verbose_name="goes into the product")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="intel.version"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Dissemination",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("own", "Our own organisation"),
                            ("agency", "An agency we work for"),
                            ("partner", "A partner organisation"),
                            ("public", "The public"),
                        ],
                        max_length=8,
                        verbose_name="kind of recipient",
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=200, verbose_name="organisation")),
                ("person", models.CharField(blank=True, max_length=200, verbose_name="person or desk")),
                ("purpose", models.CharField(max_length=300, verbose_name="purpose")),
                ("watermark", models.CharField(max_length=20, unique=True, verbose_name="mark of the copy")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given out by",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disseminations", to="intel.product"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.version"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grade", models.CharField(max_length=2)),
                (
                    "handling",
                    models.CharField(
                        choices=[
                            ("TLP:RED", "TLP:RED · named recipients only"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT · this organisation only"),
                            ("TLP:AMBER", "TLP:AMBER · organisation and clients who need to know"),
                            ("TLP:GREEN", "TLP:GREEN · community"),
                            ("TLP:CLEAR", "TLP:CLEAR · no limit"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="hotline.report"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="citations", to="intel.version"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProductFeedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "useful",
                    models.CharField(
                        choices=[("yes", "useful"), ("partly", "useful in part"), ("no", "not useful")],
                        max_length=8,
                        verbose_name="use",
                    ),
                ),
                (
                    "acted",
                    models.CharField(
                        choices=[
                            ("yes", "acted on"),
                            ("planned", "will be acted on"),
                            ("no", "not acted on"),
                            ("unknown", "not said"),
                        ],
                        default="unknown",
                        max_length=8,
                        verbose_name="acted on",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                ("received_on", models.DateField(verbose_name="received")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="feedback", to="intel.dissemination"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("useful__in", ("yes", "partly", "no")), ("acted__in", ("yes", "planned", "no", "unknown"))
                        ),
                        name="feedback_words_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productfeedback",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['comment']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['comment']) OR (NEW.comment <> '' AND NEW.comment <> OLD.comment) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="dc74cf11ca88020da485fc6ad51f8b779f2f3474",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_8fc6c",
                    table="intel_productfeedback",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productfeedback",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="917719f022072c75611080e2024273e8a6c1f9a1",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_bdb1d",
                    table="intel_productfeedback",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productfeedback",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="bf3790c9de204740e066212c9f00e8a930fef4cd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_8b3b4",
                    table="intel_productfeedback",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(fields=["expires_on"], name="version_expiry"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("product", "number"), name="version_once"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("handling__in", ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"])
                ),
                name="version_handling_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="version",
            trigger=pgtrigger.compiler.Trigger(
                name="sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF OLD.sealed_at IS NOT NULL THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                    hash="15687eaf0e27ac8925ff7f4992b244223bae1756",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_sealed_21e5b",
                    table="intel_version",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(fields=("version", "heading"), name="heading_once_a_version"),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "heading__in",
                        [
                            "ask",
                            "facts",
                            "method",
                            "change",
                            "activity",
                            "life",
                            "associates",
                            "strengths",
                            "structure",
                            "flows",
                            "problem",
                            "causes",
                            "accounts",
                            "offers",
                            "money",
                            "acquired",
                            "assessment",
                            "outlook",
                            "risks",
                            "gaps",
                            "alternatives",
                            "action",
                        ],
                    )
                ),
                name="section_heading_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="section",
            trigger=pgtrigger.compiler.Trigger(
                name="part_of_sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of_version uuid;",
                    func="IF TG_OP = 'INSERT' THEN of_version := NEW.version_id; ELSE of_version := OLD.version_id; END IF; IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF EXISTS (SELECT 1 FROM intel_version WHERE id = of_version AND sealed_at IS NOT NULL) THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                    hash="80c38dc9b9fb0440e3a01cb092c0a7379317328e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_part_of_sealed_b49c1",
                    table="intel_section",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewnote",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['text']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['text']) OR (NEW.text <> '' AND NEW.text <> OLD.text) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="fda3b33a097c72172065ea39524bea98ef936caf",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_9b626",
                    table="intel_reviewnote",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewnote",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0da3d0db1dc3c5c271b3ec91cc17aa2316278fd9",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_1bf15",
                    table="intel_reviewnote",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewnote",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="0ebec527bb816fa3dbbe126c548b053367e90809",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_ae48e",
                    table="intel_reviewnote",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["-drafted_at", "id"], name="product_list"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["status", "-drafted_at"], name="product_by_status"),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        (
                            "draft",
                            "in_review",
                            "at_gate",
                            "cleared",
                            "approved",
                            "disseminated",
                            "expired",
                            "superseded",
                            "withdrawn",
                        ),
                    )
                ),
                name="product_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "type__in",
                        [
                            "alert",
                            "information",
                            "subject",
                            "network",
                            "problem",
                            "trend",
                            "seller",
                            "financial",
                            "statement",
                            "strategic",
                            "bulletin",
                        ],
                    )
                ),
                name="product_type_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reviewed_by", None),
                        models.Q(("reviewed_by", models.F("author")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("cleared_by", None),
                        models.Q(("cleared_by", models.F("author")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("approved_by", None),
                        models.Q(("approved_by", models.F("author")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="product_is_passed_by_others",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("draft", "in_review", "withdrawn")),
                    models.Q(("reviewed_by__isnull", False), ("status", "at_gate")),
                    models.Q(
                        ("cleared_by__isnull", False),
                        ("reviewed_by__isnull", False),
                        ("status", "cleared"),
                        models.Q(("mosaic", ""), _negated=True),
                    ),
                    models.Q(
                        ("approved_at__isnull", False),
                        ("approved_by__isnull", False),
                        ("cleared_by__isnull", False),
                        ("reviewed_by__isnull", False),
                        models.Q(("mosaic", ""), _negated=True),
                        models.Q(("status__in", ("at_gate", "cleared")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="product_skips_no_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "superseded"), _negated=True), ("superseded_by__isnull", False), _connector="OR"
                ),
                name="superseded_product_says_by_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "withdrawn"), _negated=True),
                    models.Q(("withdrawn_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="withdrawn_product_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyjudgement",
            constraint=models.UniqueConstraint(fields=("version", "position"), name="judgement_position_once"),
        ),
        migrations.AddConstraint(
            model_name="keyjudgement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "likelihood__in",
                        (
                            "",
                            "almost_none",
                            "very_unlikely",
                            "unlikely",
                            "even",
                            "likely",
                            "very_likely",
                            "almost_certain",
                        ),
                    ),
                    ("confidence__in", ("", "low", "moderate", "high")),
                ),
                name="judgement_words_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keyjudgement",
            trigger=pgtrigger.compiler.Trigger(
                name="part_of_sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of_version uuid;",
                    func="IF TG_OP = 'INSERT' THEN of_version := NEW.version_id; ELSE of_version := OLD.version_id; END IF; IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF EXISTS (SELECT 1 FROM intel_version WHERE id = of_version AND sealed_at IS NOT NULL) THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                    hash="dec131a94e74d79217e060bc61c8824503e3d841",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_part_of_sealed_22143",
                    table="intel_keyjudgement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.UniqueConstraint(fields=("version", "kind"), name="figure_once_a_version"),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["months", "areas", "taxa", "network", "map", "seizures"])),
                name="figure_kind_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="part_of_sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of_version uuid;",
                    func="IF TG_OP = 'INSERT' THEN of_version := NEW.version_id; ELSE of_version := OLD.version_id; END IF; IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF EXISTS (SELECT 1 FROM intel_version WHERE id = of_version AND sealed_at IS NOT NULL) THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                    hash="87db2866a931803db42b5333556c38aa5c692386",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_part_of_sealed_fc188",
                    table="intel_figure",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="dissemination",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["own", "agency", "partner", "public"])),
                name="dissemination_audience_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dissemination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("audience", "agency"), _negated=True), ("agency__isnull", False), _connector="OR"
                ),
                name="dissemination_names_its_agency",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dissemination",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['person', 'purpose']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['person', 'purpose']) OR (NEW.person <> '' AND NEW.person <> OLD.person) OR (NEW.purpose <> '' AND NEW.purpose <> OLD.purpose) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="1a5a019d2d784272e9553624ec5e970135381f2d",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_ff276",
                    table="intel_dissemination",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dissemination",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d8b7e584bd2e61b23082985c2f7712af84ccb06e",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_0faa9",
                    table="intel_dissemination",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dissemination",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="e28610a635235cd48b59d8140786643d991be59d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1d99e",
                    table="intel_dissemination",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(fields=("version", "report"), name="version_cites_report_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="part_of_sealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE of_version uuid;",
                    func="IF TG_OP = 'INSERT' THEN of_version := NEW.version_id; ELSE of_version := OLD.version_id; END IF; IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF EXISTS (SELECT 1 FROM intel_version WHERE id = of_version AND sealed_at IS NOT NULL) THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                    hash="3b7b2c6de0e7b7aa3c0797c8ae1bd63b75f1ca52",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_part_of_sealed_b0c83",
                    table="intel_citation",
                    when="BEFORE",
                ),
            ),
        ),
    ]
