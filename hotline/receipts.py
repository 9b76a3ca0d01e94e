"""The code a source gets: 25 random digits, kept as an HMAC only."""

import hmac
import secrets
import unicodedata
from hashlib import sha256

from django.utils import timezone

from hotline.models import Receipt, Tip
from vault import keys

DIGITS = 25
GROUP = 5


def derive_code(secret: bytes) -> str:
    """The code that belongs to a form token or a draft: the same secret always gives the same code.

    So a form posted twice shows its receipt again, though no code is stored. 25 digits (83 bits), from an HMAC under
    the vault's key, over a secret of at least 128 random bits.
    """
    # 32 bytes over 10^25: the bias of the remainder is below 2^-170.
    number = int.from_bytes(hmac.new(keys.purpose_key("receipt-derivation"), secret, sha256).digest())
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def grouped(code: str) -> str:
    """`12345 67890 …`, as it is shown and read aloud."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalise(typed: str) -> str:
    """The digits of what was typed, in any script, with any spaces or dashes between. "" unless there are 25."""
    found = digits(typed[:200])
    return found if len(found) == DIGITS else ""


def digits(typed: str) -> str:
    """The decimal digits of a text, of any script, as those of ASCII."""
    return "".join(str(unicodedata.decimal(sign)) for sign in typed if unicodedata.decimal(sign, None) is not None)


def issue(tip: Tip, code: str) -> Receipt:
    """Let a code open the tip's status page. Runs in the caller's transaction."""
    return Receipt.objects.create(tip=tip, mark=keys.mark("receipt", code))


def issue_another(tip: Tip) -> str:
    """A further code for a source who asks again where we know them (their chat). The earlier ones stay good."""
    code = derive_code(secrets.token_bytes(32))
    issue(tip, code)
    return code


def find(typed: str) -> Receipt | None:
    """The receipt that a typed code opens. Right and wrong codes take the same work: one HMAC, one look-up by index."""
    code = normalise(typed)
    found = Receipt.objects.select_related("tip").filter(mark=keys.mark("receipt", code or "0")).first()
    return found if code else None


def confirm(receipt: Receipt, code: str, last_groups: str) -> bool:
    """Whether the source typed the code's last two groups; remembered once they did."""
    digits = [
        str(unicodedata.decimal(sign)) for sign in last_groups[:60] if unicodedata.decimal(sign, None) is not None
    ]
    if "".join(digits) != code[-2 * GROUP :]:
        return False
    Receipt.objects.filter(pk=receipt.pk, confirmed_at=None).update(confirmed_at=timezone.now())
    return True
