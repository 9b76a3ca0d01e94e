import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import vault.text


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0001_squashed_0015_claims"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AlertPass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("said_at", models.DateTimeField(help_text="When its words were put into the outbox.", null=True)),
                ("has_picture", models.BooleanField(default=False, help_text="A picture is to follow.")),
                (
                    "shown_at",
                    models.DateTimeField(help_text="When its picture was put into the outbox, or given up.", null=True),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CameraAlert",
            fields=[
                (
                    "tip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="camera_alert",
                        serialize=False,
                        to="hotline.tip",
                    ),
                ),
                (
                    "details",
                    vault.text.EncryptedText(
                        blank=True,
                        default=b"",
                        help_text='{"camera", "taken_at", "species", "confidence", "lat", "lon"}',
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="ChatCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.BinaryField(unique=True)),
                ("expires_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Consignment",
            fields=[
                (
                    "tip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="consignment",
                        serialize=False,
                        to="hotline.tip",
                    ),
                ),
                (
                    "told",
                    vault.text.EncryptedText(
                        blank=True, default=b"", help_text="The checked fields as they were sent."
                    ),
                ),
                (
                    "flags",
                    vault.text.EncryptedText(
                        blank=True,
                        default=b"",
                        help_text='A list of {"code", "said"}: `hotline/consignments/flags.py`.',
                    ),
                ),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Sum of the flags' weights.", verbose_name="red flags"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OfficerChat",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key_id", models.UUIDField()),
                ("chat", vault.text.EncryptedText(blank=True, default=b"")),
                ("mark", models.BinaryField(help_text="HMAC of the chat's id: one officer a chat.", unique=True)),
                ("linked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="linked")),
                ("is_unreachable", models.BooleanField(default=False, help_text="The officer blocked the bot.")),
                (
                    "next_send_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="The channel's pace for this chat."
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PartnerEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.BinaryField(help_text="HMAC of the partner and its id of the event.", unique=True)),
                (
                    "body_mark",
                    models.BinaryField(help_text="HMAC of what was told last: the same again changes nothing."),
                ),
                (
                    "shape",
                    models.CharField(
                        choices=[("smart", "SMART"), ("earthranger", "EarthRanger"), ("csv", "CSV")], max_length=11
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "partner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="webhook",
                        serialize=False,
                        to="hotline.partner",
                    ),
                ),
                ("address", vault.text.EncryptedText(blank=True, default=b"")),
                ("secret", vault.text.EncryptedText(blank=True, default=b"")),
                ("is_on", models.BooleanField(default=True, verbose_name="is told")),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "heard_at",
                    models.DateTimeField(
                        help_text="When the receiver last took something.", null=True, verbose_name="last taken"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WebhookEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, help_text="Its id for the partner.", unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tip.status_changed", "Status changed"),
                            ("tip.question_asked", "Question asked"),
                            ("attachment.refused", "File refused"),
                        ],
                        max_length=20,
                    ),
                ),
                ("about", models.UUIDField(help_text="The message or file that it is about.", null=True)),
                (
                    "status",
                    models.CharField(
                        blank=True, help_text="The public status, or why a file was refused.", max_length=20
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("sent", "Taken"), ("dead", "Given up")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, help_text="Code of the latest failure.", max_length=40)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="partnercall",
            name="one_partner_brought_a_tip",
        ),
        migrations.AddField(
            model_name="partner",
            name="passes_pictures",
            field=models.BooleanField(
                default=True, verbose_name="pictures of its cameras go to the duty officer's chat"
            ),
        ),
        migrations.AddField(
            model_name="partnercall",
            name="told_status",
            field=models.CharField(
                default="received",
                help_text="The public status that the partner's webhook was last told.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="partnercall",
            name="route",
            field=models.CharField(
                choices=[
                    ("tips", "Tips"),
                    ("attachments", "Attachments"),
                    ("alerts", "Alerts"),
                    ("events", "Events"),
                    ("consignments", "Consignments"),
                    ("listings", "Listings"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="partnerkey",
            name="scopes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("tips:write", "Send tips and files"),
                        ("tips:read", "See how its own tips stand"),
                        ("alerts:write", "Send alerts of cameras"),
                        ("events:write", "Send events of patrols"),
                        ("consignments:write", "Send suspicious consignments"),
                        ("listings:write", "Send online offers"),
                    ],
                    max_length=30,
                ),
                size=None,
                verbose_name="may",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnercall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("route__in", ("tips", "alerts", "events", "consignments", "listings"))),
                fields=("tip",),
                name="one_partner_brought_a_tip",
            ),
        ),
        migrations.AddField(
            model_name="cameraalert",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="alerts", to="hotline.partner"
            ),
        ),
        migrations.AddField(
            model_name="alertpass",
            name="alert",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="passes", to="hotline.cameraalert"
            ),
        ),
        migrations.AddField(
            model_name="chatcode",
            name="officer",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="chat_code", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="consignment",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="consignments", to="hotline.partner"
            ),
        ),
        migrations.AddField(
            model_name="officerchat",
            name="officer",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="alert_chat", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="alertpass",
            name="chat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="passes", to="hotline.officerchat"
            ),
        ),
        migrations.AddField(
            model_name="partnerevent",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="hotline.partner"
            ),
        ),
        migrations.AddField(
            model_name="partnerevent",
            name="tip",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="partner_events", to="hotline.tip"
            ),
        ),
        migrations.AddField(
            model_name="webhookevent",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="webhook_events", to="hotline.partner"
            ),
        ),
        migrations.AddField(
            model_name="webhookevent",
            name="tip",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="webhook_events", to="hotline.tip"
            ),
        ),
        migrations.AddIndex(
            model_name="alertpass",
            index=models.Index(condition=models.Q(("said_at", None)), fields=["chat", "id"], name="alert_unsaid"),
        ),
        migrations.AddIndex(
            model_name="alertpass",
            index=models.Index(
                condition=models.Q(("has_picture", True), ("shown_at", None)),
                fields=["chat", "id"],
                name="alert_unshown",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertpass",
            constraint=models.UniqueConstraint(fields=("alert", "chat"), name="passed_once"),
        ),
        migrations.AddIndex(
            model_name="webhookevent",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["partner", "id"], name="webhook_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("about__isnull", False)), fields=("kind", "about"), name="told_once"
            ),
        ),
    ]
