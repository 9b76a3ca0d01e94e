"""Settings, all from the environment (`docs/operations.md` lists them)."""

import secrets
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from config import emergency, languages, logs, mail, translator
from config import env as environment
from config.databases import database
from vault.handler import keyfile

BASE_DIR = Path(__file__).resolve().parent.parent
env = environment.load()
IS_LIVE = env.is_live
DATA = Path(env.get("DATA", str(BASE_DIR / "var/demo"))).resolve()
TESTING = "pytest" in sys.modules

SECRET_KEY = env.required("SECRET_KEY", local=secrets.token_urlsafe(48))
DATABASE_URL = env.required("DATABASE_URL", local=f"postgresql://hornbill_app@/hornbill?host={DATA}/pg")
DATABASE_OWNER_URL = env.get("DATABASE_OWNER_URL")
REDIS_URL = env.required("REDIS_URL")
VAULT_KEYS = env.required("VAULT_KEYS")
HANDLER_PUBLIC_KEYS = env.required("HANDLER_PUBLIC_KEYS")
PUBLIC_URL = env.required("PUBLIC_URL", local="http://localhost:8000")
FILE_STORE = env.required("FILE_STORE", local=str(DATA / "files"))
env.check()
try:
    # At start-up: a key that cannot be used must not be found out by a source whose tip it stops.
    keyfile.public_keys(HANDLER_PUBLIC_KEYS)
except keyfile.KeyFileError as wrong:
    raise environment.MissingSettings(f"HANDLER_PUBLIC_KEYS: {wrong}") from wrong
# Signed checkpoints and the exported purge ledger: best on a disk, or a machine, that the database has no part in.
CHECKPOINTS = env.get("CHECKPOINTS", str(DATA / "checkpoints"))
# Whom backups are sealed to (age1…), and their keys' part if others; for how long one is kept (config/backup/).
BACKUP_RECIPIENTS = env.get("BACKUP_RECIPIENTS")
BACKUP_KEY_RECIPIENTS = env.get("BACKUP_KEY_RECIPIENTS")
BACKUP_KEEP_DAYS = int(env.get("BACKUP_KEEP_DAYS", "30"))
# Opens /metrics; without one it is closed in live mode. Counts reach the database every so many seconds; 0: when asked.
METRICS_TOKEN = env.get("METRICS_TOKEN")
METRICS_EVERY = 0.0 if TESTING else 5.0
POSTGRES_BIN = env.get("POSTGRES_BIN")
RETENTION_SPAM_DAYS = int(env.get("RETENTION_SPAM_DAYS", "7"))
RETENTION_DAYS = int(env.get("RETENTION_DAYS", "90"))
RETENTION_REVIEW_DAYS = int(env.get("RETENTION_REVIEW_DAYS", "365"))
# Where FILE_STORE is s3://bucket/prefix (vault/bucket.py): the store's address, empty for Amazon's own, and its key.
FILE_STORE_ENDPOINT = env.get("FILE_STORE_ENDPOINT")
FILE_STORE_REGION = env.get("FILE_STORE_REGION", "us-east-1")
FILE_STORE_KEY = env.get("FILE_STORE_KEY")
FILE_STORE_SECRET = env.get("FILE_STORE_SECRET")
if FILE_STORE_ENDPOINT and not FILE_STORE_ENDPOINT.startswith(("http://", "https://")):
    raise environment.MissingSettings("FILE_STORE_ENDPOINT is an address: begin it with https:// or http://.")
if FILE_STORE.startswith("s3://") and not (FILE_STORE[5:].strip("/") and FILE_STORE_KEY and FILE_STORE_SECRET):
    raise environment.MissingSettings(
        "An object store as FILE_STORE needs a bucket (s3://bucket), FILE_STORE_KEY and FILE_STORE_SECRET."
    )
