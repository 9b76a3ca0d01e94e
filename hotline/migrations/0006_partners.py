import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import vault.text


class Migration(migrations.Migration):
    dependencies = [("hotline", "0005_abuse")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE ref_par", "DROP SEQUENCE ref_par"),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                ("key_id", models.UUIDField()),
                ("name", vault.text.EncryptedText(blank=True, default=b"")),
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
                        max_length=12,
                        verbose_name="kind of source",
                    ),
                ),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                (
                    "source_id",
                    models.UUIDField(help_text="The vault's opaque id of the partner as a source.", unique=True),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="may send")),
                ("registered_on", models.DateField(auto_now_add=True, verbose_name="registered")),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
            },
        ),
        migrations.CreateModel(
            name="PartnerCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("route", models.CharField(choices=[("tips", "Tips"), ("attachments", "Attachments")], max_length=12)),
                ("mark", models.BinaryField(help_text="HMAC of partner, route, tip and Idempotency-Key.", unique=True)),
                (
                    "body_mark",
                    models.BinaryField(help_text="HMAC of what was sent: another body under the same key is refused."),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="hotline.message",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="hotline.partner"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="partner_calls", to="hotline.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("route", "tips")), fields=("tip",), name="one_partner_brought_a_tip"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=12, unique=True, verbose_name="begins with")),
                ("mark", models.BinaryField(unique=True)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("tips:write", "Send tips and files"),
                                ("tips:read", "See how its own tips stand"),
                            ],
                            max_length=30,
                        ),
                        size=None,
                        verbose_name="may",
                    ),
                ),
                ("created_on", models.DateField(auto_now_add=True, verbose_name="made")),
                ("expires_on", models.DateField(help_text="Last day on which it opens, UTC.", verbose_name="ends")),
                ("revoked_on", models.DateField(blank=True, null=True, verbose_name="revoked")),
                (
                    "last_used_on",
                    models.DateField(blank=True, help_text="A day, no time.", null=True, verbose_name="last used"),
                ),
                ("minute", models.BigIntegerField(default=0, help_text="Whole minutes since 1970 of the latest call.")),
                ("calls", models.PositiveIntegerField(default=0, help_text="Calls in that minute.")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="hotline.partner"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scopes", []), _negated=True), name="partner_key_may_something"
                    )
                ],
            },
        ),
    ]
