"""Partners whose machines send tips: who they are (sealed), their keys, and which calls they have made."""

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.conversation import Message
from hotline.models.tip import Tip
from vault.models import Source
from vault.text import EncryptedText


class Scope(models.TextChoices):
    """What a key may do; each route of the partner API names the one it asks for."""

    TIPS_WRITE = "tips:write", _("Send tips and files")
    TIPS_READ = "tips:read", _("See how its own tips stand")
    TIPS_ANSWER = "tips:answer", _("Read questions about its own tips and answer them")
    ALERTS_WRITE = "alerts:write", _("Send alerts of cameras")
    EVENTS_WRITE = "events:write", _("Send events of patrols")
    CONSIGNMENTS_WRITE = "consignments:write", _("Send suspicious consignments")
    LISTINGS_WRITE = "listings:write", _("Send online offers")


class Partner(models.Model):
    """A partner organisation. It is a source: its name is sealed, the reference says nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    key_id = models.UUIDField()
    name = EncryptedText()
    kind = models.CharField(_("kind of source"), max_length=12, choices=Source.Kind.choices)
    country = models.CharField(_("country"), max_length=2, blank=True)
    source_id = models.UUIDField(unique=True, help_text="The vault's opaque id of the partner as a source.")
    is_active = models.BooleanField(_("may send"), default=True)
    passes_pictures = models.BooleanField(_("pictures of its cameras go to the duty officer's chat"), default=True)
    registered_on = models.DateField(_("registered"), auto_now_add=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.reference


class PartnerKey(models.Model):
    """A key by which a partner's machine proves itself: kept as its HMAC. The prefix is no part of the secret."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="keys")
    prefix = models.CharField(_("begins with"), max_length=12, unique=True)
    mark = models.BinaryField(unique=True)
    scopes = ArrayField(models.CharField(max_length=30, choices=Scope.choices), verbose_name=_("may"))
    created_on = models.DateField(_("made"), auto_now_add=True)
    expires_on = models.DateField(_("ends"), help_text="Last day on which it opens, UTC.")
    revoked_on = models.DateField(_("revoked"), null=True, blank=True)
    last_used_on = models.DateField(_("last used"), null=True, blank=True, help_text="A day, no time.")
    minute = models.BigIntegerField(default=0, help_text="Whole minutes since 1970 of the latest call.")
    calls = models.PositiveIntegerField(default=0, help_text="Calls in that minute.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(scopes=[]), name="partner_key_may_something"),
        ]

    def __str__(self) -> str:
        return self.prefix

    @property
    def is_live(self) -> bool:
        return self.revoked_on is None and self.expires_on >= self.today() and self.partner.is_active

    @staticmethod
    def today() -> date:
        return timezone.now().date()


class PartnerCall(models.Model):
    """A call that made something, by its Idempotency-Key: the same one again gets the same answer."""

    class Route(models.TextChoices):
        TIPS = "tips"
        ATTACHMENTS = "attachments"
        ALERTS = "alerts"
        EVENTS = "events"
        CONSIGNMENTS = "consignments"
        LISTINGS = "listings"
        ANSWERS = "answers"

    # Those by which a tip comes in: each tip has one such call.
    FILING = (Route.TIPS, Route.ALERTS, Route.EVENTS, Route.CONSIGNMENTS, Route.LISTINGS)

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="calls")
    route = models.CharField(max_length=12, choices=Route.choices)
    mark = models.BinaryField(unique=True, help_text="HMAC of partner, route, tip and Idempotency-Key.")
    body_mark = models.BinaryField(help_text="HMAC of what was sent: another body under the same key is refused.")
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="partner_calls")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    told_status = models.CharField(
        max_length=20, default="received", help_text="The public status that the partner's webhook was last told."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tip"],
                condition=models.Q(route__in=("tips", "alerts", "events", "consignments", "listings")),
                name="one_partner_brought_a_tip",
            ),
        ]
        indexes = [
            # A partner's own tips in the order of their coming, page by page.
            models.Index(
                fields=["partner", "id"], name="partner_call_filed",
                condition=models.Q(route__in=("tips", "alerts", "events", "consignments", "listings")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"call {self.pk}"
