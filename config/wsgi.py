"""The door for a WSGI server."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.request import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class UTF8Request(WSGIRequest):
    """Our forms and JSON are UTF-8: a client's own word (`charset=idna`) would choose the codec that reads it."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    request_class = UTF8Request


django.setup(set_prefix=False)
application = Handler()

from config import parts  # noqa: E402 - it asks the settings

parts.say()
