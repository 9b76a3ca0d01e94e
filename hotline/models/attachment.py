"""A file that came with a tip: sealed original, what a scanner says of it, scrubbed copy, what its metadata told."""

from django.db import models

from hotline.models.conversation import Message
from hotline.models.copied import CopiedFile
from hotline.models.draft import Draft
from hotline.models.member import MemberMessage
from hotline.models.tip import Tip
from vault.text import EncryptedText


class Attachment(CopiedFile):
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments")
    member_message = models.ForeignKey(
        MemberMessage,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        # Neither by the database: a constraint and an index of this table are made beside the work of an open house.
        db_constraint=False,
        db_index=False,
    )
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="attachments")
    origin = EncryptedText(help_text="Where a file can still be fetched: JSON of the channel's own ids.")
    origin_mark = models.BinaryField(
        null=True, unique=True, help_text="HMAC of the channel's unique file id in this tip."
    )
    bytes_mark = models.BinaryField(
        null=True, db_index=True, help_text="HMAC of the SHA-256: finds the same file again."
    )
    look_at = models.DateTimeField(
        null=True, blank=True, help_text="When its picture is to be hashed, to be known again; None: nothing waits."
    )
    look_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tip__isnull=False)
                | models.Q(draft__isnull=False)
                | models.Q(member_message__isnull=False),
                name="attachment_belongs",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("waiting", "copied")) | models.Q(file_id__isnull=False),
                name="attachment_has_its_original",
            ),
            models.CheckConstraint(
                condition=models.Q(scan__in=("waiting", "clean", "infected", "not_scanned", "too_large", "failed")),
                name="attachment_scan_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(scan="infected") | models.Q(copy_id__isnull=True),
                name="attachment_infected_uncopied",
            ),
        ]
        indexes = [
            models.Index(
                fields=["member_message"],
                name="attachment_of_member",
                condition=models.Q(member_message__isnull=False),
            ),
            models.Index(fields=["received_at"], name="attachment_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["next_try_at"], name="attachment_offered", condition=models.Q(state="offered")),
            models.Index(fields=["look_at"], name="attachment_unseen", condition=models.Q(look_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"
