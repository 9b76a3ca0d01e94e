import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

import staff.models

REFERENCES = ("ref_tip", "ref_rpt", "ref_cas", "ref_prd", "ref_ref", "ref_exh", "ref_pkt")
# The shape that django.core.cache.backends.db asks for. Unlogged: what it holds is good for minutes, and a crash that
# empties it lets a one-time code be used a second time at most within those.
KEPT_FOR_MINUTES = """
CREATE UNLOGGED TABLE staff_kept_for_minutes (
    cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX staff_kept_for_minutes_expires ON staff_kept_for_minutes (expires);
"""


class Migration(migrations.Migration):
    # Databases made before the migrations were drawn together stand at these.
    replaces = [
        ("staff", "0001_initial"),
        ("staff", "0002_door"),
        ("staff", "0003_checkpoints"),
        ("staff", "0004_kept_for_minutes"),
        ("staff", "0005_rota"),
    ]

    initial = True

    dependencies = []

    operations = [
        # The ground that every package stands on: the vault's schema, what searching needs, a sequence a kind of reference.
        migrations.RunSQL("CREATE SCHEMA IF NOT EXISTS vault", "DROP SCHEMA IF EXISTS vault"),
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        *(migrations.RunSQL(f"CREATE SEQUENCE {name}", f"DROP SEQUENCE {name}") for name in REFERENCES),
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "username",
                    models.CharField(
                        max_length=60,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="name to sign in",
                    ),
                ),
                ("full_name", models.CharField(blank=True, max_length=120, verbose_name="full name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("intake", "Intake officer"),
                                ("analyst", "Analyst"),
                                ("investigator", "Investigator"),
                                ("custodian", "Evidence custodian"),
                                ("handler", "Source handler"),
                                ("supervisor", "Supervisor"),
                                ("administrator", "Administrator"),
                                ("auditor", "Auditor"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="roles",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                ("date_joined", models.DateTimeField(auto_now_add=True, verbose_name="enrolled")),
            ],
            options={
                "verbose_name": "officer",
                "verbose_name_plural": "officers",
            },
            managers=[
                ("objects", staff.models.OfficerManager()),
            ],
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.UUIDField(db_index=True)),
                ("held_by", models.UUIDField(help_text="The case, by its opaque id.")),
                ("since", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("subject", "held_by"), name="one_hold_each")],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("compartment", models.UUIDField()),
                (
                    "standing",
                    models.CharField(
                        choices=[("member", "Member"), ("denied", "Denied")], default="member", max_length=10
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["officer", "standing", "compartment"], name="staff_membe_officer_ea033e_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("compartment", "officer", "standing"), name="one_standing_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "actor",
                    models.CharField(
                        help_text="officer:<id>, source, agency:<id> or system", max_length=60, verbose_name="who"
                    ),
                ),
                ("verb", models.CharField(max_length=60, verbose_name="did")),
                ("subject", models.CharField(help_text="app.model", max_length=60, verbose_name="to what")),
                ("subject_id", models.CharField(max_length=60, verbose_name="its id")),
                (
                    "details",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="details"
                    ),
                ),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit entries",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["subject", "subject_id", "id"], name="staff_audit_subject_ad1ebe_idx"),
                    models.Index(fields=["actor", "id"], name="staff_audit_actor_b1bd08_idx"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="9f0545ea513a10b6efa75f1a163f0d4546b74dd3",
                            operation="UPDATE",
                            pgid="pgtrigger_no_update_00eec",
                            table="staff_auditentry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="4f4f44d2a0f6fab194bd845992ab6ef82e1ab482",
                            operation="DELETE",
                            pgid="pgtrigger_no_delete_21a8f",
                            table="staff_auditentry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                            hash="8b61a0e2197e5fc80d2726860fa63c7d826b1aad",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_1c1e2",
                            table="staff_auditentry",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.BinaryField(max_length=32)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="link", to="staff.auditentry"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="585fbf85c601c3d67c834bf10a8f3ccf2c0cd64f",
                            operation="UPDATE",
                            pgid="pgtrigger_no_update_ddc15",
                            table="staff_auditlink",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="575c75bc6b99a48fa56b29f42922faa47baf8c47",
                            operation="DELETE",
                            pgid="pgtrigger_no_delete_dd5d6",
                            table="staff_auditlink",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                            hash="f11aea7a6f1476703fed2fa8bea4c5fceb5fe8f3",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_5ce60",
                            table="staff_auditlink",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(editable=False, max_length=40, unique=True)),
                ("started", models.DateTimeField(verbose_name="started")),
                ("last_act", models.DateTimeField(db_index=True, verbose_name="last act")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BrokenGlass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("compartment", models.UUIDField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("life", "A person or an animal is in danger now"),
                            ("seizure", "A shipment or evidence is about to be lost"),
                            ("agency", "An agency needs an answer now and no member can be reached"),
                            ("cover", "Whoever works on it is out of reach, and a deadline falls"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="Read by those who review it.", max_length=300, verbose_name="in your own words"
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("until", models.DateTimeField(verbose_name="until")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="glass_broken",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["officer", "until"], name="staff_broke_officer_934e71_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="glass_mends_after_it_broke"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GlassNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("waiting", "Not reviewed yet"),
                            ("justified", "It was justified"),
                            ("questioned", "It must be asked about"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="finding",
                    ),
                ),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "glass",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="staff.brokenglass"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="glass_notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("glass", "officer"), name="told_once_each")],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="officer",
                    ),
                ),
            ],
            options={
                "verbose_name": "shift",
                "verbose_name_plural": "duty rota",
                "indexes": [models.Index(fields=["ends_at", "starts_at"], name="shift_now")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="shift_ends_after_start"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEPT_FOR_MINUTES, "DROP TABLE staff_kept_for_minutes"),
    ]
