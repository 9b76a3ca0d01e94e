"""The end of what members wrote: a stretch goes 90 days after its last word, with a certificate.

What was made a tip stands under the tip's own key, and follows the tips' timetable.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone

from hotline import attachments, certificates
from hotline.models import Attachment, MemberMessage, MemberTalk, PurgeCertificate
from hotline.models.certificate import Rule
from staff import audit
from vault import keys, purging

log = logging.getLogger(__name__)
LIMIT = 500  # stretches a run


def due(now: datetime) -> "QuerySet[MemberTalk]":
    """Stretches whose time is over, the longest overdue first."""
    before = now - timedelta(days=int(settings.RETENTION_DAYS))
    return MemberTalk.objects.filter(purged_at=None, last_at__lte=before).order_by("last_at", "pk")


def run(now: datetime | None = None, limit: int = LIMIT) -> int:
    """Purge what is due, each in its own transaction. Returns: how many stretches.

    Raises: NotReplayed where this database came out of a backup.
    """
    now = now or timezone.now()
    purging.require_replayed()
    done = 0
    for pk in list(due(now).values_list("pk", flat=True)[:limit]):
        try:
            done += purge(pk, now) is not None
        except (OperationalError, InterfaceError):
            raise
        except Exception as broken:
            log.error("talk %s is not purged: %s", pk, type(broken).__name__)
    return done


@transaction.atomic
def purge(talk_id: UUID, now: datetime) -> PurgeCertificate | None:
    """Purge one stretch if it is still due. Safe to repeat. Returns: None where it is not, or somebody has it."""
    talk = due(now).select_for_update(skip_locked=True).select_related(None).filter(pk=talk_id).first()
    if talk is None:
        return None
    texts, files = clear(talk, now)
    entry = keys.destroy(talk.key_id, reason=Rule.MEMBER)
    certificate = certificates.issue(
        talk, Rule.MEMBER, [entry] if entry else [], texts_cleared=texts, files_removed=files, contacts_removed=0
    )
    audit.record("system", "member.purged", talk.member, talk=talk.pk, certificate=certificate.reference)
    return certificate


def clear(talk: MemberTalk, at: datetime) -> tuple[int, int]:
    """Empty the sealed columns and files of a locked stretch. Returns: how many texts and files there were."""
    talk.purged_at = at
    talk.save(update_fields=["purged_at"])
    mine = MemberMessage.objects.filter(talk=talk)
    texts = mine.exclude(body=b"").count()
    mine.update(body=b"", position=b"")
    return texts, attachments.shred_all(Attachment.objects.filter(member_message__talk=talk), "key_gone")
