"""Making a tip of what a member wrote: words, first position and files, under the tip's own key."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hotline import intake
from hotline.attachments import Upload
from hotline.intake import Delivery
from hotline.members import registry
from hotline.members.talking import FROM
from hotline.models import Attachment, Member, MemberMessage, Tip
from hotline.models.tip import Channel
from hotline.story import Story
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid
from vault import files, keys, text
from vault.models import StoredFile

RIGHT = "hotline.take_tip"
PURPOSE = "member-tip"


@transaction.atomic
def make_tip(member: Member, chosen: Collection[UUID | str], *, by: Officer) -> Tip:
    """File the chosen messages of a member as one tip of their kind of source. The same choice again is the same tip.

    Raises: NotAllowed; Invalid where nothing is chosen, a message is in a tip already, a file is still on its way, or
    it is too much for one tip: nothing has changed then.
    """
    access.require(by, RIGHT)
    fresh = registry.locked(member)
    rows = _chosen(fresh, chosen)
    known = {row.tip_id for row in rows}
    if len(known) == 1 and (same := Tip.objects.filter(member_messages=rows[0]).first()):
        return same
    if known != {None}:
        raise Invalid(_("One of these messages is in a tip already. Choose the others."))
    delivery = Delivery(
        channel=Channel.CHAT, language=fresh.language, source_id=fresh.source_id, uploads=_files(rows),
        secret=keys.mark(PURPOSE, ",".join(str(row.pk) for row in rows)),
    )  # fmt: skip
    tip = intake.file(_story(rows), delivery).tip
    MemberMessage.objects.filter(pk__in=[row.pk for row in rows]).update(tip=tip)
    audit.record(by, "member.made_tip", fresh, tip=tip.pk, messages=len(rows))
    return tip


def choosable(member: Member) -> QuerySet[MemberMessage]:
    """What a member wrote and is still there."""
    rows = MemberMessage.objects.select_related("talk").filter(talk__member=member, talk__purged_at=None)
    return rows.filter(direction=FROM, replaces=None)


def _chosen(member: Member, chosen: Collection[UUID | str]) -> list[MemberMessage]:
    rows = list(choosable(member).filter(pk__in=chosen).order_by("at", "pk"))
    if not rows or len(rows) < len({str(pk) for pk in chosen}):
        raise Invalid(_("Choose at least one message of the member that still stands here."))
    return rows


def _story(rows: list[MemberMessage]) -> Story:
    edits = MemberMessage.objects.select_related("talk").filter(replaces__in=rows).order_by("at", "pk")
    versions = {row.pk: [text.read(row, "body")] for row in rows}
    for edit in edits:
        if edit.replaces_id:
            versions[edit.replaces_id].append(text.read(edit, "body"))
    told = [each[-1] for each in versions.values()]
    earlier = [f"[before an edit] {words}" for each in versions.values() for words in each[:-1]]
    positions = [position for row in rows if (position := text.read(row, "position"))]
    return Story(narrative="\n\n".join(words for words in told + earlier if words), pin=next(iter(positions), ""))


def _files(rows: list[MemberMessage]) -> list[Upload]:
    mine = list(Attachment.objects.filter(member_message__in=rows).order_by("received_at", "pk"))
    if any(row.state == Attachment.State.OFFERED and row.next_try_at for row in mine):
        raise Invalid(_("A file is still on its way from the messenger. Try again in a moment."))
    held = [(row, row.file_id) for row in mine if row.file_id]
    stored = StoredFile.objects.in_bulk([file_id for _row, file_id in held])
    return [Upload(files.as_received(stored[file_id]), text.read(row, "name")) for row, file_id in held]
