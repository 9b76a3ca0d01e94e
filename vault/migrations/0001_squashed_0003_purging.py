import uuid

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # Databases made before the migrations were drawn together stand at these.
    replaces = [
        ("vault", "0001_initial"),
        ("vault", "0002_reveals"),
        ("vault", "0003_purging"),
    ]

    initial = True

    dependencies = [
        ("staff", "0001_squashed_0005_rota"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
                ("wrapped_by", models.CharField(db_index=True, help_text="Name of the vault key.", max_length=32)),
            ],
            options={
                "db_table": '"vault"."data_key"',
            },
        ),
        migrations.CreateModel(
            name="PurgedKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_id", models.UUIDField(unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(max_length=40)),
            ],
            options={
                "db_table": "vault_purged_key",
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="e2738b98571f8bf7ec1927912e81d24de0d28938",
                            operation="UPDATE",
                            pgid="pgtrigger_no_update_55263",
                            table="vault_purged_key",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="1b0f0f7af80203f7561f66664ca2d1eab17ae88b",
                            operation="DELETE",
                            pgid="pgtrigger_no_delete_0b1f5",
                            table="vault_purged_key",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                            hash="ad3b6955d72e84d49d32c6d566167981c7641d4f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_7cdf3",
                            table="vault_purged_key",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PurposeKey",
            fields=[
                ("purpose", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
                ("wrapped_by", models.CharField(max_length=32)),
            ],
            options={
                "db_table": '"vault"."purpose_key"',
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("pseudonym", models.CharField(max_length=20, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("community", "Community"),
                            ("journalist", "Journalist"),
                            ("partner", "Partner"),
                            ("officer", "Officer"),
                            ("camera", "Camera"),
                            ("platform", "Platform"),
                        ],
                        default="public",
                        max_length=12,
                    ),
                ),
                ("key_id", models.UUIDField(help_text="Data key of the address.")),
            ],
            options={
                "db_table": '"vault"."source"',
            },
        ),
        migrations.CreateModel(
            name="SealedContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "handler",
                    models.CharField(help_text="Whose public key, by its name in HANDLER_PUBLIC_KEYS.", max_length=60),
                ),
                ("sealed", models.BinaryField()),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="vault.source"
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(blank=True, help_text="Of that public key, 30 digits.", max_length=30),
                ),
                (
                    "giving",
                    models.UUIDField(
                        db_index=True,
                        default=uuid.uuid4,
                        help_text="Boxes of one giving hold the same words, one for each key.",
                    ),
                ),
            ],
            options={
                "db_table": '"vault"."sealed_contact"',
                "constraints": [
                    models.UniqueConstraint(
                        fields=("giving", "handler", "fingerprint"), name="one_box_a_key_and_giving"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=12)),
                ("mark", models.BinaryField(help_text="HMAC of channel and address.", unique=True)),
                ("sealed", models.BinaryField()),
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="address", to="vault.source"
                    ),
                ),
            ],
            options={
                "db_table": '"vault"."source_address"',
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "blob",
                    models.CharField(
                        db_index=True, help_text="Name in the file store: random, tells nothing.", max_length=80
                    ),
                ),
                ("key_id", models.UUIDField(db_index=True)),
                ("wrapped_file_key", models.BinaryField()),
                ("size", models.BigIntegerField(help_text="Bytes of the clear content.")),
                ("digest", models.BinaryField(help_text="SHA-256 of the clear content, sealed under the data key.")),
                ("stored_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": '"vault"."stored_file"',
            },
        ),
        migrations.CreateModel(
            name="HandlerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("fingerprint", models.CharField(max_length=30)),
                ("taken_up_at", models.DateTimeField(auto_now_add=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handler_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("officer", "name", "fingerprint"), name="a_key_is_taken_up_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RevealRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("open", "Open a contact"), ("reseal", "Seal to the present keys")],
                        default="open",
                        max_length=8,
                        verbose_name="for",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Waits for a second person"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("released", "Handed out"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="asked",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("source_id", models.UUIDField(blank=True, db_index=True, null=True)),
                (
                    "about",
                    models.CharField(
                        blank=True, help_text="What the asker calls it: a tip.", max_length=40, verbose_name="about"
                    ),
                ),
                ("reason", models.CharField(max_length=12, verbose_name="purpose")),
                (
                    "words",
                    models.BinaryField(
                        blank=True,
                        default=b"",
                        help_text="Why, in the asker's words (vault/text.py), under a data key of its own.",
                    ),
                ),
                ("key_id", models.UUIDField()),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("other_way", "Another way is safer for the source"),
                            ("not_needed", "Not needed for this purpose"),
                            ("too_risky", "The risk to the source is too great"),
                            ("unclear", "The purpose is not clear: ask again and say more"),
                        ],
                        max_length=12,
                        verbose_name="why refused",
                    ),
                ),
                ("open_until", models.DateTimeField(blank=True, null=True, verbose_name="to be used until")),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="handed out")),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact request",
                "verbose_name_plural": "contact requests",
                "indexes": [models.Index(fields=["status", "asked_at"], name="reveal_by_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("asked_by")), _negated=True),
                        name="a_second_person_decides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "open"), ("source_id__isnull", False)),
                            models.Q(("kind", "reseal"), ("source_id", None)),
                            _connector="OR",
                        ),
                        name="opening_names_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("asked", "refused", "withdrawn")),
                            models.Q(("decided_by__isnull", False), ("open_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="handed_out_after_approval_only",
                    ),
                ],
            },
        ),
    ]
