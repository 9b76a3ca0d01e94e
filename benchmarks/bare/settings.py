"""As little Django as serves a form: no session, no encryption, no audit."""

import os

from config.databases import database

SECRET_KEY = "the bare limit keeps no secret"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "benchmarks.bare.urls"
INSTALLED_APPS = ["benchmarks.bare"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
# A connection a thread, kept for ever and never checked: the least that a request can cost.
DATABASES = {
    "default": database(os.environ["BARE_DATABASE_URL"], pooled=False)
    | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
