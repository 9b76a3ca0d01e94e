"""Agencies that act on what the hotline learns, and how to reach them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reference.models.edition import Retirable
from reference.models.offences import TipClass
from reference.taxon_groups import TaxonGroup
from staff.models import Officer


class Agency(Retirable):
    """An authority or organisation of one country ('INTL': several).

    Editions bring a seed to be checked. What officers change at the desk is theirs (`is_own`): no edition writes
    over it.
    """

    country = models.CharField(_("country"), max_length=4, help_text=_("ISO 3166 code, INTL for an international body"))
    province = models.TextField(_("province"), blank=True, help_text=_("empty: the whole country"))
    name = models.TextField(_("name"))
    local_name = models.TextField(_("local name"), blank=True)
    kind = models.TextField(_("kind"), blank=True)
    mandate = models.TextField(_("mandate"), blank=True)
    tags = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("tags"))
    status = models.TextField(_("status"), blank=True)
    source = models.TextField(_("source"), blank=True)
    offence_classes = ArrayField(
        models.TextField(choices=TipClass.choices), default=list, blank=True, db_default=[],
        verbose_name=_("offences"), help_text=_("None chosen: every offence."),
    )  # fmt: skip
    taxon_groups = ArrayField(
        models.TextField(choices=TaxonGroup.choices), default=list, blank=True, db_default=[],
        verbose_name=_("groups of species"), help_text=_("None chosen: every species."),
    )  # fmt: skip
    language = models.CharField(
        _("language"), max_length=10, blank=True, default="", db_default="", help_text=_("The one its officers read.")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("part of"),
    )  # fmt: skip
    second_route = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="second_route_of",
        verbose_name=_("second route"), help_text=_("Whom to ask where this one does not answer."),
    )  # fmt: skip
    lawful_basis = models.TextField(
        _("lawful basis"),
        blank=True,
        default="",
        db_default="",
        help_text=_("The law or agreement by which we may tell it."),
    )
    verified = models.BooleanField(_("verified"), default=False, db_default=False)
    is_own = models.BooleanField(_("kept by this desk"), default=False, db_default=False, editable=False)
    normalised = models.TextField(editable=False)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.UniqueConstraint(fields=["country", "province", "name"], name="one_agency_each"),
            models.CheckConstraint(
                condition=models.Q(offence_classes__contained_by=TipClass.values), name="agency_offences_known"
            ),
            models.CheckConstraint(
                condition=models.Q(taxon_groups__contained_by=TaxonGroup.values), name="agency_groups_known"
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")), name="agency_is_not_its_own_part"
            ),
            models.CheckConstraint(
                condition=models.Q(second_route=None) | ~models.Q(second_route=models.F("id")),
                name="second_route_is_another_agency",
            ),
        ]
        indexes = [GinIndex(fields=["tags"], name="agency_tags")]

    def __str__(self) -> str:
        return self.name


class AgencyRisk(models.Model):
    """What is said of corruption in an agency: for those with a right of their own, in no list, export or audit.

    A row of its own, so that nothing that reads agencies reads it.
    """

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="risk")
    note = models.TextField(_("risk of corruption"))
    noted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(note=""), name="agency_risk_says_something")]

    def __str__(self) -> str:
        return f"risk {self.agency_id}"


class ContactSet(models.QuerySet["AgencyContact"]):
    def sealable(self) -> "ContactSet":
        """Verified ones with a key that is good today."""
        good = models.Q(key_expires_at=None) | models.Q(key_expires_at__gt=timezone.now())
        return self.filter(good, verified=True).exclude(key="")


class AgencyContact(models.Model):
    """One way to reach an agency. No edition holds any: a deployment enters and verifies them."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("telephone")
        PORTAL = "portal", _("portal")

    class How(models.TextChoices):
        CALLED = "called", _("Called back at a published number")
        MET = "met", _("Met in person")
        LETTER = "letter", _("Official letter")
        KNOWN = "known", _("Vouched for by a verified contact")
        EARLIER = "earlier", _("Before this was kept")

    class KeyKind(models.TextChoices):
        AGE = "age", "age"
        OPENPGP = "openpgp", "OpenPGP"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="contacts")
    name = models.TextField(_("person or desk"), blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    address = models.TextField(_("address"))
    verified = models.BooleanField(_("verified"), default=False)
    verified_how = models.CharField(_("how verified"), max_length=8, choices=How, blank=True, default="", db_default="")
    verified_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    key_kind = models.CharField(_("kind of key"), max_length=7, choices=KeyKind, blank=True, default="", db_default="")
    key = models.TextField(
        _("public key"), blank=True, default="", db_default="",
        help_text=_("Of age (age1…) or OpenPGP (-----BEGIN PGP PUBLIC KEY BLOCK-----)."),
    )  # fmt: skip
    key_mark = models.CharField(
        _("fingerprint"),
        max_length=130,
        blank=True,
        default="",
        db_default="",
        help_text="OpenPGP's; of age the key itself.",
    )
    key_expires_at = models.DateTimeField(_("key expires"), null=True, blank=True)
    is_second_route = models.BooleanField(
        _("second route"), default=False, db_default=False,
        help_text=_("Asked where the agency does not answer, and no other agency is named for it."),
    )  # fmt: skip
    note = models.TextField(_("note"), blank=True)

    objects = ContactSet.as_manager()

    class Meta:
        verbose_name = _("agency contact")
        verbose_name_plural = _("agency contacts")
        constraints = [
            models.UniqueConstraint(fields=["agency", "channel", "address"], name="one_contact_each"),
            models.UniqueConstraint(
                fields=["agency"], condition=models.Q(is_second_route=True), name="one_second_route_each"
            ),
            models.CheckConstraint(condition=~models.Q(address=""), name="contact_has_an_address"),
            models.CheckConstraint(
                condition=models.Q(verified=False, verified_how="", verified_by=None, verified_at=None)
                | models.Q(verified=True, verified_how="earlier")
                | models.Q(
                    verified=True, verified_how__in=("called", "met", "letter", "known"), verified_by__isnull=False,
                    verified_at__isnull=False,
                ),
                name="verified_contact_says_how",
            ),
            models.CheckConstraint(
                condition=models.Q(key_kind="", key="", key_mark="", key_expires_at=None)
                | models.Q(key_kind__in=("age", "openpgp")) & ~models.Q(key="") & ~models.Q(key_mark=""),
                name="contact_key_is_whole",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.name or self.agency_id}"
