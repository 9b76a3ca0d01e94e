"""Errors to a Sentry (SENTRY_DSN), off while that is empty: what broke and where, and nothing that anybody said.

An event is written anew from what may leave: kinds of errors and the places in our code that they passed through.
Words of an error, variables, requests, persons, headers, lines of the log and names of machines are not among it.
"""

import logging
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.integrations.excepthook import ExcepthookIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.integrations.threading import ThreadingIntegration

# Of an event, of an error in it, and of a place that it passed through.
OF_AN_EVENT = ("event_id", "timestamp", "level", "platform", "logger", "environment", "release", "sdk")
OF_A_PLACE = ("filename", "abs_path", "function", "module", "lineno", "in_app")


def start(dsn: str, *, environment: str) -> None:
    """Have whatever is logged as an error told to the Sentry of this address. Each process calls it once."""
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        # Pages and tasks log what breaks in them: none of the integrations that read requests is needed for it.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            LoggingIntegration(level=None, event_level=logging.ERROR, sentry_logs_level=None),
            ExcepthookIntegration(),
            ThreadingIntegration(propagate_hub=False),
            DedupeIntegration(),
            AtexitIntegration(callback=lambda pending, timeout: None),
        ],
        before_send=stripped,
        before_send_transaction=lambda event, hint: None,
        before_breadcrumb=lambda crumb, hint: None,
        max_breadcrumbs=0,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        server_name="",
        traces_sample_rate=0,
        auto_session_tracking=False,
        send_client_reports=False,
        shutdown_timeout=2,
    )


def stripped(event: Any, hint: dict[str, Any]) -> Any:
    """The event with what may leave, and nothing else."""
    left = {name: event[name] for name in OF_AN_EVENT if name in event}
    errors = (event.get("exception") or {}).get("values") or []
    left["exception"] = {"values": [_error(each) for each in errors]}
    if not errors:
        # A line of the log without an error: where it was written says what it is.
        record = hint.get("log_record")
        left["message"] = f"{record.pathname}:{record.lineno} {record.funcName}" if record else "no error"
    return left


def _error(told: dict[str, Any]) -> dict[str, Any]:
    frames = (told.get("stacktrace") or {}).get("frames") or []
    return {
        "type": told.get("type"),
        "module": told.get("module"),
        "stacktrace": {"frames": [{name: one[name] for name in OF_A_PLACE if name in one} for one in frames]},
    }
