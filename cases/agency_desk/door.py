"""At the door of an agency's page: what is noted of a code that is wrong or wanted, the same work for every link."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from cases import agency_keys
from cases.models import Referral, ReferralEvent

CODE_WANTED_EVERY = timedelta(hours=1)
# One statement each, that finds its row or does not: a look first and a line after it would tell a live link by the
# number of statements.
NOTE_LOCKED = """
INSERT INTO cases_referralevent (referral_id, at, kind, officer_id, text)
SELECT id, %(now)s, %(kind)s, NULL, '' FROM cases_referral AS referral
WHERE id = %(id)s AND code_used_at IS NULL AND code_tries >= %(tries)s AND NOT EXISTS (
    SELECT FROM cases_referralevent AS earlier WHERE earlier.referral_id = referral.id AND earlier.kind = %(kind)s
    AND earlier.at > referral.code_expires_at - %(since)s)
"""
NOTE_WANTED = """
INSERT INTO cases_referralevent (referral_id, at, kind, officer_id, text)
SELECT id, %(now)s, %(kind)s, NULL, '' FROM cases_referral AS referral
WHERE id = %(id)s AND NOT EXISTS (
    SELECT FROM cases_referralevent AS earlier WHERE earlier.referral_id = referral.id AND earlier.kind = %(kind)s
    AND earlier.at > %(now)s - %(since)s)
"""


@transaction.atomic
def wrong_code(referral: Referral | None) -> None:
    """Note the moment a code locks itself, so that the desk sees why the agency calls."""
    _note(NOTE_LOCKED, ReferralEvent.Kind.LOCKED, referral, agency_keys.CODE_GOOD_FOR)


@transaction.atomic
def wants_code(referral: Referral | None) -> None:
    """Tell the desk that an agency wants a new code, once an hour at most. A link that is not open tells nobody."""
    _note(NOTE_WANTED, ReferralEvent.Kind.CODE_WANTED, referral, CODE_WANTED_EVERY)


def _note(statement: str, kind: str, referral: Referral | None, since: timedelta) -> None:
    pk: UUID = referral.pk if referral else uuid4()
    # Two at once note it once.
    list(Referral.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk"))
    said: dict[str, Any] = {
        "id": pk,
        "now": timezone.now(),
        "kind": kind,
        "since": since,
        "tries": agency_keys.CODE_TRIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, said)