TELEGRAM_BOT_TOKEN = env.get("TELEGRAM_BOT_TOKEN")
TELEGRAM_API_URL = env.get("TELEGRAM_API_URL", "https://api.telegram.org")
TELEGRAM_WEBHOOK_SECRET = env.get("TELEGRAM_WEBHOOK_SECRET")
CLAMAV_SOCKET = env.get("CLAMAV_SOCKET")
EMAIL_URL = env.get("EMAIL_URL")
globals().update(mail.settings_of(EMAIL_URL))
# The group of staff that the bot calls when a tip cannot wait: its id, as Telegram gives it (negative).
STAFF_TELEGRAM_CHAT = env.get("STAFF_TELEGRAM_CHAT")
# How many proxies of ours stand in front, each noting its peer at the end of X-Forwarded-For (hotline/networks.py).
TRUSTED_PROXIES = int(env.get("TRUSTED_PROXIES", "0"))
TIMESTAMP_AUTHORITY_URL = env.get("TIMESTAMP_AUTHORITY_URL")
# A service after LibreTranslate's manner (hotline/translating.py): words go there when an officer asks for it.
TRANSLATE_URL = translator.address(env.get("TRANSLATE_URL"))
TRANSLATE_KEY = env.get("TRANSLATE_KEY")
# A service that recognises species in pictures (hotline/recognising.py): one goes there when an officer asks for it.
RECOGNISE_URL = translator.address(env.get("RECOGNISE_URL"), setting="RECOGNISE_URL", sent="pictures of sources")
RECOGNISE_KEY = env.get("RECOGNISE_KEY")
ORGANISATION = env.get("ORGANISATION", "Hornbill")
DUTY_CONTACT = env.get("DUTY_CONTACT")
SECURITY_CONTACT = env.get("SECURITY_CONTACT")
ONION_URL = env.get("ONION_URL")
EMERGENCY_NUMBERS = emergency.numbers(env.get("EMERGENCY_NUMBERS"))
# Lines to read, or JSON to search; errors to a Sentry, without anything that anybody said (config/sentry.py).
try:
    LOGGING = logs.settled(env.get("LOG_FORMAT", "json" if IS_LIVE else "text"))
except ValueError as wrong:
    raise environment.MissingSettings(str(wrong)) from wrong
SENTRY_DSN = env.get("SENTRY_DSN")
if SENTRY_DSN:
    from config import sentry

    sentry.start(SENTRY_DSN, environment="live" if IS_LIVE else "local")

DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
HOST = urlsplit(PUBLIC_URL).hostname or "localhost"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.get("MAIL_FROM", f"hornbill@{HOST}")
ONION_HOST = urlsplit(ONION_URL).hostname or ""
ALLOWED_HOSTS = [HOST] if IS_LIVE else [HOST, "localhost", "127.0.0.1", "testserver"]
ALLOWED_HOSTS += [ONION_HOST] if ONION_HOST else []
HTTPS = PUBLIC_URL.startswith("https://")
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": database(DATABASE_URL, pooled=not TESTING)}
if DATABASE_OWNER_URL and not TESTING:
    DATABASES["owner"] = database(DATABASE_OWNER_URL, pooled=False)

INSTALLED_APPS = [
    # First: its templates for sign-in and the desk's first page stand before those of the libraries.
    "staff",
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "vault",
    "reference",
    "hotline",
    "intel",
    "cases",
    "bots",
    "config.backup",
]

