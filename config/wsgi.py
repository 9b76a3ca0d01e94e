"""The door for a WSGI server."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

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
        return super().__call__(environ, start_response)


django.setup(set_prefix=False)
application = Handler()

from config import parts  # noqa: E402 - it asks the settings

parts.say()
