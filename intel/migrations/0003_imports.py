import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intel", "0002_network_views"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE ref_imp", "DROP SEQUENCE ref_imp"),
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                ("case_id", models.UUIDField(help_text="The case, by its opaque id.")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Being read"),
                            ("read", "Looked at, not taken in"),
                            ("taking", "Being taken in"),
                            ("taken", "Taken in"),
                            ("refused", "Not readable"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("stix", "STIX 2.1"),
                            ("ftm", "FollowTheMoney"),
                            ("tables", "Tables for i2 (zip)"),
                            ("csv", "Table (CSV)"),
                        ],
                        max_length=6,
                        verbose_name="form",
                    ),
                ),
                ("sender", models.CharField(max_length=200, verbose_name="who sent it")),
                ("received_on", models.DateField(verbose_name="received")),
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
                        help_text="The stricter of what its sender said and what the file says.",
                        max_length=16,
                        verbose_name="handling",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(verbose_name="bytes")),
                ("content", models.BinaryField(null=True)),
                (
                    "schema",
                    models.CharField(
                        blank=True,
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
                        verbose_name="what a line is",
                    ),
                ),
                ("columns", models.JSONField(default=dict, help_text="Of a CSV table: our property by their column.")),
                (
                    "header",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                (
                    "counts",
                    models.JSONField(default=dict, help_text="What it offers, by kind: codes and whole numbers."),
                ),
                ("problem", models.CharField(blank=True, max_length=300, verbose_name="what is wrong")),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="brought")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="brought by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_id", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("thing", "Person or thing"), ("fact", "Fact"), ("link", "Link")],
                        max_length=5,
                        verbose_name="kind",
                    ),
                ),
                ("mark", models.CharField(help_text="SHA-256 over what it says, in one spelling.", max_length=64)),
                ("said", models.JSONField(help_text="As `intel.exchange.offering` writes it.")),
                ("where", models.CharField(max_length=80, verbose_name="where in the file")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "To decide"), ("accepted", "Accepted"), ("rejected", "Rejected")],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.entity"
                    ),
                ),
                (
                    "fact",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="intel.fact"
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="intel.link"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="suggestions", to="intel.import"
                    ),
                ),
            ],
            options={
                "verbose_name": "suggestion",
                "verbose_name_plural": "suggestions",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(fields=["-at", "id"], name="import_list"),
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(
                condition=models.Q(("status__in", ("waiting", "taking"))), fields=["status"], name="import_at_work"
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ("waiting", "read", "taking", "taken", "refused", "dropped"))),
                name="import_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("handling__in", ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"])
                ),
                name="import_handling_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(("done__lte", models.F("total"))), name="import_does_no_more_than_all"
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("content__isnull", False),
                    models.Q(("status__in", ("waiting", "read", "taking")), _negated=True),
                    _connector="OR",
                ),
                name="import_at_work_has_its_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("waiting", "read", "taking", "taken"))),
                fields=("case_id", "sha256"),
                name="import_once_in_a_case",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["source", "state", "id"], name="suggestion_list"),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["thing", "fact", "link"])), name="suggestion_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("state", "open")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("state__in", ("accepted", "rejected")),
                    ),
                    _connector="OR",
                ),
                name="suggestion_is_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.UniqueConstraint(fields=("case_id", "mark"), name="suggestion_once_in_a_case"),
        ),
    ]
