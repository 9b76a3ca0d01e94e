"""Partners at the desk: registering them, giving and taking keys. The key itself is shown once and kept as its HMAC."""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline.models import Partner, PartnerKey, Scope
from staff import access, audit
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid, WrongStatus
from vault import identity, keys, text
from vault.models import Source

RIGHT = "hotline.manage_partners"
PURPOSE = "partner-key"
SECRET_BYTES = 32
MAX_NAME = 120  # characters
MAX_DAYS = 730
USUAL_DAYS = 365
COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class Given:
    """A new key: its row, and its text, which exists nowhere else."""

    row: PartnerKey
    text: str


def _require(by: Officer | str) -> None:
    if by != "system":
        access.require(by, RIGHT)


@transaction.atomic
def register(name: str, *, kind: str, country: str = "", by: Officer | str) -> Partner:
    """Write a partner down. A partner is a source: the name is sealed, and a pseudonym stands for it in the queue.

    Args:
        kind: a `Source.Kind` value.
        country: ISO 3166-1 alpha-2, or "".
        by: an officer with `hotline.manage_partners`, or "system" from the command line.
    Raises: NotAllowed; Invalid.
    """
    _require(by)
    wrong = {}
    if not 0 < len(name.strip()) <= MAX_NAME:
        wrong["name"] = _("A name of up to %(limit)d characters is needed.") % {"limit": MAX_NAME}
    if kind not in Source.Kind.values:
        wrong["kind"] = _("There is no such kind of source.")
    if country and not COUNTRY.fullmatch(country):
        wrong["country"] = _("There is no such country code.")
    if wrong:
        raise Invalid(_("The partner cannot be written down like this."), **wrong)
    partner = Partner(reference=next_reference("PAR"), key_id=keys.create(), kind=kind, country=country)
    partner.source_id = identity.create_source(kind).pk
    text.write(partner, name=name.strip())
    partner.save(force_insert=True)
    audit.record(by, "partner.registered", partner, kind=kind)
    return partner


def names(partners: list[Partner]) -> dict[object, str]:
    """Names by partner's id, opened in one query."""
    return {pk: name or "–" for pk, name in text.read_many(partners, "name").items()}


@transaction.atomic
def give_key(partner: Partner, scopes: list[str], *, by: Officer | str, days: int = USUAL_DAYS) -> Given:
    """Make a key, 256 random bits, good until the day so many days from now.

    Raises: NotAllowed; Invalid for an unknown scope or an odd term; WrongStatus for a closed partner.
    """
    _require(by)
    if not scopes or set(scopes) - set(Scope.values):
        raise Invalid(_("Choose what the key may do."), scopes=_("Choose what the key may do."))
    if not 1 <= days <= MAX_DAYS:
        sentence = _("Between 1 and %(limit)d days.") % {"limit": MAX_DAYS}
        raise Invalid(sentence, days=sentence)
    fresh = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    if not fresh.is_active:
        raise WrongStatus(_("This partner may not send: open it again first."))
    prefix = f"hb_{secrets.token_hex(4)}"
    key = f"{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}"
    row = PartnerKey.objects.create(
        partner=fresh, prefix=prefix, mark=keys.mark(PURPOSE, key), scopes=sorted(set(scopes)),
        expires_on=timezone.now().date() + timedelta(days=days),
    )  # fmt: skip
    audit.record(by, "partner.key_given", fresh, key=prefix, scopes=row.scopes, until=row.expires_on.isoformat())
    return Given(row, key)


@transaction.atomic
def revoke_key(partner: Partner, prefix: str, *, by: Officer | str) -> PartnerKey:
    """End a key at once. Safe to repeat. Raises: NotAllowed; Invalid where the partner has no such key."""
    _require(by)
    row = PartnerKey.objects.select_for_update().filter(partner=partner, prefix=prefix).first()
    if row is None:
        raise Invalid(_("This partner has no such key."), which=_("This partner has no such key."))
    if row.revoked_on is None:
        row.revoked_on = timezone.now().date()
        row.save(update_fields=["revoked_on"])
        audit.record(by, "partner.key_revoked", partner, key=prefix)
    return row


@transaction.atomic
def close(partner: Partner, *, by: Officer | str) -> Partner:
    """No key of this partner opens anything any more; what it sent stays. Raises: NotAllowed."""
    return _set_active(partner, False, "partner.closed", by)


@transaction.atomic
def reopen(partner: Partner, *, by: Officer | str) -> Partner:
    """The partner's live keys work again. Raises: NotAllowed."""
    return _set_active(partner, True, "partner.reopened", by)


@transaction.atomic
def pass_pictures(partner: Partner, passes: bool, *, by: Officer | str) -> Partner:
    """Whether pictures of the partner's cameras go to the chats of officers on duty. Raises: NotAllowed."""
    _require(by)
    fresh = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    fresh.passes_pictures = passes
    fresh.save(update_fields=["passes_pictures"])
    audit.record(by, "partner.pictures_passed" if passes else "partner.pictures_kept", fresh)
    return fresh


def _set_active(partner: Partner, is_active: bool, verb: str, by: Officer | str) -> Partner:
    _require(by)
    fresh = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    if fresh.is_active != is_active:
        fresh.is_active = is_active
        fresh.save(update_fields=["is_active"])
        audit.record(by, verb, fresh)
    return fresh
