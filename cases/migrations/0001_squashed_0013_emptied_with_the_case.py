import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import vault.text
from staff.creating import CreateModels

REFERENCES = ("ref_lab", "ref_sez", "ref_prc")


class Migration(migrations.Migration):
    # Databases made before the migrations were drawn together stand at these.
    replaces = [
        ("cases", "0001_initial"),
        ("cases", "0002_retention"),
        ("cases", "0003_withdrawals"),
        ("cases", "0004_inquiry"),
        ("cases", "0005_timeline_and_tasks"),
        ("cases", "0006_exhibits"),
        ("cases", "0007_seizures"),
        ("cases", "0008_proceedings"),
        ("cases", "0009_packets"),
        ("cases", "0010_persons"),
        ("cases", "0011_case_purges"),
        ("cases", "0012_exhibit_corrections"),
        ("cases", "0013_emptied_with_the_case"),
    ]

    initial = True

    dependencies = [
        ("hotline", "0001_squashed_0015_claims"),
        ("intel", "0001_squashed_0003_products"),
        ("reference", "0001_squashed_0002_protected_areas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(migrations.RunSQL(f"CREATE SEQUENCE {name}", f"DROP SEQUENCE {name}") for name in REFERENCES),
        CreateModels(
            migrations.CreateModel(
                name="Shelf",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("store", models.CharField(max_length=60, verbose_name="store")),
                    (
                        "name",
                        models.CharField(
                            help_text="Shelf, safe, freezer, cage: as it is labelled.",
                            max_length=50,
                            verbose_name="shelf",
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                    ("is_closed", models.BooleanField(default=False, verbose_name="no longer used")),
                ],
                options={
                    "verbose_name": "shelf",
                    "verbose_name_plural": "stores and shelves",
                    "ordering": ["store", "name"],
                    "constraints": [models.UniqueConstraint(fields=("store", "name"), name="shelf_once_a_store")],
                },
            ),
            migrations.CreateModel(
                name="Certificate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="certificate")),
                    (
                        "subject",
                        models.CharField(
                            choices=[("person", "Person"), ("case", "Archived case")],
                            max_length=8,
                            verbose_name="of what",
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
                    "indexes": [models.Index(fields=["-issued_at", "id"], name="casework_certificate_list")],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="Person",
                fields=[],
                options={
                    "verbose_name": "person under review",
                    "verbose_name_plural": "persons under review",
                    "proxy": True,
                },
                bases=("intel.entity",),
            ),
            migrations.CreateModel(
                name="Case",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                    ("title", models.CharField(max_length=160, verbose_name="title")),
                    (
                        "type",
                        models.CharField(
                            choices=[
                                ("trade", "Trade and trafficking"),
                                ("poaching", "Killing and trapping"),
                                ("online", "Online trade"),
                                ("captive", "Keeping and breeding"),
                                ("habitat", "Timber and habitat"),
                                ("corruption", "Official involved"),
                                ("other", "Other"),
                            ],
                            default="trade",
                            max_length=12,
                            verbose_name="type",
                        ),
                    ),
                    (
                        "priority",
                        models.PositiveSmallIntegerField(
                            choices=[
                                (1, "1 · Life or a live animal"),
                                (2, "2 · High"),
                                (3, "3 · Normal"),
                                (4, "4 · Low"),
                            ],
                            default=3,
                            verbose_name="priority",
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("proposed", "Proposed"),
                                ("open", "Open"),
                                ("active", "Active"),
                                ("dormant", "Dormant"),
                                ("with_agency", "With an agency"),
                                ("in_court", "In court"),
                                ("closed", "Closed"),
                                ("archived", "Archived"),
                            ],
                            default="proposed",
                            max_length=12,
                            verbose_name="status",
                        ),
                    ),
                    (
                        "ending",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("convicted", "Convicted"),
                                ("acquitted", "Acquitted"),
                                ("administrative", "Administrative penalty"),
                                ("rescued", "Animals rescued"),
                                ("disrupted", "Disrupted"),
                                ("no_action", "No action by the agency"),
                                ("insufficient", "Too little to go on"),
                                ("unfounded", "Unfounded"),
                            ],
                            max_length=14,
                            verbose_name="how it ended",
                        ),
                    ),
                    ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="opened")),
                    ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                    ("review_by", models.DateField(blank=True, null=True, verbose_name="review by")),
                    (
                        "summary",
                        models.TextField(blank=True, help_text="Stands first in every packet.", verbose_name="summary"),
                    ),
                    ("objectives", models.TextField(blank=True, verbose_name="objectives")),
                    ("law_and_jurisdiction", models.TextField(blank=True, verbose_name="law and jurisdiction")),
                    (
                        "risk",
                        models.TextField(
                            blank=True, help_text="To people, animals and the operation.", verbose_name="risks"
                        ),
                    ),
                    (
                        "lead",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cases_led",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="lead",
                        ),
                    ),
                    (
                        "opened_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cases_opened",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "reports",
                        models.ManyToManyField(related_name="cases", through="cases.CaseReport", to="hotline.report"),
                    ),
                    (
                        "deputy",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cases_deputised",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="deputy",
                        ),
                    ),
                    (
                        "jurisdiction",
                        models.CharField(
                            blank=True,
                            help_text="The country, by its ISO 3166 code.",
                            max_length=2,
                            verbose_name="jurisdiction",
                        ),
                    ),
                    (
                        "offences",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=40),
                            blank=True,
                            default=list,
                            help_text="Codes of `reference.Offence`.",
                            size=None,
                            verbose_name="offences",
                        ),
                    ),
                    ("wake_on", models.DateField(blank=True, null=True, verbose_name="dormant until")),
                    ("purged_at", models.DateTimeField(blank=True, null=True, verbose_name="purged")),
                ],
                options={
                    "verbose_name": "case",
                    "verbose_name_plural": "cases",
                    "indexes": [
                        models.Index(fields=["priority", "-opened_at"], name="case_list"),
                        models.Index(fields=["status", "priority", "-opened_at"], name="case_list_by_status"),
                        models.Index(
                            condition=models.Q(("wake_on__isnull", False)), fields=["wake_on"], name="case_dormant"
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "status__in",
                                    (
                                        "proposed",
                                        "open",
                                        "active",
                                        "dormant",
                                        "with_agency",
                                        "in_court",
                                        "closed",
                                        "archived",
                                    ),
                                )
                            ),
                            name="case_status_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("closed_at__isnull", False),
                                    ("status__in", ("closed", "archived")),
                                    models.Q(("ending", ""), _negated=True),
                                ),
                                models.Q(
                                    models.Q(("status__in", ("closed", "archived")), _negated=True),
                                    ("closed_at__isnull", True),
                                    ("ending", ""),
                                ),
                                _connector="OR",
                            ),
                            name="closed_case_says_how",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("status", "dormant"), ("wake_on__isnull", False)),
                                models.Q(models.Q(("status", "dormant"), _negated=True), ("wake_on", None)),
                                _connector="OR",
                            ),
                            name="dormant_case_wakes_some_day",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("deputy", None), models.Q(("deputy", models.F("lead")), _negated=True), _connector="OR"
                            ),
                            name="lead_is_not_the_deputy",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("purged_at", None),
                                models.Q(
                                    ("law_and_jurisdiction", ""),
                                    ("objectives", ""),
                                    ("risk", ""),
                                    ("summary", ""),
                                    ("title", ""),
                                ),
                                _connector="OR",
                            ),
                            name="purged_case_has_no_words",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CaseNote",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("at", models.DateTimeField(auto_now_add=True)),
                    ("text", models.TextField(verbose_name="note")),
                    (
                        "author",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "ordering": ["-at", "-pk"],
                },
            ),
            migrations.CreateModel(
                name="CaseReport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300, verbose_name="why it belongs here")),
                    ("added_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "added_by",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="report_links", to="cases.case"
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="case_links", to="hotline.report"
                        ),
                    ),
                    (
                        "settled_at",
                        models.DateTimeField(
                            blank=True,
                            help_text="When the case had seen to it that the report is withdrawn.",
                            null=True,
                        ),
                    ),
                    (
                        "settled_by",
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
                    "constraints": [models.UniqueConstraint(fields=("case", "report"), name="case_uses_report_once")],
                },
            ),
            migrations.CreateModel(
                name="Exhibit",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("digital", "Digital"),
                                ("physical", "Physical"),
                                ("statement", "Statement"),
                                ("live_animal", "Live animal"),
                            ],
                            max_length=12,
                            verbose_name="kind",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("received", "Received"),
                                ("sealed", "Sealed"),
                                ("stored", "In store"),
                                ("out", "Out of store"),
                                ("transferred", "Handed to another body"),
                                ("lab", "At a laboratory"),
                                ("court", "In court"),
                                ("returned", "Returned"),
                                ("destroyed", "Destroyed"),
                            ],
                            default="received",
                            max_length=12,
                            verbose_name="state",
                        ),
                    ),
                    ("description", models.CharField(max_length=300, verbose_name="description")),
                    (
                        "origin",
                        models.UUIDField(
                            editable=False, help_text="The attachment, by its opaque id: in no packet.", null=True
                        ),
                    ),
                    ("key_id", models.UUIDField(help_text="Data key of the file.", null=True)),
                    ("file_id", models.UUIDField(help_text="The vault's id of the file.", null=True)),
                    ("media_type", models.CharField(blank=True, max_length=100, verbose_name="media type")),
                    (
                        "size",
                        models.BigIntegerField(
                            default=0,
                            help_text="Bytes.",
                            validators=[django.core.validators.MinValueValidator(0)],
                            verbose_name="size",
                        ),
                    ),
                    ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                    ("blake2b", models.CharField(blank=True, max_length=128, verbose_name="BLAKE2b-512")),
                    (
                        "original_may_leave",
                        models.BooleanField(default=False, verbose_name="metadata cleared: the original may leave"),
                    ),
                    ("acquired_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="acquired")),
                    ("acquired_where", models.CharField(blank=True, max_length=200, verbose_name="where acquired")),
                    ("acquired_how", models.CharField(max_length=200, verbose_name="how acquired")),
                    ("tool", models.CharField(blank=True, max_length=100, verbose_name="tool")),
                    ("legal_basis", models.CharField(blank=True, max_length=200, verbose_name="legal basis")),
                    ("seal_number", models.CharField(blank=True, max_length=40, verbose_name="seal no.")),
                    ("store_place", models.CharField(blank=True, max_length=120, verbose_name="place in store")),
                    (
                        "holder",
                        models.CharField(
                            help_text="A service number, or a body's own words.", max_length=120, verbose_name="held by"
                        ),
                    ),
                    (
                        "acquired_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="exhibits_acquired",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="acquired by",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="exhibits",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="derived",
                            to="cases.exhibit",
                            verbose_name="belongs to",
                        ),
                    ),
                    (
                        "acquired_zone",
                        models.CharField(
                            default="UTC",
                            help_text="Of the place where it was acquired.",
                            max_length=40,
                            verbose_name="time zone",
                        ),
                    ),
                    (
                        "acquirer",
                        models.CharField(
                            blank=True,
                            help_text="Another body, or a person's service number, where it was not the officer who enters it.",
                            max_length=120,
                            verbose_name="taken by",
                        ),
                    ),
                    ("check_held", models.BooleanField(blank=True, null=True, verbose_name="file as received")),
                    ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="file checked")),
                    (
                        "clock_offset",
                        models.IntegerField(
                            blank=True,
                            help_text="The device's time less the true time; negative where its clock is behind.",
                            null=True,
                            verbose_name="device's clock ahead by, seconds",
                        ),
                    ),
                    ("due_back", models.DateField(blank=True, null=True, verbose_name="due back")),
                    (
                        "held_at",
                        models.DateTimeField(
                            blank=True,
                            help_text="When a check last found the file unchanged.",
                            null=True,
                            verbose_name="last found as received",
                        ),
                    ),
                    ("is_biohazard", models.BooleanField(default=False, verbose_name="biohazard")),
                    (
                        "is_dangerous",
                        models.BooleanField(default=False, verbose_name="dangerous: weapon, poison, venom"),
                    ),
                    ("marks", models.CharField(blank=True, max_length=200, verbose_name="marks: ring, chip, number")),
                    ("measures", models.CharField(blank=True, max_length=120, verbose_name="size and weight")),
                    ("packaging", models.CharField(blank=True, max_length=120, verbose_name="packaging")),
                    (
                        "relation",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("copy", "Copy without metadata"),
                                ("part", "Part, or what was in it"),
                                ("photo", "Photograph of it, with a scale"),
                                ("translation", "Translation"),
                                ("result", "Result of a laboratory"),
                                ("order", "Order on it"),
                            ],
                            max_length=11,
                            verbose_name="as its",
                        ),
                    ),
                    ("tool_version", models.CharField(blank=True, max_length=40, verbose_name="version of the tool")),
                    (
                        "shelf",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="exhibits",
                            to="cases.shelf",
                            verbose_name="shelf",
                        ),
                    ),
                    ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version of the record")),
                ],
                options={
                    "verbose_name": "exhibit",
                    "verbose_name_plural": "exhibits",
                    "indexes": [
                        models.Index(fields=["-acquired_at", "id"], name="exhibit_list"),
                        models.Index(
                            condition=models.Q(("due_back__isnull", False)),
                            fields=["due_back"],
                            name="exhibit_due_back",
                        ),
                        models.Index(
                            condition=models.Q(("file_id__isnull", False)),
                            fields=["checked_at"],
                            name="exhibit_checked",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "state__in",
                                    (
                                        "received",
                                        "sealed",
                                        "stored",
                                        "out",
                                        "transferred",
                                        "lab",
                                        "court",
                                        "returned",
                                        "destroyed",
                                    ),
                                )
                            ),
                            name="exhibit_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("file_id", None), ("sha256", "")),
                                models.Q(
                                    ("file_id__isnull", False),
                                    ("key_id__isnull", False),
                                    models.Q(("sha256", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="exhibit_file_has_its_hash",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("parent", None)),
                            fields=("case", "origin"),
                            name="attachment_taken_once_a_case",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("parent", None), ("relation", "")),
                                models.Q(("parent__isnull", False), models.Q(("relation", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="exhibit_says_what_it_is_to_its_parent",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("check_held", None), ("checked_at__isnull", False), _connector="OR"),
                            name="exhibit_check_has_date",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="no_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                hash="cb3178926a71e7270664ca6a7fefba1045d09cd3",
                                operation="DELETE",
                                pgid="pgtrigger_no_delete_c9a0a",
                                table="cases_exhibit",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_truncate",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                hash="af9207caac28be1225f5f1e12761ae2b3c77af51",
                                level="STATEMENT",
                                operation="TRUNCATE",
                                pgid="pgtrigger_no_truncate_bc322",
                                table="cases_exhibit",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="stays_as_received",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition='WHEN (OLD."acquired_by_id" IS DISTINCT FROM (NEW."acquired_by_id") OR OLD."blake2b" IS DISTINCT FROM (NEW."blake2b") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."key_id" IS DISTINCT FROM (NEW."key_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size"))',
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                hash="7037dec4c3b1585d2aa2dcfcc31d8a436266e5a1",
                                operation="UPDATE",
                                pgid="pgtrigger_stays_as_received_6585e",
                                table="cases_exhibit",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="corrected_by_a_correction",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition='WHEN (OLD."acquired_at" IS DISTINCT FROM (NEW."acquired_at") OR OLD."acquired_how" IS DISTINCT FROM (NEW."acquired_how") OR OLD."acquired_where" IS DISTINCT FROM (NEW."acquired_where") OR OLD."acquired_zone" IS DISTINCT FROM (NEW."acquired_zone") OR OLD."acquirer" IS DISTINCT FROM (NEW."acquirer") OR OLD."clock_offset" IS DISTINCT FROM (NEW."clock_offset") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."is_biohazard" IS DISTINCT FROM (NEW."is_biohazard") OR OLD."is_dangerous" IS DISTINCT FROM (NEW."is_dangerous") OR OLD."legal_basis" IS DISTINCT FROM (NEW."legal_basis") OR OLD."marks" IS DISTINCT FROM (NEW."marks") OR OLD."measures" IS DISTINCT FROM (NEW."measures") OR OLD."packaging" IS DISTINCT FROM (NEW."packaging") OR OLD."tool" IS DISTINCT FROM (NEW."tool") OR OLD."tool_version" IS DISTINCT FROM (NEW."tool_version") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                                func="\nIF concat(NEW.description, NEW.acquirer, NEW.acquired_where, NEW.acquired_how, NEW.tool, NEW.tool_version, NEW.legal_basis, NEW.marks, NEW.measures, NEW.packaging, NEW.media_type) = ''\n    AND to_jsonb(NEW) - ARRAY['description', 'acquirer', 'acquired_where', 'acquired_how', 'tool', 'tool_version', 'legal_basis', 'marks', 'measures', 'packaging', 'media_type'] = to_jsonb(OLD) - ARRAY['description', 'acquirer', 'acquired_where', 'acquired_how', 'tool', 'tool_version', 'legal_basis', 'marks', 'measures', 'packaging', 'media_type']\n    AND EXISTS (SELECT 1 FROM cases_case WHERE id = OLD.case_id AND purged_at IS NOT NULL)\nTHEN RETURN NEW; END IF;\nIF NEW.version <> OLD.version + 1 OR NOT EXISTS (\n    SELECT 1 FROM cases_exhibitcorrection WHERE exhibit_id = OLD.id AND number = OLD.version\n) THEN RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME; END IF;\nRETURN NEW;\n",
                                hash="4437fc90e9ef41d15f1b204f2658489615980fa1",
                                operation="UPDATE",
                                pgid="pgtrigger_corrected_by_a_correction_3310a",
                                table="cases_exhibit",
                                when="BEFORE",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CustodyEvent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("sequence", models.PositiveIntegerField()),
                    ("at", models.DateTimeField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("receive", "Received"),
                                ("seal", "Sealed"),
                                ("open", "Opened"),
                                ("copy", "Copied"),
                                ("check", "Checked"),
                                ("move", "Moved"),
                                ("hand_over", "Handed over"),
                                ("lab", "To a laboratory"),
                                ("court", "To court"),
                                ("return", "Returned"),
                                ("destroy", "Destroyed"),
                                ("correct", "Record corrected"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("from_who", models.CharField(blank=True, max_length=120)),
                    ("to_who", models.CharField(blank=True, max_length=120)),
                    ("place", models.CharField(blank=True, max_length=200)),
                    ("purpose", models.CharField(blank=True, max_length=300)),
                    ("seal_before", models.CharField(blank=True, max_length=40)),
                    ("seal_after", models.CharField(blank=True, max_length=40)),
                    ("sha256_before", models.CharField(blank=True, max_length=64)),
                    ("sha256_after", models.CharField(blank=True, max_length=64)),
                    ("released_by", models.CharField(blank=True, max_length=120)),
                    ("received_by", models.CharField(blank=True, max_length=120)),
                    ("prev_hash", models.CharField(max_length=64)),
                    ("entry_hash", models.CharField(max_length=64)),
                    (
                        "exhibit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="custody", to="cases.exhibit"
                        ),
                    ),
                ],
                options={
                    "ordering": ["exhibit", "sequence"],
                    "abstract": False,
                    "constraints": [
                        models.UniqueConstraint(fields=("exhibit", "sequence"), name="one_custody_event_a_number")
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="no_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                hash="35421358b89762c915198168f74b8028e4988d7e",
                                operation="UPDATE",
                                pgid="pgtrigger_no_update_469b5",
                                table="cases_custodyevent",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                hash="9e2c9bd207074f7240f9a547c5cb95c732e0eab0",
                                operation="DELETE",
                                pgid="pgtrigger_no_delete_df7a9",
                                table="cases_custodyevent",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_truncate",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                hash="64a8a4d56dc949c9e55ff4c20cb136c4e737c143",
                                level="STATEMENT",
                                operation="TRUNCATE",
                                pgid="pgtrigger_no_truncate_4b25c",
                                table="cases_custodyevent",
                                when="BEFORE",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HandOver",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("place", models.CharField(max_length=200, verbose_name="place")),
                    ("purpose", models.CharField(max_length=300, verbose_name="purpose")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("offered", "Waiting for the receiver"),
                                ("accepted", "Received"),
                                ("refused", "Not received"),
                            ],
                            default="offered",
                            max_length=8,
                        ),
                    ),
                    ("offered_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "exhibit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="hand_overs", to="cases.exhibit"
                        ),
                    ),
                    (
                        "giver",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="exhibits_given",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "receiver",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="exhibits_offered",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "offered")), fields=("exhibit",), name="one_open_hand_over"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("giver", models.F("receiver")), _negated=True),
                            name="two_hands_two_people",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Packet",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                    (
                        "profile",
                        models.CharField(
                            choices=[
                                ("duty", "Duty officer: act now"),
                                ("investigator", "Investigator of an agency"),
                                ("prosecutor", "Prosecutor"),
                                ("court", "Court"),
                                ("ngo", "Partner organisation"),
                            ],
                            max_length=12,
                            verbose_name="for",
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("drafted", "Drafted"),
                                ("approved", "Approved, waiting to be built"),
                                ("building", "Being built"),
                                ("ready", "Ready"),
                                ("failed", "Not built"),
                            ],
                            default="drafted",
                            max_length=10,
                            verbose_name="status",
                        ),
                    ),
                    ("ask", models.CharField(blank=True, max_length=300, verbose_name="what we ask")),
                    ("deadline", models.DateField(blank=True, null=True, verbose_name="by")),
                    ("deadline_why", models.CharField(blank=True, max_length=200, verbose_name="why by then")),
                    (
                        "cleared_identifiers",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=120),
                            blank=True,
                            default=list,
                            help_text="Telephone numbers, addresses and accounts of the persons reported, never of a source.",
                            size=None,
                            verbose_name="identifiers that may leave",
                        ),
                    ),
                    ("drafted_at", models.DateTimeField(auto_now_add=True, verbose_name="drafted")),
                    ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="approved")),
                    (
                        "approved_digest",
                        models.CharField(
                            blank=True, help_text="SHA-256 of the content that was approved.", max_length=64
                        ),
                    ),
                    (
                        "watermark",
                        models.CharField(
                            help_text="Tells this copy from every other.",
                            max_length=16,
                            unique=True,
                            verbose_name="watermark",
                        ),
                    ),
                    (
                        "claim",
                        models.UUIDField(
                            help_text="The worker that builds it: a later worker's claim wins.", null=True
                        ),
                    ),
                    ("progress_at", models.DateTimeField(null=True)),
                    ("bytes_done", models.BigIntegerField(default=0)),
                    ("bytes_total", models.BigIntegerField(default=0)),
                    ("key_id", models.UUIDField(null=True)),
                    ("file_id", models.UUIDField(null=True)),
                    ("size", models.BigIntegerField(default=0, help_text="Bytes.", verbose_name="size")),
                    ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                    (
                        "seal",
                        models.CharField(
                            blank=True, help_text="SHA-256 of the tag manifest, for the letter.", max_length=64
                        ),
                    ),
                    ("built_at", models.DateTimeField(blank=True, null=True, verbose_name="built")),
                    (
                        "failure",
                        models.CharField(
                            blank=True, help_text="Why it was not built; names no secret.", max_length=300
                        ),
                    ),
                    (
                        "agency",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to="reference.agency",
                            verbose_name="agency",
                        ),
                    ),
                    (
                        "approved_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="packets_approved",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="approved by",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="packets",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "drafted_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="packets_drafted",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="drafted by",
                        ),
                    ),
                    ("exhibits", models.ManyToManyField(blank=True, related_name="packets", to="cases.exhibit")),
                    ("reports", models.ManyToManyField(related_name="packets", to="hotline.report")),
                    (
                        "envelope",
                        models.CharField(
                            choices=[
                                ("none", "Not encrypted: handed over on our own page"),
                                ("key", "To the recipient's public key (age)"),
                                ("phrase", "By a pass phrase that we make"),
                            ],
                            default="none",
                            max_length=6,
                            verbose_name="encryption",
                        ),
                    ),
                    (
                        "mosaic",
                        models.CharField(
                            blank=True,
                            help_text="The approver's sentence: what the facts tell together.",
                            max_length=300,
                            verbose_name="could the subject work out who told us?",
                        ),
                    ),
                    (
                        "phrase",
                        vault.text.EncryptedText(
                            blank=True, default=b"", help_text="The pass phrase, until it was shown."
                        ),
                    ),
                    (
                        "recipient_keys",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=80),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="public keys of the recipient",
                        ),
                    ),
                    ("stamp", models.BinaryField(help_text="The authority's answer, DER (RFC 3161).", null=True)),
                    ("stamp_due_at", models.DateTimeField(help_text="When the authority is asked next.", null=True)),
                    (
                        "stamp_state",
                        models.CharField(
                            choices=[
                                ("none", "No authority is named"),
                                ("wanted", "Waits for the authority"),
                                ("stamped", "Stamped"),
                            ],
                            default="none",
                            max_length=8,
                            verbose_name="time stamp",
                        ),
                    ),
                    ("stamp_tries", models.PositiveSmallIntegerField(default=0)),
                    (
                        "stamped_at",
                        models.DateTimeField(
                            blank=True, help_text="By the authority's clock.", null=True, verbose_name="stamped"
                        ),
                    ),
                    (
                        "tag_manifest",
                        models.TextField(
                            blank=True, help_text="What is stamped: tagmanifest-sha256.txt as it stands in the bag."
                        ),
                    ),
                ],
                options={
                    "verbose_name": "packet",
                    "verbose_name_plural": "packets",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("status__in", ("approved", "building"))),
                            fields=["approved_at"],
                            name="packet_waiting",
                        ),
                        models.Index(
                            condition=models.Q(("stamp_state", "wanted")),
                            fields=["stamp_due_at"],
                            name="packet_to_stamp",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("status__in", ("drafted", "approved", "building", "ready", "failed"))),
                            name="packet_status_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("approved_by", None),
                                models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                                _connector="OR",
                            ),
                            name="packet_has_a_second_person",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("status__in", ("drafted", "failed")), ("approved_by__isnull", False), _connector="OR"
                            ),
                            name="packet_is_approved_before_it_is_built",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("status", "ready"), _negated=True),
                                ("file_id__isnull", False),
                                _connector="OR",
                            ),
                            name="ready_packet_has_its_file",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("envelope__in", ("none", "phrase")), ("recipient_keys", [])),
                                models.Q(("envelope", "key"), models.Q(("recipient_keys", []), _negated=True)),
                                _connector="OR",
                            ),
                            name="packet_to_a_key_names_it",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("stamp", None), ("stamp_state__in", ("none", "wanted"))),
                                models.Q(("stamp__isnull", False), ("stamp_state", "stamped")),
                                _connector="OR",
                            ),
                            name="stamped_packet_has_its_stamp",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Referral",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                    ("ask", models.CharField(max_length=300, verbose_name="what we ask")),
                    ("background", models.TextField(blank=True, verbose_name="what the officer should know")),
                    (
                        "urgency",
                        models.CharField(
                            choices=[
                                ("life", "Danger to a person or a live animal: answer within 24 hours"),
                                ("moving", "Goods are moving: answer within 72 hours"),
                                ("routine", "Answer within 10 days"),
                            ],
                            default="routine",
                            max_length=8,
                            verbose_name="urgency",
                        ),
                    ),
                    ("deadline", models.DateField(blank=True, null=True, verbose_name="by")),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("draft", "Draft"),
                                ("checked", "Checked"),
                                ("approved", "Approved"),
                                ("sent", "Sent"),
                                ("acknowledged", "Acknowledged"),
                                ("accepted", "Accepted"),
                                ("more_info", "Agency asks for more"),
                                ("declined", "Declined"),
                                ("escalated", "No reply: escalated"),
                                ("acting", "Agency acts"),
                                ("closed", "Closed"),
                            ],
                            default="draft",
                            max_length=12,
                            verbose_name="status",
                        ),
                    ),
                    (
                        "scores",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                        ),
                    ),
                    (
                        "facts",
                        models.JSONField(
                            default=list, help_text="What the agency reads: text and grade, frozen when checked."
                        ),
                    ),
                    (
                        "decline_reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("mandate", "Not our mandate"),
                                ("area", "Other area"),
                                ("too_old", "Too old"),
                                ("too_vague", "Too vague"),
                                ("no_offence", "No offence in law"),
                                ("known", "Known already"),
                                ("resources", "No resources"),
                                ("unusable", "The information cannot be used"),
                                ("risk", "Risk to an operation"),
                                ("other", "Other"),
                            ],
                            max_length=12,
                            verbose_name="why declined",
                        ),
                    ),
                    ("drafted_at", models.DateTimeField(auto_now_add=True, verbose_name="drafted")),
                    ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                    ("answer_due_at", models.DateTimeField(blank=True, null=True, verbose_name="answer due")),
                    ("token_mark", models.BinaryField(null=True, unique=True)),
                    ("code_mark", models.BinaryField(null=True)),
                    ("code_expires_at", models.DateTimeField(null=True)),
                    ("code_tries", models.PositiveSmallIntegerField(default=0)),
                    ("code_used_at", models.DateTimeField(null=True)),
                    (
                        "session_mark",
                        models.BinaryField(help_text="The visit that the last good code opened.", null=True),
                    ),
                    ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="link expires")),
                    ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="link revoked")),
                    ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="first opened")),
                    (
                        "agency",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="referrals",
                            to="reference.agency",
                            verbose_name="agency",
                        ),
                    ),
                    (
                        "approved_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="referrals_approved",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="approved by",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="referrals",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "drafted_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="referrals_drafted",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="drafted by",
                        ),
                    ),
                    (
                        "packet",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="referrals",
                            to="cases.packet",
                            verbose_name="packet",
                        ),
                    ),
                    (
                        "sent_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="referrals_sent",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="sent by",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "referral",
                    "verbose_name_plural": "referrals",
                    "indexes": [models.Index(fields=["-drafted_at", "id"], name="referral_list")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "status__in",
                                    (
                                        "draft",
                                        "checked",
                                        "approved",
                                        "sent",
                                        "acknowledged",
                                        "accepted",
                                        "more_info",
                                        "declined",
                                        "escalated",
                                        "acting",
                                        "closed",
                                    ),
                                )
                            ),
                            name="referral_status_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("approved_by", None),
                                models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                                _connector="OR",
                            ),
                            name="referral_has_a_second_person",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("status", "declined"), _negated=True),
                                models.Q(("decline_reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="declined_referral_says_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("sent_at", None), ("approved_by__isnull", False), _connector="OR"),
                            name="referral_is_approved_first",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReferralEvent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("sent", "Sent"),
                                ("code", "New code given"),
                                ("code_wanted", "Agency asks for a new code"),
                                ("locked", "Too many wrong codes"),
                                ("opened", "Opened"),
                                ("downloaded", "Packet downloaded"),
                                ("acknowledged", "Acknowledged"),
                                ("accepted", "Accepted"),
                                ("more_info", "Asked for more"),
                                ("answered", "Answered"),
                                ("declined", "Declined"),
                                ("escalated", "Escalated"),
                                ("outcome", "Outcome reported"),
                                ("recalled", "A report was withdrawn: do not use it further"),
                                ("revoked", "Link revoked"),
                                ("closed", "Closed"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("text", models.TextField(blank=True)),
                    (
                        "officer",
                        models.ForeignKey(
                            help_text="None: the agency.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.referral"
                        ),
                    ),
                ],
                options={
                    "ordering": ["at", "pk"],
                    "abstract": False,
                    "indexes": [models.Index(fields=["referral", "at"], name="referral_log")],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="no_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                hash="73df0bd70174d1eaabd3f8d14b9d1ee56a87af95",
                                operation="DELETE",
                                pgid="pgtrigger_no_delete_033de",
                                table="cases_referralevent",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_truncate",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                hash="f046ee4dceac54c075dbc72801192b5f5904feac",
                                level="STATEMENT",
                                operation="TRUNCATE",
                                pgid="pgtrigger_no_truncate_4a0fa",
                                table="cases_referralevent",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="Task",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("title", models.CharField(max_length=200, verbose_name="task")),
                    ("due", models.DateField(blank=True, null=True, verbose_name="due")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("to_do", "To do"),
                                ("doing", "Being done"),
                                ("done", "Done"),
                                ("dropped", "Dropped"),
                            ],
                            default="to_do",
                            max_length=8,
                            verbose_name="state",
                        ),
                    ),
                    ("is_blocking", models.BooleanField(default=False, verbose_name="blocks the case")),
                    ("set_at", models.DateTimeField(auto_now_add=True, verbose_name="set")),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="tasks",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="tasks",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="owner",
                        ),
                    ),
                    (
                        "set_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="tasks_set",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="set by",
                        ),
                    ),
                    (
                        "waits_for",
                        models.ManyToManyField(
                            blank=True, related_name="held_up", to="cases.task", verbose_name="waits for"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "task",
                    "verbose_name_plural": "tasks",
                    "ordering": ["ended_at", "due", "set_at"],
                    "indexes": [models.Index(fields=["owner", "state", "due"], name="task_worklist")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ("to_do", "doing", "done", "dropped"))),
                            name="task_state_known",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="TimelineItem",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    (
                        "start",
                        models.DateTimeField(help_text="UTC: the beginning of what is known.", verbose_name="from"),
                    ),
                    ("end", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                    (
                        "precision",
                        models.CharField(
                            choices=[
                                ("minute", "To the minute"),
                                ("hour", "Hour"),
                                ("day", "Day"),
                                ("month", "Month"),
                                ("year", "Year"),
                                ("about", "About then"),
                            ],
                            default="day",
                            max_length=8,
                            verbose_name="precision",
                        ),
                    ),
                    ("text", models.CharField(max_length=500, verbose_name="what happened")),
                    ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                    ("is_disputed", models.BooleanField(default=False, verbose_name="disputed")),
                    ("in_summary", models.BooleanField(default=True, verbose_name="goes into packets")),
                    ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
                    (
                        "added_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="timeline_added",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="added by",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="timeline",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                    ("changed_at", models.DateTimeField(blank=True, null=True, verbose_name="reworded")),
                    (
                        "changed_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="reworded by",
                        ),
                    ),
                    (
                        "conflicts",
                        models.ManyToManyField(blank=True, to="cases.timelineitem", verbose_name="contradicts"),
                    ),
                    (
                        "country",
                        models.CharField(blank=True, help_text="ISO 3166-1", max_length=2, verbose_name="country"),
                    ),
                    (
                        "exhibits",
                        models.ManyToManyField(
                            blank=True, related_name="timeline_items", to="cases.exhibit", verbose_name="exhibits"
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                    (
                        "reports",
                        models.ManyToManyField(
                            blank=True, related_name="timeline_items", to="hotline.report", verbose_name="reports"
                        ),
                    ),
                    (
                        "zone",
                        models.CharField(
                            default="UTC",
                            help_text="IANA name, as it was told.",
                            max_length=64,
                            verbose_name="time zone",
                        ),
                    ),
                ],
                options={
                    "ordering": ["start", "added_at"],
                    "indexes": [models.Index(fields=["case", "start"], name="timeline_of_case")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("end", None), ("end__gte", models.F("start")), _connector="OR"),
                            name="timeline_ends_after_start",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("precision__in", ("minute", "hour", "day", "month", "year", "about"))),
                            name="timeline_precision_known",
                        ),
                    ],
                    "verbose_name": "timeline entry",
                    "verbose_name_plural": "timeline entries",
                },
            ),
            migrations.CreateModel(
                name="CaseLink",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    (
                        "far",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="links_to", to="cases.case"
                        ),
                    ),
                    (
                        "linked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "near",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="links_from", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("near", models.F("far")), _negated=True),
                            name="case_is_not_linked_to_itself",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ("linked", "parent"))), name="case_link_kind_known"
                        ),
                        models.UniqueConstraint(
                            django.db.models.functions.comparison.Least("near", "far"),
                            django.db.models.functions.comparison.Greatest("near", "far"),
                            name="two_cases_are_linked_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CaseRisk",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    (
                        "assessed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="risks", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "ordering": ["kind"],
                    "constraints": [
                        models.UniqueConstraint(fields=("case", "kind"), name="one_assessment_a_kind"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ("source", "officers", "animals", "corruption", "flight")),
                                ("level__in", ("low", "medium", "high")),
                            ),
                            name="risk_kind_and_level_known",
                        ),
                    ],
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
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="checklist",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "ticked_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="ticked by",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "point of the checklist",
                    "verbose_name_plural": "points of the checklist",
                    "ordering": ["added_at", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("section__in", ("step", "done", "not_done"))),
                            name="point_section_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ticked_at", None), ("ticked_by", None)),
                                models.Q(("ticked_at__isnull", False), ("ticked_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="ticked_point_says_by_whom",
                        ),
                    ],
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
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="hypotheses",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "put_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="put by",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "hypothesis",
                    "verbose_name_plural": "hypotheses",
                    "ordering": ["put_at", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ("open", "held", "rejected", "dropped"))),
                            name="hypothesis_state_known",
                        ),
                        models.CheckConstraint(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="Bearing",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    (
                        "exhibit",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.exhibit"
                        ),
                    ),
                    (
                        "moment",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.timelineitem",
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="hotline.report",
                        ),
                    ),
                    (
                        "weighed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "hypothesis",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="bearings", to="cases.hypothesis"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("says__in", ("for", "against", "neither"))), name="bearing_says_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("exhibit", None), ("moment", None), ("report__isnull", False)),
                                models.Q(("exhibit__isnull", False), ("moment", None), ("report", None)),
                                models.Q(("exhibit", None), ("moment__isnull", False), ("report", None)),
                                _connector="OR",
                            ),
                            name="bearing_rests_on_one_thing",
                        ),
                        models.UniqueConstraint(fields=("hypothesis", "report"), name="report_bears_once"),
                        models.UniqueConstraint(fields=("hypothesis", "exhibit"), name="exhibit_bears_once"),
                        models.UniqueConstraint(fields=("hypothesis", "moment"), name="moment_bears_once"),
                    ],
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
                    (
                        "asked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="asked by",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="questions",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "question",
                    "verbose_name_plural": "questions",
                    "ordering": ["asked_at", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ("open", "answered", "dropped"))),
                            name="question_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "answered"), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="answered_question_says_what",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TemplateUse",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("entry", models.CharField(help_text="`trade.tasks.places`", max_length=60)),
                    ("at", models.DateTimeField(auto_now_add=True)),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="template_uses", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("case", "entry"), name="template_entry_given_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="TimelineVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "start",
                        models.DateTimeField(help_text="UTC: the beginning of what is known.", verbose_name="from"),
                    ),
                    ("end", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                    (
                        "zone",
                        models.CharField(
                            default="UTC",
                            help_text="IANA name, as it was told.",
                            max_length=64,
                            verbose_name="time zone",
                        ),
                    ),
                    (
                        "precision",
                        models.CharField(
                            choices=[
                                ("minute", "To the minute"),
                                ("hour", "Hour"),
                                ("day", "Day"),
                                ("month", "Month"),
                                ("year", "Year"),
                                ("about", "About then"),
                            ],
                            default="day",
                            max_length=8,
                            verbose_name="precision",
                        ),
                    ),
                    ("text", models.CharField(max_length=500, verbose_name="what happened")),
                    ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                    (
                        "country",
                        models.CharField(blank=True, help_text="ISO 3166-1", max_length=2, verbose_name="country"),
                    ),
                    ("in_summary", models.BooleanField(default=True, verbose_name="goes into packets")),
                    ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                    (
                        "reports",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(),
                            default=list,
                            help_text="Reports cited then, by id.",
                            size=None,
                        ),
                    ),
                    (
                        "exhibits",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(),
                            default=list,
                            help_text="Exhibits cited then, by id.",
                            size=None,
                        ),
                    ),
                    ("written_at", models.DateTimeField()),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="versions",
                            to="cases.timelineitem",
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "ordering": ["-number"],
                    "abstract": False,
                    "constraints": [
                        models.UniqueConstraint(fields=("item", "number"), name="one_timeline_version_a_number")
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="no_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                hash="b07f59d8cba39478028e39677a16cc76d0802722",
                                operation="DELETE",
                                pgid="pgtrigger_no_delete_81120",
                                table="cases_timelineversion",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_truncate",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                hash="6c835f647af7b6f4d324fbc606104433bfbaccc5",
                                level="STATEMENT",
                                operation="TRUNCATE",
                                pgid="pgtrigger_no_truncate_31433",
                                table="cases_timelineversion",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="WorkEntry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("on", models.DateField(verbose_name="day")),
                    (
                        "minutes",
                        models.PositiveIntegerField(
                            blank=True,
                            help_text="None: not counted.",
                            null=True,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="minutes",
                        ),
                    ),
                    ("text", models.CharField(max_length=1000, verbose_name="what was done")),
                    ("written_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "officer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="officer",
                        ),
                    ),
                    (
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="log", to="cases.task"
                        ),
                    ),
                ],
                options={
                    "ordering": ["-on", "-pk"],
                    "abstract": False,
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="no_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                hash="a2bf3f68e2c346a73305a60b66438f9554ffc43e",
                                operation="DELETE",
                                pgid="pgtrigger_no_delete_1267e",
                                table="cases_workentry",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_truncate",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                hash="e409e6e58262e8226fed4427c6a9d10576067cf7",
                                level="STATEMENT",
                                operation="TRUNCATE",
                                pgid="pgtrigger_no_truncate_78087",
                                table="cases_workentry",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="Capture",
                fields=[
                    (
                        "exhibit",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            primary_key=True,
                            related_name="capture",
                            serialize=False,
                            to="cases.exhibit",
                        ),
                    ),
                    ("url", models.CharField(max_length=2000, verbose_name="address")),
                    ("platform", models.CharField(blank=True, max_length=60, verbose_name="platform")),
                    (
                        "account_id",
                        models.CharField(
                            blank=True,
                            help_text="It stays when the name is changed.",
                            max_length=60,
                            verbose_name="number of the account",
                        ),
                    ),
                    ("handle", models.CharField(blank=True, max_length=120, verbose_name="name of the account")),
                ],
            ),
            migrations.CreateModel(
                name="Disposal",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    (
                        "to",
                        models.CharField(
                            choices=[("returned", "Returned to its owner, or set free"), ("destroyed", "Destroyed")],
                            max_length=9,
                            verbose_name="what happens to it",
                        ),
                    ),
                    (
                        "order_number",
                        models.CharField(blank=True, max_length=120, verbose_name="number and date of the order"),
                    ),
                    ("to_who", models.CharField(blank=True, max_length=120, verbose_name="received and signed for by")),
                    ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                    ("how", models.CharField(max_length=200, verbose_name="how")),
                    ("proposed_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("proposed", "Waits for a second person"),
                                ("carried_out", "Carried out"),
                                ("refused", "Not carried out"),
                            ],
                            default="proposed",
                            max_length=11,
                        ),
                    ),
                    (
                        "decided_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="disposals_decided",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "exhibit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="disposals", to="cases.exhibit"
                        ),
                    ),
                    (
                        "order",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="orders_of",
                            to="cases.exhibit",
                            verbose_name="order",
                        ),
                    ),
                    (
                        "proposed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="disposals_proposed",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("to__in", ("returned", "destroyed"))), name="disposal_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("decided_by", None), ("state", "proposed")),
                                models.Q(("decided_by__isnull", False), ("state__in", ("carried_out", "refused"))),
                                _connector="OR",
                            ),
                            name="disposal_state_says_who",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("order__isnull", False), models.Q(("order_number", ""), _negated=True), _connector="OR"
                            ),
                            name="disposal_has_its_order",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "carried_out"), _negated=True),
                                models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                                _connector="OR",
                            ),
                            name="disposal_by_two_people",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "proposed")), fields=("exhibit",), name="one_open_disposal"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ExhibitFile",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("key_id", models.UUIDField()),
                    ("file_id", models.UUIDField(help_text="The vault's id of the sealed original.", null=True)),
                    ("copy_id", models.UUIDField(help_text="The vault's id of the scrubbed copy.", null=True)),
                    (
                        "poster_id",
                        models.UUIDField(help_text="The vault's id of a still picture of a film.", null=True),
                    ),
                    ("name", vault.text.EncryptedText(blank=True, default=b"")),
                    (
                        "media_type",
                        models.CharField(
                            blank=True, help_text="Found from the content, never from the name.", max_length=100
                        ),
                    ),
                    ("size", models.BigIntegerField(default=0)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("offered", "Offered, not received"),
                                ("waiting", "Copy is being made"),
                                ("copied", "Copy ready"),
                                ("no_copy", "No copy can be made"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    ("reason", models.CharField(blank=True, help_text="Code of why there is no copy.", max_length=30)),
                    (
                        "scan",
                        models.CharField(
                            choices=[
                                ("waiting", "Not scanned yet"),
                                ("clean", "No virus found"),
                                ("infected", "Virus found"),
                                ("not_scanned", "Not scanned: no scanner is set up"),
                                ("too_large", "Not scanned: too large for the scanner"),
                                ("failed", "Not scanned: the scanner did not answer"),
                            ],
                            default="waiting",
                            max_length=12,
                        ),
                    ),
                    (
                        "scan_name",
                        models.CharField(
                            blank=True, help_text="The signature that a virus was known by.", max_length=80
                        ),
                    ),
                    ("scan_tries", models.PositiveSmallIntegerField(default=0)),
                    (
                        "remarks",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=30),
                            blank=True,
                            default=list,
                            help_text="Codes for the officer.",
                            size=None,
                        ),
                    ),
                    (
                        "metadata",
                        vault.text.EncryptedText(
                            blank=True,
                            default=b"",
                            help_text="What the original told of maker, time and place: for `hotline.read_metadata`.",
                        ),
                    ),
                    ("tries", models.PositiveSmallIntegerField(default=0)),
                    ("next_try_at", models.DateTimeField(blank=True, null=True)),
                    ("received_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "exhibit",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="file", to="cases.exhibit"
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "waiting")),
                            fields=["received_at"],
                            name="exhibit_file_waiting",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("file_id__isnull", False)), name="exhibit_file_has_its_original"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("scan", "infected"), _negated=True),
                                ("copy_id__isnull", True),
                                _connector="OR",
                            ),
                            name="exhibit_infected_uncopied",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LabRequest",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                    ("laboratory", models.CharField(max_length=120, verbose_name="laboratory")),
                    ("address", models.CharField(blank=True, max_length=300, verbose_name="address of the laboratory")),
                    ("method_wanted", models.CharField(blank=True, max_length=200, verbose_name="method wanted")),
                    (
                        "return_instructions",
                        models.CharField(
                            help_text="Returned to whom, kept, or destroyed only on a written order.",
                            max_length=300,
                            verbose_name="what to do with the items afterwards",
                        ),
                    ),
                    ("contact", models.CharField(max_length=200, verbose_name="whom to reach")),
                    ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
                    ("due", models.DateField(blank=True, null=True, verbose_name="result wanted by")),
                    (
                        "asked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lab_requests",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="asked by",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lab_requests",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "laboratory request",
                    "verbose_name_plural": "laboratory requests",
                    "indexes": [models.Index(fields=["-asked_at", "id"], name="lab_request_list")],
                },
            ),
            migrations.CreateModel(
                name="LabQuestion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("question", models.CharField(max_length=500, verbose_name="question")),
                    ("result", models.TextField(blank=True, verbose_name="result")),
                    ("result_by", models.CharField(blank=True, max_length=120, verbose_name="found by")),
                    ("result_on", models.DateField(blank=True, null=True, verbose_name="found on")),
                    ("result_method", models.CharField(blank=True, max_length=200, verbose_name="method used")),
                    (
                        "entered_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "exhibit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lab_questions",
                            to="cases.exhibit",
                        ),
                    ),
                    (
                        "result_file",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="results_of",
                            to="cases.exhibit",
                            verbose_name="report",
                        ),
                    ),
                    (
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="cases.labrequest"
                        ),
                    ),
                ],
                options={
                    "ordering": ["exhibit__reference"],
                    "constraints": [
                        models.UniqueConstraint(fields=("request", "exhibit"), name="one_question_an_exhibit"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("entered_by", None), ("result", ""), ("result_file", None), ("result_on", None)
                                ),
                                models.Q(
                                    ("entered_by__isnull", False),
                                    ("result_on__isnull", False),
                                    models.Q(("result_by", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="lab_result_says_who_and_when",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Statement",
                fields=[
                    (
                        "exhibit",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            primary_key=True,
                            related_name="statement",
                            serialize=False,
                            to="cases.exhibit",
                        ),
                    ),
                    (
                        "by_service_number",
                        models.CharField(
                            blank=True,
                            help_text="Empty: held by the handler, who knows whose it is.",
                            max_length=30,
                            verbose_name="service number of whoever made it",
                        ),
                    ),
                    ("language", models.CharField(max_length=40, verbose_name="language")),
                    ("translator", models.CharField(blank=True, max_length=120, verbose_name="translator")),
                    (
                        "willing",
                        models.CharField(
                            choices=[
                                ("yes", "Would testify"),
                                ("protected", "Would testify under protection"),
                                ("no", "Would not testify"),
                                ("unknown", "Not asked"),
                            ],
                            default="unknown",
                            max_length=9,
                            verbose_name="would testify",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("willing__in", ("yes", "protected", "no", "unknown"))),
                            name="statement_willing_known",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Seizure",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                    ("seized_on", models.DateField(verbose_name="date of seizure")),
                    (
                        "date_precision",
                        models.CharField(
                            choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                            default="day",
                            max_length=5,
                            verbose_name="precision of date",
                        ),
                    ),
                    (
                        "country",
                        models.CharField(
                            help_text="ISO 3166-1 alpha-2, XX unknown, ZZ high seas.",
                            max_length=2,
                            verbose_name="country",
                        ),
                    ),
                    (
                        "setting",
                        models.CharField(
                            choices=[
                                ("airport", "Airport"),
                                ("seaport", "Sea port"),
                                ("border", "Land border"),
                                ("road", "Road"),
                                ("post", "Post or courier centre"),
                                ("market", "Market or shop"),
                                ("restaurant", "Restaurant"),
                                ("farm", "Farm or breeding place"),
                                ("store", "Warehouse or workshop"),
                                ("home", "Home"),
                                ("wild", "Forest or other wild place"),
                                ("sea", "At sea"),
                                ("other", "Other"),
                                ("unknown", "Unknown"),
                            ],
                            default="unknown",
                            max_length=12,
                            verbose_name="kind of place",
                        ),
                    ),
                    ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                    (
                        "agency_words",
                        models.CharField(blank=True, max_length=200, verbose_name="detecting agency in words"),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason for seizure")),
                    (
                        "transport",
                        models.CharField(
                            choices=[
                                ("air_passenger", "Air passenger"),
                                ("air_cargo", "Air cargo"),
                                ("sea_container", "Sea container"),
                                ("vessel", "Other vessel"),
                                ("rail", "Rail"),
                                ("road", "Road"),
                                ("post", "Post"),
                                ("courier", "Courier"),
                                ("foot", "On foot"),
                                ("online", "Online only"),
                                ("unknown", "Unknown"),
                            ],
                            default="unknown",
                            max_length=14,
                            verbose_name="mode of transport",
                        ),
                    ),
                    (
                        "detection",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("intelligence", "Intelligence"),
                                ("tip", "Tip"),
                                ("targeting", "Targeting"),
                                ("routine", "Routine check"),
                                ("random", "Random check"),
                                ("xray", "X-ray"),
                                ("dog", "Dog"),
                                ("online", "Online monitoring"),
                                ("investigation", "Investigation"),
                                ("other", "Other"),
                            ],
                            max_length=14,
                            verbose_name="method of detection",
                        ),
                    ),
                    ("concealment", models.CharField(blank=True, max_length=300, verbose_name="method of concealment")),
                    (
                        "value",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="estimated value"
                        ),
                    ),
                    (
                        "currency",
                        models.CharField(
                            blank=True, help_text="ISO 4217, as VND.", max_length=3, verbose_name="currency"
                        ),
                    ),
                    ("valued_on", models.DateField(blank=True, null=True, verbose_name="value as of")),
                    (
                        "value_method",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("market", "Market price"),
                                ("official", "Official value"),
                                ("estimate", "Estimate"),
                            ],
                            max_length=8,
                            verbose_name="valued by",
                        ),
                    ),
                    ("valued_by", models.CharField(blank=True, max_length=120, verbose_name="who valued it")),
                    (
                        "law",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="law under which charges were brought"
                        ),
                    ),
                    ("sanction", models.CharField(blank=True, max_length=300, verbose_name="sanction")),
                    (
                        "disposal",
                        models.CharField(
                            choices=[
                                ("stored", "Stored"),
                                ("destroyed", "Destroyed"),
                                ("returned", "Returned to origin"),
                                ("rescue", "Rescue centre"),
                                ("zoo", "Zoo"),
                                ("released", "Released"),
                                ("court", "Court exhibit"),
                                ("sold", "Sold"),
                                ("pending", "Pending"),
                                ("unknown", "Unknown"),
                            ],
                            default="unknown",
                            max_length=9,
                            verbose_name="disposal of specimens",
                        ),
                    ),
                    ("additional", models.TextField(blank=True, verbose_name="additional information")),
                    (
                        "proof",
                        models.CharField(
                            choices=[
                                ("document", "Official document"),
                                ("court", "Court record"),
                                ("message", "Message from the agency"),
                                ("call", "Note of a call"),
                                ("press", "Press"),
                                ("observed", "Own observation"),
                                ("unverified", "Unverified"),
                            ],
                            default="unverified",
                            max_length=12,
                            verbose_name="proof",
                        ),
                    ),
                    (
                        "told_by",
                        models.CharField(
                            blank=True, help_text="Stays on the desk.", max_length=200, verbose_name="who told us"
                        ),
                    ),
                    (
                        "attribution",
                        models.CharField(
                            choices=[
                                ("sole", "This referral alone"),
                                ("lead", "This referral led"),
                                ("contributed", "This referral contributed"),
                                ("unknown", "Unknown"),
                            ],
                            default="unknown",
                            max_length=12,
                            verbose_name="how far our part",
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
                    (
                        "agency",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to="reference.agency",
                            verbose_name="detecting agency",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="seizures",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "exhibits",
                        models.ManyToManyField(
                            blank=True, related_name="seizures", to="cases.exhibit", verbose_name="exhibits"
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="entered by",
                        ),
                    ),
                    (
                        "reports",
                        models.ManyToManyField(
                            blank=True, related_name="seizures", to="hotline.report", verbose_name="reports"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "seizure",
                    "verbose_name_plural": "seizures",
                    "indexes": [
                        models.Index(fields=["-seized_on", "id"], name="seizure_list"),
                        models.Index(fields=["country", "seized_on"], name="seizure_of_a_year"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="seizure_country_is_a_code"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("currency", ""), ("value", None)),
                                models.Q(("currency__regex", "^[A-Z]{3}$"), ("value__gte", 0)),
                                _connector="OR",
                            ),
                            name="seizure_value_has_its_currency",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SeizedPerson",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    (
                        "role",
                        models.CharField(
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
                            default="unknown",
                            max_length=14,
                            verbose_name="reported as",
                        ),
                    ),
                    ("nationality", models.CharField(blank=True, max_length=2, verbose_name="nationality")),
                    (
                        "arrested",
                        models.CharField(
                            choices=[
                                ("yes", "Arrested"),
                                ("no", "Not arrested"),
                                ("unknown", "Not known whether arrested"),
                            ],
                            default="unknown",
                            max_length=7,
                            verbose_name="arrested",
                        ),
                    ),
                    ("entered_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "entity",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="seizures",
                            to="intel.entity",
                            verbose_name="who",
                        ),
                    ),
                    (
                        "seizure",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="persons",
                            to="cases.seizure",
                            verbose_name="seizure",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "person of a seizure",
                    "verbose_name_plural": "persons of a seizure",
                    "ordering": ["entered_at", "id"],
                    "constraints": [
                        models.UniqueConstraint(fields=("seizure", "entity"), name="one_row_a_person_of_a_seizure"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("nationality", ""), ("nationality__regex", "^[A-Z]{2}$"), _connector="OR"
                            ),
                            name="person_nationality_is_a_code",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RouteStop",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("origin", "Origin"),
                                ("export", "Export"),
                                ("transit", "Transit"),
                                ("import", "Import"),
                                ("destination", "Destination"),
                            ],
                            max_length=11,
                            verbose_name="role",
                        ),
                    ),
                    ("country", models.CharField(max_length=2, verbose_name="country")),
                    ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                    (
                        "mode",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("air_passenger", "Air passenger"),
                                ("air_cargo", "Air cargo"),
                                ("sea_container", "Sea container"),
                                ("vessel", "Other vessel"),
                                ("rail", "Rail"),
                                ("road", "Road"),
                                ("post", "Post"),
                                ("courier", "Courier"),
                                ("foot", "On foot"),
                                ("online", "Online only"),
                                ("unknown", "Unknown"),
                            ],
                            max_length=14,
                            verbose_name="mode of transport",
                        ),
                    ),
                    (
                        "seizure",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="route", to="cases.seizure"
                        ),
                    ),
                ],
                options={
                    "ordering": ["seizure", "position"],
                    "constraints": [
                        models.UniqueConstraint(fields=("seizure", "position"), name="one_stop_a_place_in_line"),
                        models.CheckConstraint(
                            condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="stop_country_is_a_code"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AnimalGroup",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("position", models.PositiveSmallIntegerField()),
                    ("number", models.PositiveIntegerField(default=1, verbose_name="number")),
                    (
                        "marks",
                        models.CharField(
                            blank=True, help_text="Rings, chips, tags.", max_length=300, verbose_name="marks"
                        ),
                    ),
                    (
                        "fate",
                        models.CharField(
                            choices=[
                                ("in_situ", "Alive in situ"),
                                ("rescued", "Rescued"),
                                ("rehabilitation", "In rehabilitation"),
                                ("released", "Released"),
                                ("repatriated", "Repatriated"),
                                ("permanent", "Permanent care"),
                                ("euthanised", "Euthanised"),
                                ("died", "Died"),
                                ("unknown", "Unknown"),
                            ],
                            default="rescued",
                            max_length=14,
                            verbose_name="what became of them",
                        ),
                    ),
                    ("centre", models.CharField(blank=True, max_length=160, verbose_name="rescue centre")),
                    (
                        "site",
                        models.CharField(
                            blank=True, help_text="Leaves in no packet.", max_length=200, verbose_name="exact site"
                        ),
                    ),
                    ("released_on", models.DateField(blank=True, null=True, verbose_name="released on")),
                    (
                        "release_place",
                        models.CharField(
                            blank=True,
                            help_text="Province or reserve, never the spot.",
                            max_length=120,
                            verbose_name="released where, coarsely",
                        ),
                    ),
                    ("seen_on", models.DateField(verbose_name="last seen to")),
                    ("recheck_due", models.DateField(blank=True, null=True, verbose_name="recheck due")),
                    ("entered_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "exhibit",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="animals",
                            to="cases.exhibit",
                        ),
                    ),
                    (
                        "parted_from",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="parted",
                            to="cases.animalgroup",
                        ),
                    ),
                    (
                        "taxon",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="reference.taxon",
                            verbose_name="taxon",
                        ),
                    ),
                    (
                        "seizure",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="animals",
                            to="cases.seizure",
                            verbose_name="seizure",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "live animals",
                    "verbose_name_plural": "live animals",
                    "indexes": [models.Index(fields=["recheck_due", "id"], name="animal_recheck")],
                    "constraints": [
                        models.UniqueConstraint(fields=("seizure", "position"), name="one_animal_group_a_number"),
                        models.CheckConstraint(
                            condition=models.Q(("number__gte", 1)), name="animal_group_has_an_animal"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SpecimenLine",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("appendix", models.CharField(blank=True, max_length=20, verbose_name="appendix at the date")),
                    (
                        "appendix_note",
                        models.CharField(blank=True, help_text="What to check about the appendix.", max_length=200),
                    ),
                    (
                        "quantity",
                        models.DecimalField(
                            blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="quantity as reported"
                        ),
                    ),
                    ("unit", models.CharField(blank=True, max_length=8, verbose_name="unit as reported")),
                    ("factor", models.DecimalField(blank=True, decimal_places=12, max_digits=18, null=True)),
                    (
                        "normalised",
                        models.DecimalField(
                            blank=True, decimal_places=15, max_digits=30, null=True, verbose_name="quantity"
                        ),
                    ),
                    ("normalised_unit", models.CharField(blank=True, max_length=3, verbose_name="unit")),
                    (
                        "condition",
                        models.CharField(
                            choices=[
                                ("alive", "Alive"),
                                ("dead", "Dead"),
                                ("part", "Part or product"),
                                ("unknown", "Unknown"),
                            ],
                            default="unknown",
                            max_length=7,
                            verbose_name="alive or dead",
                        ),
                    ),
                    (
                        "marks",
                        models.CharField(
                            blank=True, help_text="Rings, chips, tags.", max_length=300, verbose_name="marks"
                        ),
                    ),
                    (
                        "source",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("W", "W · Taken from the wild"),
                                ("R", "R · Ranched"),
                                ("D", "D · Appendix I, bred or propagated commercially"),
                                ("A", "A · Plants artificially propagated"),
                                ("C", "C · Bred in captivity"),
                                ("F", "F · Born in captivity"),
                                ("U", "U · Unknown"),
                                ("I", "I · Confiscated or seized"),
                                ("O", "O · Pre-Convention"),
                                ("X", "X · Introduced from the sea"),
                                ("Y", "Y · Plants of assisted production"),
                            ],
                            max_length=1,
                            verbose_name="source code",
                        ),
                    ),
                    (
                        "purpose",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("T", "T · Commercial"),
                                ("Z", "Z · Zoo"),
                                ("G", "G · Botanical garden"),
                                ("Q", "Q · Circus or travelling exhibition"),
                                ("S", "S · Scientific"),
                                ("H", "H · Hunting trophy"),
                                ("P", "P · Personal"),
                                ("M", "M · Medical"),
                                ("E", "E · Educational"),
                                ("N", "N · Reintroduction to the wild"),
                                ("B", "B · Breeding or propagation"),
                                ("L", "L · Law enforcement or forensic"),
                            ],
                            max_length=1,
                            verbose_name="purpose code",
                        ),
                    ),
                    ("origin", models.CharField(blank=True, max_length=2, verbose_name="country of origin")),
                    ("identified_by", models.CharField(blank=True, max_length=120, verbose_name="identified by")),
                    (
                        "basis",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("specimen", "The specimen, by its looks"),
                                ("picture", "Pictures"),
                                ("laboratory", "Laboratory"),
                                ("papers", "Labels or papers"),
                                ("statement", "What somebody said"),
                            ],
                            max_length=10,
                            verbose_name="identified from",
                        ),
                    ),
                    (
                        "certainty",
                        models.CharField(
                            choices=[
                                ("certain", "Certain"),
                                ("probable", "Probable"),
                                ("possible", "Possible"),
                                ("unknown", "Not judged"),
                            ],
                            default="unknown",
                            max_length=8,
                            verbose_name="certainty",
                        ),
                    ),
                    ("added_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "added_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "seizure",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="cases.seizure"
                        ),
                    ),
                    (
                        "taxon",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="reference.taxon",
                            verbose_name="taxon",
                        ),
                    ),
                    (
                        "term",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="reference.tradeterm",
                            verbose_name="description of specimen",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "specimen line",
                    "verbose_name_plural": "specimen lines",
                    "ordering": ["added_at", "id"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("quantity", None), ("unit", "")),
                                models.Q(("quantity__gte", 0), models.Q(("unit", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="specimen_quantity_has_its_unit",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("factor", None), ("normalised", None), ("normalised_unit", "")),
                                models.Q(
                                    (
                                        "normalised",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("quantity"), "*", models.F("factor")
                                        ),
                                    ),
                                    models.Q(("normalised_unit", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="specimen_is_counted_by_its_factor",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("origin", ""), ("origin__regex", "^[A-Z]{2}$"), _connector="OR"),
                            name="specimen_origin_is_a_code",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AnimalState",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("seen_on", models.DateField()),
                    (
                        "fate",
                        models.CharField(
                            choices=[
                                ("in_situ", "Alive in situ"),
                                ("rescued", "Rescued"),
                                ("rehabilitation", "In rehabilitation"),
                                ("released", "Released"),
                                ("repatriated", "Repatriated"),
                                ("permanent", "Permanent care"),
                                ("euthanised", "Euthanised"),
                                ("died", "Died"),
                                ("unknown", "Unknown"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("health", models.CharField(blank=True, max_length=500)),
                    ("centre", models.CharField(blank=True, max_length=160)),
                    ("release_place", models.CharField(blank=True, max_length=120)),
                    ("days", models.PositiveSmallIntegerField(null=True)),
                    ("at", models.DateTimeField(auto_now_add=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="states", to="cases.animalgroup"
                        ),
                    ),
                ],
                options={
                    "ordering": ["seen_on", "pk"],
                    "abstract": False,
                    "indexes": [models.Index(fields=["group", "seen_on"], name="animal_history")],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="no_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                hash="8650b7a64fd30960fb237d6bf5c26b5d75f9833b",
                                operation="DELETE",
                                pgid="pgtrigger_no_delete_ffc41",
                                table="cases_animalstate",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_truncate",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                hash="009b6791a2e1984734ac87aa82ea3991f0bda43c",
                                level="STATEMENT",
                                operation="TRUNCATE",
                                pgid="pgtrigger_no_truncate_4599b",
                                table="cases_animalstate",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
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
                    (
                        "country",
                        models.CharField(help_text="ISO 3166-1 alpha-2.", max_length=2, verbose_name="country"),
                    ),
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
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="proceedings",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "opened_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="entered by",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "proceeding",
                    "verbose_name_plural": "proceedings",
                    "indexes": [
                        models.Index(fields=["-opened_at", "id"], name="proceeding_list"),
                        models.Index(fields=["next_hearing"], name="proceeding_hearings"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
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
                        models.CheckConstraint(
                            condition=models.Q(
                                ("next_hearing", None),
                                models.Q(("stage__in", ("final", "discontinued")), _negated=True),
                                _connector="OR",
                            ),
                            name="ended_proceeding_awaits_no_hearing",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="proceeding_country_is_iso"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Charge",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    (
                        "accused",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="charges",
                            to="intel.entity",
                            verbose_name="person or company accused",
                        ),
                    ),
                    (
                        "proceeding",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="charges", to="cases.proceeding"
                        ),
                    ),
                ],
                options={
                    "ordering": ["pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("verdict__in", ("pending", "convicted", "acquitted", "withdrawn", "dismissed"))
                            ),
                            name="charge_verdict_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("verdict", "pending"), ("verdict_on", None)),
                                models.Q(
                                    models.Q(("verdict", "pending"), _negated=True), ("verdict_on__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="verdict_has_its_day",
                        ),
                        models.UniqueConstraint(
                            fields=("proceeding", "accused", "law", "section"), name="charged_once"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProceedingEvent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    (
                        "charge",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="events",
                            to="cases.charge",
                        ),
                    ),
                    (
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "proceeding",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.proceeding"
                        ),
                    ),
                ],
                options={
                    "ordering": ["pk"],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="Sentence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="fine"
                        ),
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
                    (
                        "accused",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sentences",
                            to="intel.entity",
                            verbose_name="of whom",
                        ),
                    ),
                    (
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "proceeding",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="sentences", to="cases.proceeding"
                        ),
                    ),
                ],
                options={
                    "ordering": ["pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("currency", ""), ("fine", None)),
                                models.Q(("currency__regex", "^[A-Z]{3}$"), ("fine__gt", 0)),
                                _connector="OR",
                            ),
                            name="fine_has_its_currency",
                        ),
                        models.CheckConstraint(
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
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("is_suspended", True), _negated=True),
                                ("term_days__isnull", False),
                                _connector="OR",
                            ),
                            name="only_a_term_is_suspended",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="Absence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "reason",
                        models.CharField(
                            choices=[
                                ("source", "Protects a source"),
                                ("other_case", "Belongs to another case"),
                                ("privilege", "Legally privileged"),
                                ("irrelevant", "Not relevant"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "exhibit",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.exhibit",
                        ),
                    ),
                    (
                        "packet",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="absences", to="cases.packet"
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
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("packet", "exhibit"), name="one_reason_for_an_absent_exhibit"),
                        models.UniqueConstraint(fields=("packet", "report"), name="one_reason_for_an_absent_report"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("exhibit", None), ("report__isnull", False)),
                                models.Q(("exhibit__isnull", False), ("report", None)),
                                _connector="OR",
                            ),
                            name="absence_of_one_thing",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("reason__in", ("source", "other_case", "privilege", "irrelevant"))),
                            name="absence_has_a_known_reason",
                        ),
                    ],
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
                    (
                        "case",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="holds",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "lifted_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="lifted by",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="holds",
                            to="intel.entity",
                            verbose_name="person",
                        ),
                    ),
                    (
                        "set_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="set by",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "legal hold",
                    "verbose_name_plural": "legal holds",
                    "indexes": [models.Index(fields=["-set_at", "id"], name="hold_list")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("case", None), ("person__isnull", False)),
                                models.Q(("case__isnull", False), ("person", None)),
                                _connector="OR",
                            ),
                            name="hold_on_one_thing",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("lifted_at", None), ("lifted_by", None)),
                                models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="lifted_hold_says_by_whom",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Review",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("was", models.DateField(null=True, verbose_name="review was due")),
                    ("until", models.DateField(verbose_name="review by")),
                    ("words", models.CharField(blank=True, max_length=500, verbose_name="still needed because")),
                    ("at", models.DateTimeField(auto_now_add=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reviews",
                            to="cases.case",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reviews",
                            to="intel.entity",
                        ),
                    ),
                ],
                options={
                    "ordering": ["-pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("case", None), ("person__isnull", False)),
                                models.Q(("case__isnull", False), ("person", None)),
                                _connector="OR",
                            ),
                            name="review_of_one_thing",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="CasePurge",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    (
                        "asked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="purges", to="cases.case"
                        ),
                    ),
                    (
                        "certificate",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.certificate",
                        ),
                    ),
                    (
                        "decided_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
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
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("certificate__isnull", False), ("state", "carried_out")),
                                models.Q(("certificate", None), ("state__in", ("asked", "refused"))),
                                _connector="OR",
                            ),
                            name="case_purge_has_its_certificate",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "carried_out"), _negated=True),
                                models.Q(("asked_by", models.F("decided_by")), _negated=True),
                                _connector="OR",
                            ),
                            name="case_purge_by_two_people",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "asked")), fields=("case",), name="one_open_purge_a_case"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "carried_out")), fields=("case",), name="case_purged_once"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ExhibitCorrection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField(verbose_name="correction")),
                    ("changes", models.JSONField()),
                    ("reason", models.CharField(max_length=300, verbose_name="why")),
                    ("at", models.DateTimeField(verbose_name="corrected")),
                    ("salt", models.CharField(help_text="16 random bytes, hex.", max_length=32)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="corrected by",
                        ),
                    ),
                    (
                        "exhibit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="cases.exhibit"
                        ),
                    ),
                ],
                options={
                    "ordering": ["exhibit", "number"],
                    "abstract": False,
                    "constraints": [
                        models.UniqueConstraint(fields=("exhibit", "number"), name="one_exhibit_correction_a_number"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("reason", ""), _negated=True),
                                models.Q(("changes", {}), ("reason", ""), ("salt", "")),
                                _connector="OR",
                            ),
                            name="exhibit_correction_says_why",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="no_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                hash="3fedb198bf830742d03497c41245b10e5fa1d01b",
                                operation="DELETE",
                                pgid="pgtrigger_no_delete_09e35",
                                table="cases_exhibitcorrection",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_truncate",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                hash="3b19db924d070c0893f09f370a663e4910c2888d",
                                level="STATEMENT",
                                operation="TRUNCATE",
                                pgid="pgtrigger_no_truncate_0f41b",
                                table="cases_exhibitcorrection",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="kept_until_the_purge",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="\nIF NOT EXISTS (\n    SELECT 1 FROM cases_exhibit JOIN cases_case ON cases_case.id = cases_exhibit.case_id\n    WHERE cases_exhibit.id = OLD.exhibit_id AND cases_case.purged_at IS NOT NULL\n) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF;\nRETURN NEW;\n",
                                hash="2dd9ccce2c6d0f5017e3e68eec7a56e08e0e02ed",
                                operation="UPDATE",
                                pgid="pgtrigger_kept_until_the_purge_abf1e",
                                table="cases_exhibitcorrection",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="only_emptied",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="IF (to_jsonb(NEW) - ARRAY['reason', 'salt', 'changes']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['reason', 'salt', 'changes']) OR (NEW.reason <> '' AND NEW.reason <> OLD.reason) OR (NEW.salt <> '' AND NEW.salt <> OLD.salt) OR (NEW.changes <> '{}'::jsonb AND NEW.changes <> OLD.changes) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                                hash="d8d3a10d93c94ccc5cc2dbffe0e43e978293422a",
                                operation="UPDATE",
                                pgid="pgtrigger_only_emptied_c952f",
                                table="cases_exhibitcorrection",
                                when="BEFORE",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Outcome",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
                            verbose_name="outcome",
                        ),
                    ),
                    ("date", models.DateField(verbose_name="date")),
                    (
                        "quantity",
                        models.DecimalField(
                            blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="number or quantity"
                        ),
                    ),
                    ("unit", models.CharField(blank=True, max_length=12, verbose_name="unit")),
                    ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                    (
                        "attribution",
                        models.CharField(
                            choices=[
                                ("sole", "This referral alone"),
                                ("lead", "This referral led"),
                                ("contributed", "This referral contributed"),
                                ("unknown", "Unknown"),
                            ],
                            default="unknown",
                            max_length=12,
                            verbose_name="how far our part",
                        ),
                    ),
                    (
                        "proof",
                        models.CharField(
                            choices=[
                                ("document", "Official document"),
                                ("court", "Court record"),
                                ("message", "Message from the agency"),
                                ("call", "Note of a call"),
                                ("press", "Press"),
                                ("observed", "Own observation"),
                                ("unverified", "Unverified"),
                            ],
                            default="unverified",
                            max_length=12,
                            verbose_name="proof",
                        ),
                    ),
                    ("text", models.TextField(blank=True, verbose_name="what happened")),
                    ("reported_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
                    (
                        "by_agency",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to="reference.agency",
                            verbose_name="reported by",
                        ),
                    ),
                    (
                        "by_officer",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="entered by",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="outcomes",
                            to="cases.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "referral",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="outcomes",
                            to="cases.referral",
                            verbose_name="referral",
                        ),
                    ),
                    (
                        "corrects",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="correction",
                            to="cases.outcome",
                            verbose_name="corrects",
                        ),
                    ),
                    ("counted_in", models.PositiveSmallIntegerField(verbose_name="counted in the year")),
                    (
                        "country",
                        models.CharField(
                            blank=True, help_text="ISO 3166-1 alpha-2.", max_length=2, verbose_name="country"
                        ),
                    ),
                    (
                        "exhibit",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="outcomes",
                            to="cases.exhibit",
                            verbose_name="exhibit that proves it",
                        ),
                    ),
                    ("is_retraction", models.BooleanField(default=False, verbose_name="says that it was wrong")),
                    (
                        "persons",
                        models.ManyToManyField(
                            related_name="outcomes", through="cases.OutcomePerson", to="intel.entity"
                        ),
                    ),
                    (
                        "proceeding",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="outcomes",
                            to="cases.proceeding",
                            verbose_name="proceeding that proves it",
                        ),
                    ),
                    (
                        "sentence",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="outcomes",
                            to="cases.sentence",
                        ),
                    ),
                ],
                options={
                    "ordering": ["-date", "-reported_at"],
                    "indexes": [
                        models.Index(fields=["case", "date"], name="outcome_of_case"),
                        models.Index(fields=["-date", "id"], name="outcome_list"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("by_agency", None), ("by_officer__isnull", False)),
                                models.Q(("by_agency__isnull", False), ("by_officer", None)),
                                _connector="OR",
                            ),
                            name="outcome_has_one_teller",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("quantity", None), ("unit", "")),
                                models.Q(("quantity__isnull", False), models.Q(("unit", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="quantity_has_its_unit",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("is_retraction", False),
                                models.Q(("corrects__isnull", False), ("quantity", None)),
                                _connector="OR",
                            ),
                            name="retraction_names_what_was_wrong",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("country", ""), ("country__regex", "^[A-Z]{2}$"), _connector="OR"),
                            name="outcome_country_is_iso",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("corrects", None)),
                            fields=("sentence",),
                            name="fine_of_a_sentence_counts_once",
                        ),
                    ],
                    "verbose_name": "outcome",
                    "verbose_name_plural": "outcomes",
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="OutcomePerson",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    (
                        "outcome",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="counted", to="cases.outcome"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intel.entity"
                        ),
                    ),
                    (
                        "proceeding",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.proceeding",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("outcome", "person"), name="person_once_an_outcome"),
                        models.UniqueConstraint(
                            condition=models.Q(("proceeding__isnull", False), ("stands", True)),
                            fields=("proceeding", "kind", "person"),
                            name="verdict_of_a_person_counts_once",
                        ),
                    ],
                },
            ),
        ),
    ]
