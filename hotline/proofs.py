"""Proofs of work (ALTCHA): a few seconds of a source's own device, asked for only where a budget is over.

Its page carries a signed challenge; nothing about it is stored until a proof is taken, and then only its mark.
"""

import json
from base64 import b64decode
from datetime import timedelta
from hashlib import sha256

import altcha
from django.db import connection
from django.utils import timezone

from hotline.models import Tip, UsedProof
from vault import keys

PURPOSE = "proof-of-work"
FIELD = "proof"
GOOD_FOR = timedelta(minutes=20)
ALGORITHM = "PBKDF2/SHA-256"
# Rounds of one try, and what the derived key must begin with: 256 tries on average, 5 to 10 ms each on a computer and
# about five times that on a cheap telephone.
ROUNDS = 20_000
BEGINS_WITH = "00"
MAX_CHARACTERS = 4000
FOR_CODE = "code"
USE_UP = "INSERT INTO hotline_used_proof (mark, until) VALUES (%s, %s) ON CONFLICT DO NOTHING"


def for_tip(tip: Tip) -> str:
    """What a proof for this tip is about: it lifts no other."""
    return keys.mark(PURPOSE, f"tip:{tip.pk}").hex()[:32]


def challenge(about: str) -> str:
    """A fresh challenge as JSON, signed, good for twenty minutes. No database is asked."""
    made = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        key_prefix=BEGINS_WITH,
        expires_at=timezone.now() + GOOD_FOR,
        data={"about": about},
        hmac_secret=keys.purpose_key(PURPOSE),
    )
    return json.dumps(made.to_dict(), separators=(",", ":"))


def take(given: str, about: str) -> bool:
    """Whether this is a proof about that, not expired and not taken before. It is used up then."""
    if not given or len(given) > MAX_CHARACTERS:
        return False
    found = altcha.verify_solution(given, keys.purpose_key(PURPOSE))
    if not found.verified:
        return False
    signed = json.loads(b64decode(given))["challenge"]
    if (signed["parameters"].get("data") or {}).get("about") != about:
        return False
    mark = sha256(bytes.fromhex(signed["signature"])).digest()
    with connection.cursor() as cursor:
        cursor.execute(USE_UP, [mark, timezone.now() + GOOD_FOR])
        return cursor.rowcount == 1


def forget_expired() -> int:
    """Returns: how many marks of expired proofs were removed."""
    return UsedProof.objects.filter(until__lt=timezone.now()).delete()[0]