# Public pages meet neither session nor CSRF cookie, so they set none (config/at_desk.py).
MIDDLEWARE = [
    "config.discretion.NoTraces",
    "config.well_known.OnionLocation",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.discretion.ContentPolicy",
    "config.discretion.DeskPolicy",
    "config.metrics.requests.CountRequests",
    "config.well_formed.NoNullSigns",
    "config.replayed.RefuseUnreplayed",
    "config.at_desk.Sessions",
    "config.desk_language.DeskLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.at_desk.Officers",
    "config.at_desk.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "staff.sessions.WatchSessions",
    "staff.second_factor.RequireSecondFactor",
    "staff.reading.AskOnce",
    # Our door says by itself that it is locked; this is for a guess that comes in while another one locks it.
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- People -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "staff.Officer"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "staff.access.OfficerBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "staff.sign_in.DeskAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/desk/login/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "staff.sign_in.SecondFactors"
MFA_FORMS = {
    "authenticate": "staff.sign_in.CodeForm",
    "reauthenticate": "staff.sign_in.CodeAgainForm",
    "activate_totp": "staff.sign_in.EnrolForm",
    "add_webauthn": "staff.passkeys.AddForm",
    "edit_webauthn": "staff.passkeys.NameForm",
    "authenticate_webauthn": "staff.passkeys.UseForm",
    "login_webauthn": "staff.passkeys.EnterForm",
    "reauthenticate_webauthn": "staff.passkeys.AgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey alone opens the desk, since it is two factors in one: the thing, and the finger or PIN that it asks for.
# Without that proof it is refused everywhere, at enrolling as at the door.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Hornbill"
# One step of 30 s either way: a code typed while it changes, or on a telephone whose clock is off, is still good.
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = False
# Lock-out has one source of truth, axes with our blind handler: by name, in the database, no address kept.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
AXES_HANDLER = "staff.lock_out.BlindHandler"
AXES_LOCKOUT_PARAMETERS = "staff.lock_out.by_name"
AXES_USERNAME_CALLABLE = "staff.lock_out.kept_name"
AXES_CLIENT_IP_CALLABLE = "staff.lock_out.nowhere"
AXES_FAILURE_LIMIT = "staff.lock_out.limit"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
LOGIN_URL = "/desk/login/"
LOGIN_REDIRECT_URL = "/desk/"

SESSION_COOKIE_NAME = "__Host-desk" if HTTPS else "desk"
CSRF_COOKIE_NAME = "__Host-desk-csrf" if HTTPS else "desk-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
# A session ends so long after the officer's last act, and in any case after twelve hours (staff/sessions.py).
DESK_IDLE = timedelta(minutes=int(env.get("DESK_IDLE_MINUTES", "30")))
DESK_LONGEST = timedelta(hours=12)
SESSION_COOKIE_AGE = int(DESK_LONGEST.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "config.refusals.forged"

# --- Pages ------------------------------------------------------------------------------------------------------
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# Local mode serves the loopback only, where there is no certificate: what asks for one says nothing there.
SILENCED_SYSTEM_CHECKS = [] if IS_LIVE or HTTPS else [f"security.W{number}" for number in ("004", "008", "012", "016")]
LANGUAGE_CODE = "en"
LANGUAGES, DESK_LANGUAGES = languages.TO_SOURCES, languages.AT_DESK
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "config.formats"

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.get("STATIC_ROOT", str(BASE_DIR / "var/static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if TESTING:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# Limits of what one POST may carry beside its files; hotline/public/uploads.py limits those while they stream in.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# The first ten are kept and the others are named to the source (hotline/public/uploads.py): no reason to refuse all.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- Work -------------------------------------------------------------------------------------------------------
BROKER_FOLDER = DATA / "broker"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object]
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
else:
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_FOLDER / "queue"),
        "data_folder_out": str(BROKER_FOLDER / "queue"),
        "control_folder": str(BROKER_FOLDER / "control"),
        "processed_folder": str(BROKER_FOLDER / "done"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 2
# Workers and the timetable wait for a broker as long as it is away: at the hundredth try they would end.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BEAT_SCHEDULER = "config.timetable:Timetable"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 600

# One-time codes that were used, for minutes. In the database, so that every process knows of them and signing in
# outlives Redis.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "staff_kept_for_minutes"},
}

# A tip goes back into the queue when its reader has done nothing on it for so long (hotline/claims.py).
CLAIM_IDLE = timedelta(minutes=int(env.get("CLAIM_IDLE_MINUTES", "60")))
# Calls a partner's key and minute. A machine that is refused sends the same call again: nothing is lost.
PARTNER_CALLS_A_MINUTE = int(env.get("PARTNER_CALLS_A_MINUTE", "600"))
# Evidence that an officer brings (cases/admin/bringing.py): the largest file, how many at once, bytes read at a time.
EXHIBIT_MAX_BYTES = int(env.get("EXHIBIT_MAX_MB", "2048")) * 1024**2
EXHIBIT_MAX_FILES = int(env.get("EXHIBIT_MAX_FILES", "20"))
EXHIBIT_CHUNK_BYTES = int(env.get("EXHIBIT_CHUNK_KB", "256")) * 1024
# Each exhibit's file is hashed again once in so many days, and so many more by chance each night (cases/rechecks.py).
RECHECK_DAYS = int(env.get("RECHECK_DAYS", "30"))
RECHECK_SAMPLE = int(env.get("RECHECK_SAMPLE", "50"))

from config.partner_api import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: E402, F401
from config.policies import CONTENT_SECURITY_POLICY, DESK_CONTENT_SECURITY_POLICY  # noqa: E402, F401
from config.unfold import UNFOLD  # noqa: E402, F401
