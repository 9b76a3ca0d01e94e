"""Who holds which key: the public keys that are set, and the officers who proved to hold the private half."""

import hmac
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid
from vault import identity, keys
from vault.handler import keyfile
from vault.models import HandlerKey, SealedContact


@dataclass(frozen=True)
class PublicKey:
    """One key of HANDLER_PUBLIC_KEYS. `raw`: 32 bytes."""

    name: str
    raw: bytes

    @property
    def fingerprint(self) -> str:
        return keyfile.fingerprint(self.raw)

    @property
    def spoken(self) -> str:
        return keyfile.spoken(self.fingerprint)

    @property
    def base64(self) -> str:
        return keyfile.base64(self.raw)


def present() -> list[PublicKey]:
    """The keys that contact data is sealed to now."""
    return [PublicKey(name, raw) for name, raw in identity.handler_keys().items()]


def boxes_of(pairs: "list[PublicKey] | list[HandlerKey]") -> Q:
    """A condition on SealedContact: sealed to one of these keys. An empty list is met by none."""
    condition = Q(pk__in=())
    for key in pairs:
        condition |= Q(handler=key.name, fingerprint=key.fingerprint)
    return condition


def keys_of(officer: Officer) -> list[HandlerKey]:
    """The keys that the officer proved to hold, newest first; old ones too, while boxes may be sealed to them."""
    return list(HandlerKey.objects.filter(officer=officer).order_by("-taken_up_at", "-pk"))


def open_to(officer: Officer) -> Q:
    """A condition on SealedContact: sealed to a key that the officer holds."""
    return boxes_of(keys_of(officer))


# --- Taking up a key --------------------------------------------------------------------------------------------
def _word(officer: Officer, key: PublicKey, day: date) -> str:
    # The form is fixed, and the handler's side gives out nothing else: a contact in its place would stay closed.
    told = f"{officer.pk}:{key.name}:{key.fingerprint}:{day.isoformat()}"
    return f"hornbill-proof-{keys.mark('handler-key-proof', told).hex()}"


def proof_box(officer: Officer, key: PublicKey) -> str:
    """A word for this officer and day, sealed to the key, in base64: who reads it holds the private half."""
    return keyfile.base64(keyfile.seal(key.raw, _word(officer, key, timezone.now().date())))


@transaction.atomic
def take_up(name: str, word: str, *, by: Officer) -> HandlerKey:
    """Note that a key of HANDLER_PUBLIC_KEYS is this handler's. Safe to repeat.

    Args:
        word: what the proof's box of today or yesterday held.
    Raises: NotAllowed; Invalid where there is no such key or the word is wrong.
    """
    access.require(by, "vault.reveal_source")
    key = next((each for each in present() if each.name == name), None)
    today = timezone.now().date()
    days = (today, today - timedelta(days=1))
    if key is None or not any(hmac.compare_digest(_word(by, key, day).encode(), word.strip().encode()) for day in days):
        raise Invalid(_("This does not prove that the key is yours: open the box again with your key file."))
    row, is_new = HandlerKey.objects.get_or_create(officer=by, name=key.name, fingerprint=key.fingerprint)
    if is_new:
        audit.record(by, "handlerkey.taken_up", row, name=row.name, fingerprint=row.fingerprint)
    return row


# --- How far the boxes are -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Standing:
    """A key, whose it is, and how many contacts have a box for it. `key` None: it is not in HANDLER_PUBLIC_KEYS now."""

    name: str
    spoken: str
    key: PublicKey | None
    holders: list[str]
    boxes: int
    is_mine: bool


def standings(officer: Officer) -> list[Standing]:
    """Every key that is set or that boxes are sealed to. Three queries."""
    rows = SealedContact.objects.order_by().values_list("handler", "fingerprint").annotate(Count("pk"))
    boxes = {(name, digits): count for name, digits, count in rows}
    holders: dict[tuple[str, str], list[Officer]] = {}
    for row in HandlerKey.objects.select_related("officer"):
        holders.setdefault((row.name, row.fingerprint), []).append(row.officer)
    known = {(key.name, key.fingerprint): key for key in present()}
    found = []
    for pair in [*known, *sorted(set(boxes) - set(known))]:
        who = holders.get(pair, [])
        standing = Standing(
            pair[0], keyfile.spoken(pair[1]), known.get(pair), [str(one) for one in who],
            boxes.get(pair, 0), officer in who,
        )  # fmt: skip
        found.append(standing)
    return found
