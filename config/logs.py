"""Logs: ids only, to standard error, masked once more on the way out."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "config.discretion.MaskSecrets"}, "short": {"()": "config.discretion.ShortRefusals"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["mask", "short"], "formatter": "line"}},
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
