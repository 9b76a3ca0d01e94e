"""Reading what an agency posts: fields, and files sealed while they stream in; the same work whatever the link is."""

from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from cases.outcome_files import MAX_BYTES, MAX_FILES
from hotline.attachments import Upload
from hotline.public import posts
from hotline.public.uploads import SealingHandler
from vault import blobs
from vault.models import StoredFile

FIELDS_BYTES = 1024**2


@dataclass
class Arrived:
    """What came with one POST. problems: sentences on files that were not kept. is_whole: False for no form of ours."""

    fields: QueryDict
    files: list[Upload] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    is_whole: bool = True

    def drop(self) -> None:
        """Remove the sealed files: nothing points at them."""
        while self.files:
            blobs.remove(self.files.pop().received.blob)

    def drop_unkept(self) -> None:
        """Remove those that no row took."""
        names = [upload.received.blob for upload in self.files]
        kept = set(StoredFile.objects.filter(blob__in=names).values_list("blob", flat=True)) if names else set()
        self.files = [upload for upload in self.files if upload.received.blob not in kept]
        self.drop()


def read(request: HttpRequest) -> Arrived:
    """Fields and files of a posted form; `request.POST` must not have been touched. Nothing is asked of the database,
    and no link looked at: whoever streams a file to a dead one waits as long as to a live one."""
    if request.content_type not in posts.FORM_TYPES or _announced(request) > MAX_BYTES * MAX_FILES + FIELDS_BYTES:
        posts.let_go(request)
        return Arrived(QueryDict(), is_whole=False)
    handler = SealingHandler(MAX_BYTES, MAX_FILES)
    try:
        if request.content_type != posts.FORM_TYPES[0]:
            return Arrived(request.POST)
        fields = posts.sealed(request, handler)
    except (posts.Unreadable, *posts.BROKEN):
        return Arrived(QueryDict(), is_whole=False)
    arrivals = handler.arrivals
    problems = [_("At most %(limit)d files at once.") % {"limit": MAX_FILES}] if arrivals.surplus else []
    arrivals.surplus.clear()
    return Arrived(fields, arrivals.uploads, problems + arrivals.problems())


def _announced(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() and len(said) < 16 else 0
