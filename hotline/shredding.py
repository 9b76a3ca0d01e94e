"""Shredding a tip: keys, words, files, contact and the way to its source, and the certificate of it."""

from uuid import UUID

from django.utils import timezone

from hotline import attachments, certificates, judging, report_drafts, search
from hotline.members import registry
from hotline.models import CameraAlert, Consignment, Draft, Message, PurgeCertificate, Tip
from hotline.models.certificate import Rule
from vault import identity, keys
from vault.models import PurgedKey


def shred(fresh: Tip, rule: str) -> PurgeCertificate | None:
    """Shred a locked tip in the caller's transaction. Its row and status stay. Safe to repeat.

    Returns: the certificate; None where there was no key left to destroy.
    """
    texts, files, was_last = clear(fresh), attachments.shred(fresh), is_last(fresh)
    is_free = not registry.is_registered(fresh.source_id)
    contacts = identity.forget_contact(fresh.source_id) if is_free and (rule == Rule.WITHDRAWN or was_last) else 0
    entries = [keys.destroy(fresh.key_id, reason=rule)]
    if was_last:
        entries.append(identity.forget(fresh.source_id, reason=rule))
    done: list[PurgedKey] = [entry for entry in entries if entry]
    known = certificates.of(fresh)
    if known or not done:
        return known
    return certificates.issue(fresh, rule, done, texts_cleared=texts, files_removed=files, contacts_removed=contacts)


def clear(fresh: Tip) -> int:
    """Empty the sealed columns of a tip and of all that hangs on it. Returns: how many texts there were."""
    columns = ("narrative", "answers", "note")
    texts = sum(bool(getattr(fresh, column)) for column in columns)
    fresh.narrative = fresh.answers = fresh.note = b""
    fresh.words_mark, fresh.purged_at = None, fresh.purged_at or timezone.now()
    fresh.save(update_fields=[*columns, "words_mark", "purged_at"])
    CameraAlert.objects.filter(tip=fresh).exclude(details=b"").update(details=b"")
    Consignment.objects.filter(tip=fresh).update(told=b"", flags=b"")
    search.forget(fresh)
    judging.forget(fresh)
    report_drafts.forget(fresh)
    texts += Message.objects.filter(tip=fresh).exclude(body=b"").update(body=b"")
    Message.objects.filter(tip=fresh).exclude(made=b"").update(made=b"")
    fresh.translations.all().delete()
    fresh.recognitions.all().delete()
    Draft.objects.filter(tip=fresh).exclude(interview=b"").update(interview=b"")
    return texts


def is_last(fresh: Tip) -> bool:
    """Whether nothing else of its source is alive: no other tip, nothing half told, no membership."""
    source: UUID = fresh.source_id
    if registry.is_registered(source):
        return False
    others = Tip.objects.filter(source_id=source, purged_at=None).exclude(pk=fresh.pk)
    return not others.exists() and not Draft.objects.filter(source_id=source, status=Draft.Status.OPEN).exists()
