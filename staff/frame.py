"""What stands around every desk page: worked out once for officers alike, and kept in the process's memory.

The interface library works out sidebar and header anew for each page, which costs more than the page's own rows. What
they show hangs on the officer's rights and name, the language and the section alone: settings and addresses do not
change while a process runs. Nothing of a tip, a case or a session is in them.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language

MOST_KEPT = 500  # some 20 kB each
TOKEN = "\x00token\x00"  # noqa: S105  # where the page's token against forged posts goes

Kept = TypeVar("Kept")


class _Shelf:
    """What was worked out last, the longest unused thrown away first."""

    def __init__(self) -> None:
        self._lock, self._kept = Lock(), OrderedDict[Hashable, Any]()

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Kept = self._kept[key]
                return found
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made


_contexts, _drawings = _Shelf(), _Shelf()


def context(site: AdminSite, request: HttpRequest) -> dict[str, Any]:
    """The site's `each_context`, as a fresh dict that the page can add to."""
    return dict(_contexts.get(_key(request), lambda: site.each_context(request)))


def drawn(name: str, request: HttpRequest, token: str, draw: Callable[[], str]) -> str:
    """A part of the frame as HTML.

    Args:
        name: which part.
        token: the page's token, as `draw` writes it into forms.
    """
    kept = _drawings.get((name, *_key(request)), lambda: draw().replace(token, TOKEN))
    return kept.replace(TOKEN, token or get_token(request))


def _key(request: HttpRequest) -> tuple[Hashable, ...]:
    officer: Any = request.user
    section = "/".join(request.path_info.split("/")[:4])
    who = (str(officer), officer.email, officer.rights) if officer.is_authenticated else ()
    return (who, get_language(), section)
