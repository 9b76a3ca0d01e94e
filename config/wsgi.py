"""The door for a WSGI server."""

import gc
import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.urls import get_resolver
from django.utils.http import parse_header_parameters

from config import slow_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class UTF8Request(WSGIRequest):
    """Our forms and JSON are UTF-8: a client's own word (`charset=idna`) would choose the codec that reads it."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    request_class = UTF8Request
    is_ready = False

    def __call__(self, environ: Any, start_response: Any) -> Any:
        if not self.is_ready:
            from config import replayed  # models: only once Django stands

            self.is_ready = replayed.make_ready()
        slow_bodies.be_patient(environ)
        return super().__call__(environ, start_response)


def _settled() -> Handler:
    """Our door, with everything loaded that any request needs, and none of it looked through for garbage ever again.

    A full collection walks over each object of the program: 0.2 s and more in the middle of somebody's request, and in
    a forked worker it writes to the pages that all of them share.
    """
    gc.disable()
    try:
        django.setup(set_prefix=False)
        get_resolver().url_patterns  # noqa: B018  # reading them loads every module of views
        return Handler()
    finally:
        gc.freeze()
        gc.enable()


application = _settled()

from config import parts  # noqa: E402 - it asks the settings

parts.say()
