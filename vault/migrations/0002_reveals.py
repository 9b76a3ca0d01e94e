import uuid
from collections import Counter

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from vault.handler import keyfile


def say_what_boxes_are(apps, schema_editor):
    """Boxes sealed before this: to the keys that are set; the n-th box of each name belongs to the n-th giving."""
    keys = keyfile.public_keys(settings.HANDLER_PUBLIC_KEYS)
    givings, seen = {}, Counter()
    # On the migration's own connection: the tables are their owner's, and the application has no right to them yet.
    boxes = apps.get_model("vault", "SealedContact").objects.using(schema_editor.connection.alias)
    for box in boxes.order_by("pk"):
        place = (box.source_id, seen[box.source_id, box.handler])
        seen[box.source_id, box.handler] += 1
        box.giving = givings.setdefault(place, uuid.uuid4())
        box.fingerprint = keyfile.fingerprint(keys[box.handler]) if box.handler in keys else ""
        box.save(update_fields=["giving", "fingerprint"])


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                        blank=True,
                        help_text="What the asker calls it: a tip.",
                        max_length=40,
                        verbose_name="about",
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
        migrations.AddField(
            model_name="sealedcontact",
            name="fingerprint",
            field=models.CharField(blank=True, default="", help_text="Of that public key, 30 digits.", max_length=30),
            preserve_default=False,
        ),
        migrations.AddField(model_name="sealedcontact", name="giving", field=models.UUIDField(null=True)),
        migrations.RunPython(say_what_boxes_are, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="sealedcontact",
            name="giving",
            field=models.UUIDField(
                db_index=True,
                default=uuid.uuid4,
                help_text="Boxes of one giving hold the same words, one for each key.",
            ),
        ),
        migrations.AlterField(
            model_name="sealedcontact",
            name="given_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddConstraint(
            model_name="sealedcontact",
            constraint=models.UniqueConstraint(
                fields=("giving", "handler", "fingerprint"), name="one_box_a_key_and_giving"
            ),
        ),
    ]
