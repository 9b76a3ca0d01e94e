"""Logs: ids only, to standard error, masked once more on the way out. As lines to read, or as JSON to search."""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# The present request's own number, random and told to nobody outside; "" where there is none.
request_id: ContextVar[str] = ContextVar("request_id", default="")
FORMATS = ("json", "text")


class JsonLines(logging.Formatter):
    """A line an object: at, level, logger, process, message; request and error where there are any.

    Of an error its kind and the places it passed through, never its words: a database quotes the row that it refuses,
    a parser the text that it could not read.
    """

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": _of_a_request(record) or record.getMessage(),
        }
        if number := request_id.get():
            told["request"] = number
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__name__
            told["passed"] = places(record.exc_info[2])
        return json.dumps(told, ensure_ascii=False)


def _of_a_request(record: logging.LogRecord) -> str:
    """Django names the path, which may hold whatever was typed: the view stands in its place."""
    request = getattr(record, "request", None)
    if not record.name.startswith("django.") or request is None:
        return ""
    match = getattr(request, "resolver_match", None)
    return f"{getattr(record, 'status_code', '')} in {match.view_name if match else 'no view'}".strip()


def places(trace: Any) -> list[str]:
    """Where an error came through, outermost first: file, line, function."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def settled(form: str) -> dict[str, Any]:
    """What `logging.config` wants. Raises: ValueError for a form that is none of FORMATS."""
    if form not in FORMATS:
        raise ValueError(f"LOG_FORMAT is {form!r}: it can be {' or '.join(FORMATS)}.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "mask": {"()": "config.discretion.MaskSecrets"},
            "short": {"()": "config.discretion.ShortRefusals"},
        },
        "formatters": {
            "text": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
            "json": {"()": "config.logs.JsonLines"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["mask", "short"], "formatter": form}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # httpx writes a bot's token with each URL at INFO.
            "httpx": {"level": "WARNING"},
            "httpcore": {"level": "WARNING"},
            # django.request would log the path of an agency's link; the view logs the referral's id instead.
            "django.request": {"level": "ERROR"},
            "django.security": {"level": "ERROR"},
            "celery.app.trace": {"level": "WARNING"},
            # Lock-outs are on the audit ledger.
            "axes": {"level": "ERROR"},
        },
    }
