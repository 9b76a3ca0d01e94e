"""The web process: two workers of four threads on one port. Nothing of a request is logged but errors."""

import os

from config.logs import settled

bind = os.environ.get("BIND", "0.0.0.0:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# Both workers share what is loaded once.
preload_app = True
# At SIGTERM no new request is taken, and those under way have so long to end. A large upload is the longest.
graceful_timeout = 30
timeout = 120
keepalive = 5
accesslog = None
control_socket_disable = True
logconfig_dict = settled(os.environ.get("LOG_FORMAT") or "json") | {
    "loggers": {
        "gunicorn.error": {"level": "INFO", "propagate": True, "handlers": []},
        "gunicorn.access": {"level": "CRITICAL", "propagate": False, "handlers": []},
    }
}
