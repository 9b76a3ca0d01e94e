"""What the bots keep: updates that wait, chats as lanes, messages on their way out. All content is sealed."""

import uuid

from django.db import models
from django.utils import timezone


class Lane(models.Model):
    """A chat: one serial lane. Whoever holds its row's lock steps it; nobody else does meanwhile."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(max_length=10, choices=[("telegram", "Telegram"), ("console", "Console")])
    mark = models.BinaryField(unique=True, help_text="HMAC of channel, bot and chat id.")
    source_id = models.UUIDField(db_index=True, help_text="The vault's opaque id of who writes here.")
    language = models.CharField(max_length=10, blank=True)
    draft_id = models.UUIDField(null=True)
    tip_id = models.UUIDField(null=True)
    state = models.BinaryField(default=bytes, help_text="Where the conversation stands, without its words; sealed.")
    is_unreachable = models.BooleanField(default=False, help_text="The person blocked the bot.")
    next_send_at = models.DateTimeField(default=timezone.now, help_text="The channel's pace for this chat.")
    opened_at = models.DateTimeField(auto_now_add=True, db_index=True)
    # The chat's budget (bots/chat_budget.py).
    hour_began = models.DateTimeField(null=True)
    heard_in_hour = models.PositiveSmallIntegerField(default=0)
    was_told_slow = models.BooleanField(default=False)
    day_began = models.DateTimeField(null=True)
    tips_in_day = models.PositiveSmallIntegerField(default=0)
    came_in_flood = models.BooleanField(default=False, help_text="Opened while very many chats were.")

    def __str__(self) -> str:
        return f"lane {self.pk}"


class IncomingUpdate(models.Model):
    """An update as stored before it was answered for; the row goes once it has been stepped."""

    bot_id = models.BigIntegerField()
    update_id = models.BigIntegerField()
    lane_mark = models.BinaryField()
    payload = models.BinaryField(help_text="The update without names, sealed.")
    received_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    is_stuck = models.BooleanField(default=False, help_text="Failed too often: set aside for a person to look at.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bot_id", "update_id"], name="an_update_once")]
        indexes = [
            models.Index(fields=["lane_mark", "update_id"], name="update_by_lane", condition=models.Q(is_stuck=False))
        ]

    def __str__(self) -> str:
        return f"update {self.update_id}"


class SteppedUpdate(models.Model):
    """That an update was stepped: Telegram may repeat it for a day, and the repeat changes nothing."""

    bot_id = models.BigIntegerField()
    update_id = models.BigIntegerField()
    stepped_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bot_id", "update_id"], name="stepped_once")]

    def __str__(self) -> str:
        return f"stepped {self.update_id}"


class OutgoingMessage(models.Model):
    """Something to send. A row is sent once; a crash between sending and noting it can repeat it once."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        DEAD = "dead"

    lane = models.ForeignKey(Lane, on_delete=models.CASCADE, null=True, related_name="outgoing")
    payload = models.BinaryField(help_text="What to send, sealed; emptied once it was sent.")
    dedupe_key = models.CharField(max_length=100, unique=True)
    replaces = models.CharField(
        max_length=40, blank=True, help_text="Unsent rows of this name give way to a newer one."
    )
    state = models.CharField(max_length=6, choices=State.choices, default=State.QUEUED)
    is_paced = models.BooleanField(default=True, help_text="Counts as a message in its chat.")
    is_bulk = models.BooleanField(default=False, help_text="One of very many: whatever else waits goes before it.")
    is_taken = models.BooleanField(default=False, help_text="A sender has it in hand until `not_before`.")
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    sent_id = models.BigIntegerField(null=True, help_text="The channel's id of the message sent.")
    sent_at = models.DateTimeField(null=True)
    tip_id = models.UUIDField(null=True, help_text="The tip it speaks of: a reply to it goes there.")
    message_id = models.UUIDField(null=True, help_text="The hotline's message whose delivery it is.")
    failure = models.CharField(max_length=60, blank=True, help_text="Code of why it is dead.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=("queued", "sent", "dead")), name="outgoing_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="sent_message_says_when"
            ),
        ]
        indexes = [
            models.Index(fields=["lane", "id"], name="outgoing_queued", condition=models.Q(state="queued")),
            models.Index(fields=["lane", "sent_id"], name="outgoing_sent", condition=models.Q(state="sent")),
            models.Index(fields=["sent_at"], name="outgoing_sent_at", condition=models.Q(state="sent")),
        ]

    def __str__(self) -> str:
        return f"outgoing {self.pk}"
