import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    # Databases made before the migrations were drawn together stand at these.
    replaces = [
        ("bots", "0001_initial"),
        ("bots", "0002_budgets"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Lane",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "channel",
                    models.CharField(choices=[("telegram", "Telegram"), ("console", "Console")], max_length=10),
                ),
                ("mark", models.BinaryField(help_text="HMAC of channel, bot and chat id.", unique=True)),
                ("source_id", models.UUIDField(db_index=True, help_text="The vault's opaque id of who writes here.")),
                ("language", models.CharField(blank=True, max_length=10)),
                ("draft_id", models.UUIDField(null=True)),
                ("tip_id", models.UUIDField(null=True)),
                (
                    "state",
                    models.BinaryField(
                        default=bytes, help_text="Where the conversation stands, without its words; sealed."
                    ),
                ),
                ("is_unreachable", models.BooleanField(default=False, help_text="The person blocked the bot.")),
                (
                    "next_send_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="The channel's pace for this chat."
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("hour_began", models.DateTimeField(null=True)),
                ("heard_in_hour", models.PositiveSmallIntegerField(default=0)),
                ("was_told_slow", models.BooleanField(default=False)),
                ("day_began", models.DateTimeField(null=True)),
                ("tips_in_day", models.PositiveSmallIntegerField(default=0)),
                ("came_in_flood", models.BooleanField(default=False, help_text="Opened while very many chats were.")),
            ],
        ),
        migrations.CreateModel(
            name="IncomingUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bot_id", models.BigIntegerField()),
                ("update_id", models.BigIntegerField()),
                ("lane_mark", models.BinaryField()),
                ("payload", models.BinaryField(help_text="The update without names, sealed.")),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(null=True)),
                (
                    "is_stuck",
                    models.BooleanField(
                        default=False, help_text="Failed too often: set aside for a person to look at."
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_stuck", False)),
                        fields=["lane_mark", "update_id"],
                        name="update_by_lane",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("bot_id", "update_id"), name="an_update_once")],
            },
        ),
        migrations.CreateModel(
            name="SteppedUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bot_id", models.BigIntegerField()),
                ("update_id", models.BigIntegerField()),
                ("stepped_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("bot_id", "update_id"), name="stepped_once")],
            },
        ),
        migrations.CreateModel(
            name="OutgoingMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("payload", models.BinaryField(help_text="What to send, sealed; emptied once it was sent.")),
                ("dedupe_key", models.CharField(max_length=100, unique=True)),
                (
                    "replaces",
                    models.CharField(
                        blank=True, help_text="Unsent rows of this name give way to a newer one.", max_length=40
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("queued", "Queued"), ("sent", "Sent"), ("dead", "Dead")],
                        default="queued",
                        max_length=6,
                    ),
                ),
                ("is_paced", models.BooleanField(default=True, help_text="Counts as a message in its chat.")),
                (
                    "is_taken",
                    models.BooleanField(default=False, help_text="A sender has it in hand until `not_before`."),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_id", models.BigIntegerField(help_text="The channel's id of the message sent.", null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("tip_id", models.UUIDField(help_text="The tip it speaks of: a reply to it goes there.", null=True)),
                ("message_id", models.UUIDField(help_text="The hotline's message whose delivery it is.", null=True)),
                ("failure", models.CharField(blank=True, help_text="Code of why it is dead.", max_length=60)),
                (
                    "lane",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="outgoing", to="bots.lane"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "queued")), fields=["lane", "id"], name="outgoing_queued"
                    ),
                    models.Index(
                        condition=models.Q(("state", "sent")), fields=["lane", "sent_id"], name="outgoing_sent"
                    ),
                    models.Index(condition=models.Q(("state", "sent")), fields=["sent_at"], name="outgoing_sent_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("queued", "sent", "dead"))), name="outgoing_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="sent_message_says_when",
                    ),
                ],
            },
        ),
    ]
