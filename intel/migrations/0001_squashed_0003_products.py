import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from staff.creating import CreateModels


class Migration(migrations.Migration):
    # Databases made before the migrations were drawn together stand at these.
    replaces = [
        ("intel", "0001_initial"),
        ("intel", "0002_judgements"),
        ("intel", "0003_products"),
    ]

    initial = True

    dependencies = [
        ("hotline", "0001_squashed_0015_claims"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE ref_ent", "DROP SEQUENCE ref_ent"),
        CreateModels(
            migrations.CreateModel(
                name="Entity",
                fields=[
                    ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                    ("taken_out_at", models.DateTimeField(blank=True, null=True, verbose_name="taken out")),
                    ("taken_out_why", models.CharField(blank=True, max_length=200, verbose_name="why taken out")),
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                    (
                        "schema",
                        models.CharField(
                            choices=[
                                ("Person", "Person"),
                                ("Company", "Company"),
                                ("Organization", "Organization"),
                                ("PublicBody", "Public body"),
                                ("Vehicle", "Vehicle"),
                                ("Vessel", "Vessel"),
                                ("Airplane", "Aircraft"),
                                ("UserAccount", "Account online"),
                                ("BankAccount", "Bank account"),
                                ("CryptoWallet", "Crypto wallet"),
                                ("Address", "Address"),
                                ("Phone", "Telephone"),
                                ("Email", "E-mail address"),
                                ("Site", "Site"),
                                ("Consignment", "Consignment"),
                                ("Container", "Container"),
                                ("Listing", "Listing"),
                            ],
                            max_length=16,
                            verbose_name="what it is",
                        ),
                    ),
                    (
                        "name",
                        models.CharField(
                            blank=True, help_text="As first recorded.", max_length=300, verbose_name="name"
                        ),
                    ),
                    (
                        "key",
                        models.CharField(
                            blank=True, help_text="The name in one spelling; empty when purged.", max_length=300
                        ),
                    ),
                    (
                        "recorded_in",
                        models.UUIDField(help_text="The case in which it was first recorded, by opaque id."),
                    ),
                    (
                        "compartments",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(),
                            default=list,
                            help_text="Cases that use it, by opaque id.",
                            size=None,
                        ),
                    ),
                    ("review_by", models.DateField(blank=True, null=True, verbose_name="review by")),
                    ("purged_at", models.DateTimeField(blank=True, null=True, verbose_name="purged")),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="recorded by",
                        ),
                    ),
                    (
                        "taken_out_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "person or thing",
                    "verbose_name_plural": "persons and things",
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(fields=["compartments"], name="entity_of_case"),
                        models.Index(fields=["schema", "key"], name="entity_by_key"),
                        models.Index(fields=["-recorded_at", "id"], name="entity_list"),
                        models.Index(fields=["review_by"], name="entity_review"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "schema__in",
                                    [
                                        "Person",
                                        "Company",
                                        "Organization",
                                        "PublicBody",
                                        "Vehicle",
                                        "Vessel",
                                        "Airplane",
                                        "UserAccount",
                                        "BankAccount",
                                        "CryptoWallet",
                                        "Address",
                                        "Phone",
                                        "Email",
                                        "Site",
                                        "Consignment",
                                        "Container",
                                        "Listing",
                                    ],
                                )
                            ),
                            name="entity_schema_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("schema", "Person"), _negated=True),
                                ("review_by__isnull", False),
                                _connector="OR",
                            ),
                            name="person_is_reviewed",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("purged_at", None),
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("key", ""), _negated=True),
                                ),
                                models.Q(("key", ""), ("name", ""), ("purged_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="purged_entity_has_no_name",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("purged_at", None)),
                            fields=("recorded_in", "schema", "key"),
                            name="entity_once_in_a_case",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Fact",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                    ("taken_out_at", models.DateTimeField(blank=True, null=True, verbose_name="taken out")),
                    ("taken_out_why", models.CharField(blank=True, max_length=200, verbose_name="why taken out")),
                    (
                        "prop",
                        models.CharField(
                            help_text="A name of intel.properties.", max_length=30, verbose_name="property"
                        ),
                    ),
                    ("value", models.CharField(help_text="As it was given.", max_length=500, verbose_name="value")),
                    ("key", models.CharField(help_text="The value in one spelling.", max_length=500)),
                    (
                        "is_sound",
                        models.BooleanField(
                            blank=True,
                            help_text="Whether its shape and check digits hold; unknown: none to check.",
                            null=True,
                            verbose_name="checked",
                        ),
                    ),
                    ("first_seen", models.DateField(blank=True, null=True, verbose_name="first seen")),
                    ("last_seen", models.DateField(blank=True, null=True, verbose_name="last seen")),
                    (
                        "entity",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="intel.entity"
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="recorded by",
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="hotline.report",
                            verbose_name="report",
                        ),
                    ),
                    (
                        "taken_out_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["prop", "recorded_at", "pk"],
                    "indexes": [models.Index(fields=["prop", "key"], name="fact_by_value")],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("taken_out_at", None)),
                            fields=("entity", "prop", "key", "report"),
                            name="fact_once_a_report",
                            nulls_distinct=False,
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("first_seen", None),
                                ("last_seen", None),
                                ("first_seen__lte", models.F("last_seen")),
                                _connector="OR",
                            ),
                            name="fact_first_then_last",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Link",
                fields=[
                    ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                    ("taken_out_at", models.DateTimeField(blank=True, null=True, verbose_name="taken out")),
                    ("taken_out_why", models.CharField(blank=True, max_length=200, verbose_name="why taken out")),
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("UnknownLink", "linked with"),
                                ("Ownership", "owns"),
                                ("Directorship", "directs"),
                                ("Employment", "works for"),
                                ("Membership", "belongs to"),
                                ("Associate", "associate of"),
                                ("Family", "relative of"),
                                ("Representation", "acts for"),
                                ("Payment", "pays"),
                                ("Contact", "in contact with"),
                                ("Uses", "uses"),
                                ("LocatedAt", "located at"),
                                ("Ships", "ships"),
                                ("SellsTo", "sells to"),
                            ],
                            default="UnknownLink",
                            max_length=16,
                            verbose_name="kind",
                        ),
                    ),
                    (
                        "role",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("poacher", "poacher"),
                                ("collector", "collector"),
                                ("processor", "processor"),
                                ("storage", "storage keeper"),
                                ("transporter", "transporter"),
                                ("courier", "courier"),
                                ("broker", "broker"),
                                ("exporter", "exporter"),
                                ("importer", "importer"),
                                ("wholesaler", "wholesaler"),
                                ("retailer", "retailer"),
                                ("online_seller", "online seller"),
                                ("buyer", "buyer"),
                                ("financier", "financier"),
                                ("documents", "document fixer"),
                                ("official", "corrupt official"),
                                ("recruiter", "recruiter"),
                                ("leader", "leader"),
                                ("victim", "victim"),
                                ("witness", "witness"),
                                ("unknown", "role unknown"),
                            ],
                            max_length=14,
                            verbose_name="reported as",
                        ),
                    ),
                    ("began", models.DateField(blank=True, null=True, verbose_name="from")),
                    ("ended", models.DateField(blank=True, null=True, verbose_name="until")),
                    (
                        "basis",
                        models.CharField(
                            choices=[
                                ("asserted", "Asserted: a report says so"),
                                ("assessed", "Assessed: we conclude it"),
                            ],
                            default="asserted",
                            max_length=8,
                            verbose_name="basis",
                        ),
                    ),
                    ("summary", models.CharField(blank=True, max_length=300, verbose_name="in words")),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="recorded by",
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="hotline.report",
                            verbose_name="report",
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="links_out",
                            to="intel.entity",
                            verbose_name="from",
                        ),
                    ),
                    (
                        "taken_out_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "target",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="links_in",
                            to="intel.entity",
                            verbose_name="to",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "link",
                    "verbose_name_plural": "links",
                    "ordering": ["recorded_at", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "UnknownLink",
                                        "Ownership",
                                        "Directorship",
                                        "Employment",
                                        "Membership",
                                        "Associate",
                                        "Family",
                                        "Representation",
                                        "Payment",
                                        "Contact",
                                        "Uses",
                                        "LocatedAt",
                                        "Ships",
                                        "SellsTo",
                                    ],
                                )
                            ),
                            name="link_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("source", models.F("target")), _negated=True), name="link_has_two_ends"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("basis", "assessed"),
                                models.Q(("basis", "asserted"), ("report__isnull", False)),
                                _connector="OR",
                            ),
                            name="asserted_link_cites",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("began", None), ("ended", None), ("began__lte", models.F("ended")), _connector="OR"
                            ),
                            name="link_begins_then_ends",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("taken_out_at", None)),
                            fields=("source", "target", "kind", "role", "basis", "report"),
                            name="link_once_a_report",
                            nulls_distinct=False,
                        ),
                    ],
                },
            ),
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
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="intel.entity"
                        ),
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
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.entity"
                        ),
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
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.entity"
                        ),
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
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.entity"
                        ),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
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
                    (
                        "current",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.version"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "product",
                    "verbose_name_plural": "products",
                    "indexes": [
                        models.Index(fields=["-drafted_at", "id"], name="product_list"),
                        models.Index(fields=["status", "-drafted_at"], name="product_by_status"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
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
                        models.CheckConstraint(
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
                        models.CheckConstraint(
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
                        models.CheckConstraint(
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
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("status", "superseded"), _negated=True),
                                ("superseded_by__isnull", False),
                                _connector="OR",
                            ),
                            name="superseded_product_says_by_what",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("status", "withdrawn"), _negated=True),
                                models.Q(("withdrawn_why", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="withdrawn_product_says_why",
                        ),
                    ],
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
                    "indexes": [models.Index(fields=["expires_on"], name="version_expiry")],
                    "constraints": [
                        models.UniqueConstraint(fields=("product", "number"), name="version_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("handling__in", ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"])
                            ),
                            name="version_handling_known",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="sealed",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="IF OLD.sealed_at IS NOT NULL THEN RAISE EXCEPTION 'pgtrigger: Cannot change a sealed version (% table)', TG_TABLE_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                                hash="15687eaf0e27ac8925ff7f4992b244223bae1756",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_sealed_21e5b",
                                table="intel_version",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Section",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("version", "heading"), name="heading_once_a_version"),
                        models.CheckConstraint(
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
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReviewNote",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="KeyJudgement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    "constraints": [
                        models.UniqueConstraint(fields=("version", "position"), name="judgement_position_once"),
                        models.CheckConstraint(
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
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Figure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("version", "kind"), name="figure_once_a_version"),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["months", "areas", "taxa", "network", "map", "seizures"])),
                            name="figure_kind_known",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        )
                    ],
                },
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
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="disseminations",
                            to="intel.product",
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
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("audience__in", ["own", "agency", "partner", "public"])),
                            name="dissemination_audience_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("audience", "agency"), _negated=True),
                                ("agency__isnull", False),
                                _connector="OR",
                            ),
                            name="dissemination_names_its_agency",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="Citation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("version", "report"), name="version_cites_report_once")
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProductFeedback",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="feedback",
                            to="intel.dissemination",
                        ),
                    ),
                ],
                options={
                    "ordering": ["at", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("useful__in", ("yes", "partly", "no")),
                                ("acted__in", ("yes", "planned", "no", "unknown")),
                            ),
                            name="feedback_words_known",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
        ),
    ]
