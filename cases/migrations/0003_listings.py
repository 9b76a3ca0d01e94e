import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

HOLD_TO_KEY = """
ALTER TABLE "vault"."exhibit_marks" ADD CONSTRAINT "exhibit_marks_key"
    FOREIGN KEY ("key_id") REFERENCES "vault"."data_key" ("id") ON DELETE CASCADE
"""
LET_GO = 'ALTER TABLE "vault"."exhibit_marks" DROP CONSTRAINT "exhibit_marks_key"'


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_words_of_evidence"),
        ("hotline", "0001_squashed_0015_claims"),
        ("intel", "0003_imports"),
        ("reference", "0001_squashed_0002_protected_areas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE ref_lst", "DROP SEQUENCE ref_lst"),
        migrations.CreateModel(
            name="Platform",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="platform")),
                ("key", models.CharField(help_text="The name in one spelling.", max_length=60, unique=True)),
                ("mail", models.EmailField(blank=True, max_length=254, verbose_name="mail address for reports")),
                (
                    "form_url",
                    models.URLField(blank=True, max_length=500, verbose_name="address of the form or API for reports"),
                ),
                (
                    "rule",
                    models.CharField(
                        blank=True,
                        help_text="Its name or number as the platform publishes it: it stands in every report.",
                        max_length=300,
                        verbose_name="the platform's own rule",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, help_text="Stays on the desk.", max_length=300, verbose_name="note"),
                ),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="addresses checked on")),
            ],
            options={
                "verbose_name": "platform",
                "verbose_name_plural": "platforms",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="ExhibitMarks",
            fields=[
                (
                    "exhibit",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="picture_marks",
                        serialize=False,
                        to="cases.exhibit",
                    ),
                ),
                (
                    "key_id",
                    models.UUIDField(
                        db_index=True, help_text="The exhibit's data key; the database holds it to one there is."
                    ),
                ),
                (
                    "bands",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="Keyed marks of pieces of its looks; like ones share one.",
                        size=None,
                    ),
                ),
                (
                    "looks",
                    models.BinaryField(help_text="Its looks (`hotline.media.looks`), sealed under a purpose key."),
                ),
            ],
            options={
                "db_table": '"vault"."exhibit_marks"',
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["bands"], name="exhibit_marks_bands"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("spotted", "Spotted"),
                            ("captured", "Captured"),
                            ("assessed", "Assessed"),
                            ("reported", "Reported to the platform"),
                            ("still_up", "Still up after the report"),
                            ("removed", "Gone"),
                            ("reappeared", "Back, or offered anew"),
                            ("settled", "Settled"),
                        ],
                        default="spotted",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "online",
                    models.CharField(
                        choices=[("live", "live"), ("dead", "dead"), ("unknown", "not known")],
                        default="live",
                        max_length=7,
                        verbose_name="online",
                    ),
                ),
                ("url", models.CharField(max_length=2000, verbose_name="address")),
                ("url_key", models.CharField(max_length=64)),
                ("platform_words", models.CharField(blank=True, max_length=60, verbose_name="platform as said")),
                ("title", models.CharField(help_text="In your words.", max_length=200, verbose_name="what is offered")),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="In your words; stays on the desk.", verbose_name="more of it"
                    ),
                ),
                (
                    "price",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="price"),
                ),
                (
                    "currency",
                    models.CharField(blank=True, help_text="ISO 4217, as VND.", max_length=3, verbose_name="currency"),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="quantity"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=8, verbose_name="unit")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place as said")),
                ("first_seen", models.DateField(verbose_name="first seen")),
                ("seen_on", models.DateField(verbose_name="last looked at")),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("live", "Live wild animals on offer"),
                            ("parts", "Parts or products of protected animals on offer"),
                            ("plants", "Protected plants on offer"),
                            ("fraud", "Fraud: money is taken for animals that are not there"),
                            ("none", "Nothing against law or rules"),
                        ],
                        max_length=6,
                        verbose_name="ground",
                    ),
                ),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="first reported")),
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="first gone")),
                ("reappeared_on", models.DateField(blank=True, null=True, verbose_name="first back")),
                ("followed_from", models.DateField(blank=True, null=True)),
                ("recheck_due", models.DateField(blank=True, null=True, verbose_name="look again on")),
                ("settled_why", models.CharField(blank=True, max_length=300, verbose_name="why settled")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                (
                    "captures",
                    models.ManyToManyField(
                        blank=True, related_name="listings", to="cases.exhibit", verbose_name="captures"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="cases.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intel.entity",
                        verbose_name="in the network",
                    ),
                ),
                (
                    "followed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="followed by",
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
                        verbose_name="came from",
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intel.entity",
                        verbose_name="seller's account",
                    ),
                ),
                (
                    "taxon",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.taxon",
                        verbose_name="species",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.tradeterm",
                        verbose_name="specimen",
                    ),
                ),
                (
                    "platform",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="cases.platform",
                        verbose_name="platform",
                    ),
                ),
            ],
            options={
                "verbose_name": "listing",
                "verbose_name_plural": "listings",
            },
        ),
        migrations.CreateModel(
            name="PlatformReport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "Prepared, not sent"),
                            ("sent", "Sent, no answer yet"),
                            ("removed", "Removed, says the platform"),
                            ("account", "Account closed, says the platform"),
                            ("refused", "Refused"),
                            ("silent", "No answer came"),
                        ],
                        default="prepared",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("mail", "by mail, or in the platform's form"), ("api", "by the platform's API")],
                        max_length=4,
                        verbose_name="how",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("vi", "Tiếng Việt"),
                            ("zh-hans", "简体中文"),
                            ("id", "Bahasa Indonesia"),
                        ],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("prepared_at", models.DateTimeField(auto_now_add=True)),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="sent on")),
                ("ticket", models.CharField(blank=True, max_length=120, verbose_name="the platform's reference")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                ("answer_words", models.CharField(blank=True, max_length=300, verbose_name="answer in words")),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="platform_reports", to="cases.listing"
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["prepared_at"],
            },
        ),
        migrations.CreateModel(
            name="Reappearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "because",
                    models.CharField(
                        choices=[("address", "same address"), ("seller", "same seller"), ("photo", "same photo")],
                        max_length=7,
                        verbose_name="because of",
                    ),
                ),
                ("on", models.DateField(verbose_name="seen again on")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reappeared_as", to="cases.listing"
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reappeared_from", to="cases.listing"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ListingLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="day")),
                (
                    "found",
                    models.CharField(
                        choices=[
                            ("gone", "Gone"),
                            ("there", "Still there"),
                            ("changed", "There, but changed"),
                            ("unknown", "Could not be seen"),
                        ],
                        max_length=7,
                        verbose_name="found",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("days", models.PositiveSmallIntegerField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.exhibit"
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="cases.listing"
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("found__in", ("gone", "there", "changed", "unknown"))),
                        name="listing_look_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listinglook",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['note']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['note']) OR (NEW.note <> '' AND NEW.note <> OLD.note) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="fdf7dd8edd0c3a8285f1e55b8ec378e46e6feb5c",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_77861",
                    table="cases_listinglook",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listinglook",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b32793af63bf541e7b238cf0ee0729422029aaea",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_93f23",
                    table="cases_listinglook",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listinglook",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="ef91c7f8b517e5fc9d9bea276d33435942365d77",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_01e99",
                    table="cases_listinglook",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["-recorded_at", "id"], name="listing_list"),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["url_key"], name="listing_by_address"),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["recheck_due", "id"], name="listing_recheck"),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["seller"], name="listing_by_seller"),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ("spotted", "captured", "assessed", "reported", "still_up", "removed", "reappeared", "settled"),
                    )
                ),
                name="listing_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("reported", "still_up")), _negated=True),
                    ("reported_on__isnull", False),
                    _connector="OR",
                ),
                name="reported_listing_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "settled"), _negated=True), ("recheck_due", None), _connector="OR"
                ),
                name="settled_listing_is_left_alone",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("currency", ""), ("price", None)),
                    models.Q(("currency__regex", "^[A-Z]{3}$"), ("price__gte", 0)),
                    _connector="OR",
                ),
                name="listing_price_has_its_currency",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quantity", None), ("unit", "")),
                    models.Q(("quantity__gte", 0), models.Q(("unit", ""), _negated=True)),
                    _connector="OR",
                ),
                name="listing_quantity_has_its_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("url_key", ""), _negated=True),
                fields=("case", "url_key"),
                name="address_listed_once_a_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="platformreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("prepared", "sent", "removed", "account", "refused", "silent"))),
                name="platform_report_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="platformreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_on", None), ("state", "prepared")),
                    models.Q(
                        models.Q(("state", "prepared"), _negated=True),
                        ("sent_by__isnull", False),
                        ("sent_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="sent_report_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="platformreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_on", None), ("state__in", ("prepared", "sent"))),
                    models.Q(
                        models.Q(("state__in", ("prepared", "sent")), _negated=True), ("answered_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="answered_report_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="platformreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "prepared")), fields=("listing",), name="one_report_prepared_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="reappearance",
            constraint=models.UniqueConstraint(fields=("earlier", "later"), name="reappearance_once"),
        ),
        migrations.AddConstraint(
            model_name="reappearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("earlier", models.F("later")), _negated=True), name="reappearance_is_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="reappearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("because__in", ("address", "seller", "photo"))), name="reappearance_reason_known"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reappearance",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['note']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['note']) OR (NEW.note <> '' AND NEW.note <> OLD.note) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="56f431f1c227cf36a50014619816694fe7b64c40",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_4fda4",
                    table="cases_reappearance",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reappearance",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f0e9b073dca12c83b1e80b9f3da5ced3e8e1150d",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_323b7",
                    table="cases_reappearance",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reappearance",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="e56ecf2298f0f041cc9cfe40890d3be77fbe90aa",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_877de",
                    table="cases_reappearance",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(HOLD_TO_KEY, LET_GO),
    ]
