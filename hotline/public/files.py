"""The page behind a one-time link: a file that a chat could not hand over comes in here."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hotline import upload_tickets
from hotline.models import UploadTicket
from hotline.public import pages, posts
from hotline.public.posts import Posted
from hotline.story import MAX_FILE_BYTES, MAX_FILES
from hotline.upload_tickets import LinkGone
from staff.refusals import WrongStatus


@pages.in_language
def files(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """GET shows the form, POST takes the files; a link that is no good is told before anything is read."""
    is_post = request.method == "POST"
    try:
        ticket = upload_tickets.find(token)
        if ticket.used_at and not is_post:
            raise LinkGone("link_gone")
    except (LinkGone, WrongStatus) as refused:
        if is_post:
            posts.let_go(request)
        return _refused(lang, refused)
    return _receive(request, lang, ticket) if is_post else _form(lang)


def _form(lang: str, *, errors: list[str] | None = None, status: int = 200) -> HttpResponse:
    context = {"errors": errors or [], "count": MAX_FILES, "megabytes": MAX_FILE_BYTES // 1024**2}
    return pages.answer(lang, "files", context, status=status)


def _refused(lang: str, refused: LinkGone | WrongStatus) -> HttpResponse:
    """410 for every link that is no good, whether it ever was; 409 with the reason where the source took all back."""
    if isinstance(refused, LinkGone):
        return pages.answer(lang, "files_gone", {}, status=410)
    return pages.answer(lang, "files_gone", {"reason": str(refused)}, status=409)


def _receive(request: HttpRequest, lang: str, ticket: UploadTicket) -> HttpResponse:
    try:
        posted = posts.read(request)
    except posts.Unreadable:
        return _form(lang, errors=[_("What arrived was incomplete, so nothing of it was stored.")], status=400)
    # Files past the tenth are counted as surplus by the handler; what it says of them fits here too.
    told = posted.arrivals.remarks() + posted.arrivals.problems()
    if not posted.arrivals.uploads:
        return _form(lang, errors=told or [_("Choose a file first.")], status=422)
    return _add(lang, ticket, posted, told)


def _add(lang: str, ticket: UploadTicket, posted: Posted, told: list[str]) -> HttpResponse:
    try:
        is_new = upload_tickets.redeem(ticket, posted.arrivals.uploads)
    except (LinkGone, WrongStatus) as refused:
        posted.arrivals.drop()
        return _refused(lang, refused)
    if not is_new:
        posted.arrivals.drop()
    return pages.answer(lang, "files_kept", {"remarks": told})
