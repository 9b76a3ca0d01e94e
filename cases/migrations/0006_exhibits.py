import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import vault.text


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_timeline_and_tasks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
        ),
        migrations.CreateModel(
            name="ExhibitFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key_id", models.UUIDField()),
                ("file_id", models.UUIDField(help_text="The vault's id of the sealed original.", null=True)),
                ("copy_id", models.UUIDField(help_text="The vault's id of the scrubbed copy.", null=True)),
                ("poster_id", models.UUIDField(help_text="The vault's id of a still picture of a film.", null=True)),
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
                    models.CharField(blank=True, help_text="The signature that a virus was known by.", max_length=80),
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
            ],
        ),
        migrations.CreateModel(
            name="LabQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.CharField(max_length=500, verbose_name="question")),
                ("result", models.TextField(blank=True, verbose_name="result")),
                ("result_by", models.CharField(blank=True, max_length=120, verbose_name="found by")),
                ("result_on", models.DateField(blank=True, null=True, verbose_name="found on")),
                ("result_method", models.CharField(blank=True, max_length=200, verbose_name="method used")),
            ],
            options={
                "ordering": ["exhibit__reference"],
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
            ],
            options={
                "verbose_name": "laboratory request",
                "verbose_name_plural": "laboratory requests",
            },
        ),
        migrations.CreateModel(
            name="Shelf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("store", models.CharField(max_length=60, verbose_name="store")),
                (
                    "name",
                    models.CharField(
                        help_text="Shelf, safe, freezer, cage: as it is labelled.", max_length=50, verbose_name="shelf"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("is_closed", models.BooleanField(default=False, verbose_name="no longer used")),
            ],
            options={
                "verbose_name": "shelf",
                "verbose_name_plural": "stores and shelves",
                "ordering": ["store", "name"],
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
        ),
        migrations.AddField(
            model_name="exhibit",
            name="acquired_zone",
            field=models.CharField(
                default="UTC", help_text="Of the place where it was acquired.", max_length=40, verbose_name="time zone"
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="acquirer",
            field=models.CharField(
                blank=True,
                help_text="Another body, or a person's service number, where it was not the officer who enters it.",
                max_length=120,
                verbose_name="taken by",
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="check_held",
            field=models.BooleanField(blank=True, null=True, verbose_name="file as received"),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="file checked"),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="clock_offset",
            field=models.IntegerField(
                blank=True,
                help_text="The device's time less the true time; negative where its clock is behind.",
                null=True,
                verbose_name="device's clock ahead by, seconds",
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="due_back",
            field=models.DateField(blank=True, null=True, verbose_name="due back"),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="held_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When a check last found the file unchanged.",
                null=True,
                verbose_name="last found as received",
            ),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="is_biohazard",
            field=models.BooleanField(default=False, verbose_name="biohazard"),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="is_dangerous",
            field=models.BooleanField(default=False, verbose_name="dangerous: weapon, poison, venom"),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="marks",
            field=models.CharField(blank=True, max_length=200, verbose_name="marks: ring, chip, number"),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="measures",
            field=models.CharField(blank=True, max_length=120, verbose_name="size and weight"),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="packaging",
            field=models.CharField(blank=True, max_length=120, verbose_name="packaging"),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="relation",
            field=models.CharField(
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
        migrations.AddField(
            model_name="exhibit",
            name="tool_version",
            field=models.CharField(blank=True, max_length=40, verbose_name="version of the tool"),
        ),
        migrations.AlterField(
            model_name="exhibit",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="derived",
                to="cases.exhibit",
                verbose_name="belongs to",
            ),
        ),
        migrations.AlterField(
            model_name="exhibit",
            name="tool",
            field=models.CharField(blank=True, max_length=100, verbose_name="tool"),
        ),
        migrations.RunSQL("CREATE SEQUENCE ref_lab", "DROP SEQUENCE ref_lab"),
        # Until now whatever had a parent was a copy.
        migrations.RunSQL(
            "UPDATE cases_exhibit SET relation = 'copy' WHERE parent_id IS NOT NULL", migrations.RunSQL.noop
        ),
        # Rows that were just changed have events pending, and a table with such gets no trigger.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="exhibit",
            trigger=pgtrigger.compiler.Trigger(
                name="stays_as_received",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."blake2b" IS DISTINCT FROM (NEW."blake2b") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."key_id" IS DISTINCT FROM (NEW."key_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="32ccd1428cadc05b4561bcef624ad4efc674fa24",
                    operation="UPDATE",
                    pgid="pgtrigger_stays_as_received_6585e",
                    table="cases_exhibit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exhibit",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exhibit",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddField(
            model_name="disposal",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disposals_decided",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="exhibit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="disposals", to="cases.exhibit"
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="order",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders_of",
                to="cases.exhibit",
                verbose_name="order",
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disposals_proposed",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exhibitfile",
            name="exhibit",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="file", to="cases.exhibit"
            ),
        ),
        migrations.AddField(
            model_name="labquestion",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="labquestion",
            name="exhibit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lab_questions", to="cases.exhibit"
            ),
        ),
        migrations.AddField(
            model_name="labquestion",
            name="result_file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results_of",
                to="cases.exhibit",
                verbose_name="report",
            ),
        ),
        migrations.AddField(
            model_name="labrequest",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lab_requests",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="labrequest",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lab_requests",
                to="cases.case",
                verbose_name="case",
            ),
        ),
        migrations.AddField(
            model_name="labquestion",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="cases.labrequest"
            ),
        ),
        migrations.AddConstraint(
            model_name="shelf",
            constraint=models.UniqueConstraint(fields=("store", "name"), name="shelf_once_a_store"),
        ),
        migrations.AddField(
            model_name="exhibit",
            name="shelf",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exhibits",
                to="cases.shelf",
                verbose_name="shelf",
            ),
        ),
        migrations.AddIndex(
            model_name="exhibit",
            index=models.Index(
                condition=models.Q(("due_back__isnull", False)), fields=["due_back"], name="exhibit_due_back"
            ),
        ),
        migrations.AddIndex(
            model_name="exhibit",
            index=models.Index(
                condition=models.Q(("file_id__isnull", False)), fields=["checked_at"], name="exhibit_checked"
            ),
        ),
        migrations.AddConstraint(
            model_name="exhibit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parent", None), ("relation", "")),
                    models.Q(("parent__isnull", False), models.Q(("relation", ""), _negated=True)),
                    _connector="OR",
                ),
                name="exhibit_says_what_it_is_to_its_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="exhibit",
            constraint=models.CheckConstraint(
                condition=models.Q(("check_held", None), ("checked_at__isnull", False), _connector="OR"),
                name="exhibit_check_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("willing__in", ("yes", "protected", "no", "unknown"))),
                name="statement_willing_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("to__in", ("returned", "destroyed"))), name="disposal_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by", None), ("state", "proposed")),
                    models.Q(("decided_by__isnull", False), ("state__in", ("carried_out", "refused"))),
                    _connector="OR",
                ),
                name="disposal_state_says_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("order__isnull", False), models.Q(("order_number", ""), _negated=True), _connector="OR"
                ),
                name="disposal_has_its_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "carried_out"), _negated=True),
                    models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="disposal_by_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")), fields=("exhibit",), name="one_open_disposal"
            ),
        ),
        migrations.AddIndex(
            model_name="exhibitfile",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["received_at"], name="exhibit_file_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="exhibitfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_id__isnull", False)), name="exhibit_file_has_its_original"
            ),
        ),
        migrations.AddConstraint(
            model_name="exhibitfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "infected"), _negated=True), ("copy_id__isnull", True), _connector="OR"
                ),
                name="exhibit_infected_uncopied",
            ),
        ),
        migrations.AddIndex(
            model_name="labrequest",
            index=models.Index(fields=["-asked_at", "id"], name="lab_request_list"),
        ),
        migrations.AddConstraint(
            model_name="labquestion",
            constraint=models.UniqueConstraint(fields=("request", "exhibit"), name="one_question_an_exhibit"),
        ),
        migrations.AddConstraint(
            model_name="labquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entered_by", None), ("result", ""), ("result_file", None), ("result_on", None)),
                    models.Q(
                        ("entered_by__isnull", False),
                        ("result_on__isnull", False),
                        models.Q(("result_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="lab_result_says_who_and_when",
            ),
        ),
    ]
