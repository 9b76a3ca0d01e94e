import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import vault.text


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_agencies"),
        ("hotline", "0004_led"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE ref_jnt", "DROP SEQUENCE ref_jnt"),
        migrations.AddField(
            model_name="referral",
            name="desk_read_at",
            field=models.DateTimeField(help_text="Until when the desk has read the agency's messages.", null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="first_action_on",
            field=models.DateField(blank=True, null=True, verbose_name="agency's first action"),
        ),
        migrations.AlterField(
            model_name="referralevent",
            name="kind",
            field=models.CharField(
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
                    ("message", "Message"),
                    ("first_action", "First action named"),
                    ("feedback", "Feedback given"),
                    ("recalled", "A report was withdrawn: do not use it further"),
                    ("stopped", "Withdrawn report no longer used"),
                    ("revoked", "Link revoked"),
                    ("closed", "Closed"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="JointMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joint_member", to="cases.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="JointEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("text", models.TextField()),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="cases.jointmember"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="JointOperation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_operations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="led by",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
            ],
            options={
                "verbose_name": "joint operation",
                "verbose_name_plural": "joint operations",
            },
        ),
        migrations.AddField(
            model_name="jointmember",
            name="joint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="cases.jointoperation"
            ),
        ),
        migrations.CreateModel(
            name="JointRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="cases.jointentry"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reads", to="cases.jointmember"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JointTelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("approved_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="known_to", to="cases.jointmember"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="knows", to="cases.jointmember"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutcomeFile",
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
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="cases.outcome"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PortalAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("open", "Opened with the code"),
                            ("look", "Looked again"),
                            ("download", "Took the packet"),
                            ("stamp", "Took its time stamp"),
                            ("acknowledge", "Acknowledged"),
                            ("accept", "Accepted"),
                            ("more", "Asked for more"),
                            ("decline", "Declined"),
                            ("message", "Wrote a message"),
                            ("first_action", "Named its first action"),
                            ("outcome", "Reported an outcome"),
                            ("feedback", "Gave feedback"),
                            ("stopped", "No longer uses a withdrawn report"),
                            ("share", "Wrote for other agencies"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="portal_acts", to="cases.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReferralFeedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "useful",
                    models.CharField(
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")],
                        max_length=6,
                        verbose_name="useful",
                    ),
                ),
                (
                    "timely",
                    models.CharField(
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")],
                        max_length=6,
                        verbose_name="in time",
                    ),
                ),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="rating",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="in their words")),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="feedback", to="cases.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointentry",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['text']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['text']) OR (NEW.text <> '' AND NEW.text <> OLD.text) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="8626915aa1fefbc12ae69b45476ec25efebf90a8",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_4e1cb",
                    table="cases_jointentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointentry",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b63a6b23217ae2ba1c6e9f3b4fe91cb4a6cebf40",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_86290",
                    table="cases_jointentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointentry",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="6576ac469f7453390447a69612091a1d7e04d926",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1c1d4",
                    table="cases_jointentry",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="jointoperation",
            index=models.Index(fields=["-opened_at", "id"], name="joint_list"),
        ),
        migrations.AddConstraint(
            model_name="jointrelease",
            constraint=models.UniqueConstraint(fields=("entry", "to"), name="entry_is_released_once_to_each"),
        ),
        migrations.AddConstraint(
            model_name="jointtelling",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("reader", "about"), name="telling_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="jointtelling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at", None), ("approved_by", None)),
                    models.Q(
                        ("approved_at__isnull", False),
                        ("approved_by__isnull", False),
                        models.Q(("approved_by", models.F("asked_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="telling_has_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointtelling",
            constraint=models.CheckConstraint(
                condition=models.Q(("reader", models.F("about")), _negated=True), name="nobody_is_told_of_themselves"
            ),
        ),
        migrations.AddIndex(
            model_name="outcomefile",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["received_at"], name="outcome_file_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_id__isnull", False)), name="outcome_file_has_its_original"
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "infected"), _negated=True), ("copy_id__isnull", True), _connector="OR"
                ),
                name="outcome_infected_uncopied",
            ),
        ),
        migrations.AddIndex(
            model_name="portalact",
            index=models.Index(fields=["referral", "-at"], name="portal_acts_of_referral"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="portalact",
            trigger=pgtrigger.compiler.Trigger(
                name="no_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="cae8c890e67c606b562c97e75d014cbb4c98bad2",
                    operation="UPDATE",
                    pgid="pgtrigger_no_update_2671e",
                    table="cases_portalact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="portalact",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="eb2e0530db5d3d0082dbfcbb65bcd751621d6604",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_da9d8",
                    table="cases_portalact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="portalact",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="698464faed43c55931d09a4e2256364d22b2dcb1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_46952",
                    table="cases_portalact",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="referralfeedback",
            index=models.Index(fields=["referral", "-at"], name="feedback_of_referral"),
        ),
        migrations.AddConstraint(
            model_name="referralfeedback",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating__range", (1, 5))), name="feedback_rates_from_one_to_five"
            ),
        ),
        migrations.AddConstraint(
            model_name="referralfeedback",
            constraint=models.CheckConstraint(
                condition=models.Q(("timely__in", ("yes", "partly", "no")), ("useful__in", ("yes", "partly", "no"))),
                name="feedback_degree_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralfeedback",
            trigger=pgtrigger.compiler.Trigger(
                name="only_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (to_jsonb(NEW) - ARRAY['text']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['text']) OR (NEW.text <> '' AND NEW.text <> OLD.text) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF; RETURN NEW;",
                    hash="196a535a48e36d5ac76aaa3dbc99ce5858e9537a",
                    operation="UPDATE",
                    pgid="pgtrigger_only_emptied_f33d6",
                    table="cases_referralfeedback",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralfeedback",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="68b002917e5b44f517bd9df4f46ae1963bdefac5",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_fb83e",
                    table="cases_referralfeedback",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralfeedback",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="3428b71207f28aeedfea85b635ef65b6e66ac3f6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_3dae1",
                    table="cases_referralfeedback",
                    when="BEFORE",
                ),
            ),
        ),
    ]
