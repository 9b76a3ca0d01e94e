"""After a restore: what was purged since the backup is purged again, before anything is served."""

from dataclasses import dataclass

from django.db import transaction

from hotline import attachments, shredding
from hotline.members import purging as members_purging
from hotline.members import registry
from hotline.models import Draft, Member, MemberTalk, Tip
from staff import audit
from vault import identity, purging
from vault.purging import Entry


@dataclass
class Replayed:
    """How many keys, tips and files went again."""

    keys: int = 0
    tips: int = 0
    files: int = 0


def replay(*, key: str = "") -> Replayed:
    """Carry out every exported purge that this database lacks, in order. Interrupted, it goes on where it was.

    Args:
        key: the public key (hex) that must have signed the export; left out, the house's own.
    Raises: Tampered, before anything is destroyed.
    """
    done = Replayed()
    # Read to its end first: a line that is not ours stops the replay before its first step.
    for entry in purging.missing(list(purging.exported(key=key))):
        _again(entry, done)
    purging.look_again()
    return done


@transaction.atomic
def _again(entry: Entry, done: Replayed) -> None:
    tip = Tip.objects.select_for_update().filter(key_id=entry.key_id).first()
    if tip:
        _clear(tip, entry)
        done.tips += 1
    for draft in Draft.objects.select_for_update().filter(key_id=entry.key_id, status=Draft.Status.OPEN):
        draft.status, draft.interview = Draft.Status.CANCELLED, b""
        draft.save(update_fields=["status", "interview"])
    for talk in MemberTalk.objects.select_for_update().filter(key_id=entry.key_id):
        members_purging.clear(talk, entry.at)
    for member in Member.objects.select_for_update().filter(key_id=entry.key_id):
        registry.clear(member, entry.at)
        identity.forget_contact(member.source_id)
    identity.forget_by_key(entry.key_id)
    done.files += purging.destroy_again(entry)
    done.keys += 1


def _clear(tip: Tip, entry: Entry) -> None:
    """As the purge left it: emptied, and withdrawn where its source took it back."""
    if entry.reason == "withdrawn" and tip.status != Tip.Status.WITHDRAWN:
        tip.status = Tip.Status.WITHDRAWN
        tip.save(update_fields=["status"])
    tip.purged_at = entry.at
    shredding.clear(tip)
    attachments.shred(tip)
    is_free = not registry.is_registered(tip.source_id)
    if (is_free and entry.reason == "withdrawn") or shredding.is_last(tip):
        identity.forget_contact(tip.source_id)
    audit.record("system", "tip.purged_again", tip, rule=entry.reason)
