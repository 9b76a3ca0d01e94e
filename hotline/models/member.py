"""Registered members: rangers, officers of other services and people of communities, with a chat to the duty desk."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.tip import Tip
from staff import access
from staff.models import Officer
from vault.models import Source
from vault.text import EncryptedText


class MemberSet(models.QuerySet["Member"]):
    def visible_to(self, officer: Any) -> "MemberSet":
        """Every member for those who answer them; none for all others."""
        return self if access.allows(officer, "hotline.view_member") else self.none()

    def unanswered_first(self) -> "MemberSet":
        """Who waits for an answer, the longest first; then whoever spoke last."""
        return self.order_by(F("waiting_since").asc(nulls_last=True), F("last_at").desc(nulls_last=True), "pk")


class Member(models.Model):
    """A registered person. They are a source: the name and the telephone are in the vault's sealed box alone.

    Call sign, area and chat are sealed under `key_id`, which goes when the membership ends.
    """

    class Kind(models.TextChoices):
        """The kinds of source that a member can be: values of `Source.Kind`."""

        RANGER = Source.Kind.RANGER.value, _("Ranger")
        OFFICER = Source.Kind.OFFICER.value, _("Officer of another service")
        COMMUNITY = Source.Kind.COMMUNITY.value, _("Member of a community")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    key_id = models.UUIDField()
    source_id = models.UUIDField(unique=True, help_text="The vault's opaque id of the member as a source.")
    kind = models.CharField(_("kind of source"), max_length=12, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=10)
    call_sign = EncryptedText()
    area = EncryptedText()
    registered_at = models.DateTimeField(_("registered"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # The chat, and the code by which it is linked.
    chat = EncryptedText()
    chat_mark = models.BinaryField(null=True, unique=True, help_text="HMAC of the chat's id: one member a chat.")
    linked_at = models.DateTimeField(_("linked"), null=True, blank=True)
    is_unreachable = models.BooleanField(default=False, help_text="The member blocked the bot.")
    next_send_at = models.DateTimeField(default=timezone.now, help_text="The channel's pace for this chat.")
    code_mark = models.BinaryField(null=True, unique=True, help_text="HMAC of the one-time code.")
    code_expires_at = models.DateTimeField(null=True)
    # Where the conversation stands.
    waiting_since = models.DateTimeField(_("waits since"), null=True, blank=True)
    last_at = models.DateTimeField(_("last word"), null=True, blank=True)

    objects = MemberSet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        indexes = [
            models.Index(
                F("waiting_since").asc(nulls_last=True), F("last_at").desc(nulls_last=True), "id", name="member_list"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(chat_mark=None, code_mark=None), name="ended_member_has_no_chat"
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_linked(self) -> bool:
        return self.chat_mark is not None


class MemberTalk(models.Model):
    """A stretch of a member's conversation, sealed under a key of its own: a long silence ends it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="talks")
    key_id = models.UUIDField(db_index=True)
    began_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    purged_at = models.DateTimeField(null=True, help_text="When its key was destroyed.")

    class Meta:
        indexes = [
            models.Index(fields=["last_at"], name="talk_living", condition=Q(purged_at=None)),
            models.Index(fields=["member", "-last_at"], name="talk_of_member"),
        ]

    def __str__(self) -> str:
        return f"talk {self.pk}"


class MemberMessage(models.Model):
    """One message. An answer waits here as a row until the bot's sender took it."""

    class Direction(models.TextChoices):
        FROM_MEMBER = "from_member", _("From the member")
        TO_MEMBER = "to_member", _("To the member")

    class Delivery(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("On its way")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")
        BLOCKED = "blocked", _("Blocked by the member")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    talk = models.ForeignKey(MemberTalk, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=12, choices=Direction.choices)
    author = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    body = EncryptedText()
    position = EncryptedText(help_text='"lat,lon", WGS 84 degrees.')
    delivery = models.CharField(max_length=12, choices=Delivery.choices, default=Delivery.WAITING)
    replaces = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="edits")
    tip = models.ForeignKey(
        Tip, on_delete=models.SET_NULL, null=True, blank=True, related_name="member_messages",
        help_text="The tip that was made of it: it has the words under its own key.",
    )  # fmt: skip
    origin_mark = models.BinaryField(null=True, unique=True, help_text="HMAC of the message's origin.")

    class Meta:
        indexes = [
            models.Index(fields=["talk", "at"], name="member_message_talk"),
            models.Index(
                fields=["at"], name="member_message_out", condition=Q(direction="to_member", delivery="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def key_id(self) -> Any:
        return self.talk.key_id
