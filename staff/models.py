"""Officers and their sessions, compartments, broken glass, legal holds and the audit ledger."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from staff import roles
from staff.ledger import AppendOnly


class OfficerManager(UserManager["Officer"]):
    def create_user(self, username: str, email: Any = None, password: str | None = None, **fields: Any) -> "Officer":
        officer = self.model(username=username, email=email or "", **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(AbstractBaseUser):
    """A person who works at the desk. Roles give rights; nothing else does."""

    username = models.CharField(
        _("name to sign in"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()]
    )
    full_name = models.CharField(_("full name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=roles.Role.choices), default=list, blank=True, verbose_name=_("roles")
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("enrolled"), auto_now_add=True)

    objects = OfficerManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")

    def __str__(self) -> str:
        return self.full_name or self.username

    @cached_property
    def rights(self) -> frozenset[str]:
        return roles.rights_of(self.roles)

    @property
    def is_staff(self) -> bool:
        return self.is_active

    @property
    def is_superuser(self) -> bool:
        """Nobody is: there is no account that passes every check."""
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and perm in self.rights

    def has_perms(self, perm_list: list[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and any(right.startswith(f"{app_label}.") for right in self.rights)

    def get_all_permissions(self, obj: Any = None) -> set[str]:
        return set(self.rights)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.username


class Membership(models.Model):
    """One officer's place in a compartment (a case, by its opaque id): a member, or denied. Denied wins."""

    class Standing(models.TextChoices):
        MEMBER = "member", _("Member")
        DENIED = "denied", _("Denied")

    compartment = models.UUIDField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="memberships")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.MEMBER)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["compartment", "officer", "standing"], name="one_standing_each"),
        ]
        indexes = [models.Index(fields=["officer", "standing", "compartment"])]

    def __str__(self) -> str:
        return f"{self.standing} {self.officer_id}"

    @property
    def is_denied(self) -> bool:
        return self.standing == self.Standing.DENIED


class DeskSession(models.Model):
    """An open session of an officer: when it began and when they last acted. No address, no agent."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="sessions")
    key = models.CharField(max_length=40, unique=True, editable=False)
    started = models.DateTimeField(_("started"))
    last_act = models.DateTimeField(_("last act"), db_index=True)

    def __str__(self) -> str:
        return f"session {self.pk}"


class BrokenGlass(models.Model):
    """An officer let themselves into a compartment for a while, to read. Reviewed afterwards by those who were told."""

    class Reason(models.TextChoices):
        LIFE = "life", _("A person or an animal is in danger now")
        SEIZURE = "seizure", _("A shipment or evidence is about to be lost")
        AGENCY = "agency", _("An agency needs an answer now and no member can be reached")
        COVER = "cover", _("Whoever works on it is out of reach, and a deadline falls")

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="glass_broken")
    compartment = models.UUIDField()
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    words = models.CharField(_("in your own words"), max_length=300, help_text="Read by those who review it.")
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="glass_mends_after_it_broke")
        ]
        indexes = [models.Index(fields=["officer", "until"])]

    def __str__(self) -> str:
        return f"broken glass {self.pk}"


class GlassNotice(models.Model):
    """One person who was told of broken glass, and what they found when they reviewed it."""

    class Finding(models.TextChoices):
        WAITING = "waiting", _("Not reviewed yet")
        JUSTIFIED = "justified", _("It was justified")
        QUESTIONED = "questioned", _("It must be asked about")

    glass = models.ForeignKey(BrokenGlass, on_delete=models.PROTECT, related_name="notices")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="glass_notices")
    finding = models.CharField(_("finding"), max_length=10, choices=Finding.choices, default=Finding.WAITING)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["glass", "officer"], name="told_once_each")]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class LegalHold(models.Model):
    """A reason why a thing (by its opaque id) may not be purged yet."""

    subject = models.UUIDField(db_index=True)
    held_by = models.UUIDField(help_text="The case, by its opaque id.")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "held_by"], name="one_hold_each")]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class AuditEntry(AppendOnly):
    """One act of one actor. Details hold ids, statuses and reason codes, never content."""

    at = models.DateTimeField(_("when"))
    actor = models.CharField(_("who"), max_length=60, help_text="officer:<id>, source, agency:<id> or system")
    verb = models.CharField(_("did"), max_length=60)
    subject = models.CharField(_("to what"), max_length=60, help_text="app.model")
    subject_id = models.CharField(_("its id"), max_length=60)
    details = models.JSONField(_("details"), default=dict, encoder=DjangoJSONEncoder)

    class Meta(AppendOnly.Meta):
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["subject", "subject_id", "id"]),
            models.Index(fields=["actor", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_id}"


class AuditLink(AppendOnly):
    """An entry's place in the hash chain: `hash` = SHA-256(previous hash + the entry in canonical form)."""

    sequence = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="link")
    hash = models.BinaryField(max_length=32)

    class Meta(AppendOnly.Meta):
        pass

    def __str__(self) -> str:
        return f"link {self.sequence}"


class Shift(models.Model):
    """A stretch of time in which an officer answers calls."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="shifts", verbose_name=_("officer"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("duty rota")
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="shift_ends_after_start")
        ]
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="shift_now")]

    def __str__(self) -> str:
        return f"{self.officer} {self.starts_at:%Y-%m-%d %H:%M}"
