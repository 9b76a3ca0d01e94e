import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from staff.creating import CreateModels


class Migration(migrations.Migration):
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
        ),
    ]
