"""What a purge leaves: the certificate that it was carried out."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff import access
from staff.ledger import AppendOnly


class Rule(models.TextChoices):
    """Why a tip, or a stretch of a member's chat, was purged. `hotline/retention.py` holds the tips' timetable."""

    WITHDRAWN = "withdrawn", _("Withdrawn by its source")
    SPAM = "spam", _("Dismissed as spam")
    CLOSED = "closed", _("Dismissed otherwise")
    UNACTIONED = "unactioned", _("Nobody acted on it")
    QUARANTINED = "quarantined", _("Quarantined and untouched")
    REVIEWED = "reviewed", _("Its report's review has passed")
    MERGED = "merged", _("The tip it was merged into is gone")
    MEMBER = "member", _("A member's chat, its time over")
    ENDED = "ended", _("A membership that was ended")


class CertificateSet(models.QuerySet["PurgeCertificate"]):
    def visible_to(self, officer: Any) -> "CertificateSet":
        """All of them for those who read certificates; none for all others."""
        return self if access.allows(officer, "hotline.view_purgecertificate") else self.none()


class PurgeCertificate(AppendOnly):
    """One purged tip: by which rule, when, what went, signed. The tip itself is a keyed mark here."""

    reference = models.CharField(_("certificate"), max_length=20, unique=True)
    rule = models.CharField(_("by which rule"), max_length=12, choices=Rule.choices)
    issued_at = models.DateTimeField(_("when"), default=timezone.now)
    subject_mark = models.BinaryField(unique=True, help_text="HMAC of the tip's id.")
    keys_destroyed = models.PositiveIntegerField(_("keys destroyed"))
    texts_cleared = models.PositiveIntegerField(_("texts cleared"))
    files_removed = models.PositiveIntegerField(_("files removed"))
    contacts_removed = models.PositiveIntegerField(_("contacts removed"))
    ledger_span = ArrayField(models.BigIntegerField(), help_text="Numbers of its entries in the purge ledger.")
    ledger_hash = models.CharField(max_length=64, help_text="SHA-256 over those entries.")
    public_key = models.CharField(max_length=64, help_text="Ed25519, hex.")
    signature = models.CharField(max_length=128, help_text="Ed25519 over all of the above, hex.")

    objects = CertificateSet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = _("purge certificate")
        verbose_name_plural = _("purge certificates")
        indexes = [models.Index(fields=["-issued_at", "id"], name="certificate_list")]

    def __str__(self) -> str:
        return self.reference
