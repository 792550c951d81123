"""The one settings file. What a deployer may set is read from the environment; docs/deploy.md lists it."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from portal import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

DEBUG = environment.flag("DEBUG")
SITE_URL = environment.origin("SITE_URL", "http://127.0.0.1:8000")
HTTPS = SITE_URL.startswith("https://")
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if HTTPS:
        raise ImproperlyConfigured("SECRET_KEY is not set; give the site a long random value that stays the same.")
    # A local site without a key still starts; `make run` keeps one in var/ so that sign-ins outlive a restart.
    SECRET_KEY = get_random_secret_key()

ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname, *environment.words("ALLOWED_HOSTS")]
if not HTTPS:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]

# Who answers for the content. Until it is set, every page says so and asks search engines not to list it.
PUBLISHER_NAME = os.environ.get("PUBLISHER_NAME", "")
PUBLISHER_EMAIL = os.environ.get("PUBLISHER_EMAIL", "")

# A site that one person keeps has nobody to approve; every page then says that nobody has checked it.
EDITORIAL_FOUR_EYES = environment.flag("EDITORIAL_FOUR_EYES", default=True)

INSTALLED_APPS = [
    "portal",
    "editorial",
    "therapies",
    "modeltranslation",  # before the admin, whose forms it extends
    "editorial.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page is a quarter as long over a slow line. It adds a random length to each, against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "portal.middleware.clean_input",
    # Before the sessions, so that no public page comes to vary by cookie.
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.Answers",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
                "editorial.context.checking",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(exist_ok=True)
    # Without WAL and IMMEDIATE, editors who save at the same moment meet "database is locked";
    # synchronous=FULL keeps the last save through a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A dead database is noticed in seconds, so that readers get an answer and not a hanging page.
    DATABASES["default"].setdefault("OPTIONS", {}).update({"connect_timeout": 2, "tcp_user_timeout": 5000})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# --- Signing in --------------------------------------------------------------------------------
LOGIN_URL = "admin:login"
SESSION_COOKIE_AGE = 12 * 60 * 60
# Superusers and these groups come in with a second factor only; `SECOND_FACTOR=off` is for development.
SECOND_FACTOR = environment.flag("SECOND_FACTOR", default=True)
SECOND_FACTOR_GROUPS = ["medical reviewer", "administrator"]
# What an authenticator app shows beside the account.
OTP_TOTP_ISSUER = urlsplit(SITE_URL).hostname
# We count wrong codes ourselves; django-otp would also refuse right ones, without saying so.
OTP_TOTP_THROTTLE_FACTOR = 0

# --- Messages ----------------------------------------------------------------------------------
MAIL_SERVER = environment.mail_server("EMAIL_URL")
SENDS_MAIL = bool(MAIL_SERVER.host)
EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SERVER.starts_tls, MAIL_SERVER.is_tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or PUBLISHER_EMAIL or f"noreply@{urlsplit(SITE_URL).hostname}"
if not SENDS_MAIL:
    # Messages hold links that open accounts: on the console of a developer, never in the log of a public site.
    EMAIL_BACKEND = f"django.core.mail.backends.{'dummy' if HTTPS else 'console'}.EmailBackend"

# Vietnamese is the default: most readers come from Vietnam and the diaspora.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# No fallback: a missing translation must be seen, never covered by the other language.
MODELTRANSLATION_ENABLE_FALLBACKS = False
# `locale/libraries` holds Vietnamese for strings of Django that its own catalogues lack.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["portal.formats"]

FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Nobody else's pages need our files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Where the site lies packed for readers who keep it on their phone; made anew when something changes.
OFFLINE_FOLDER = VAR_DIR / "offline"

# --- Safety of the transport -------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD")
# The preload list binds a whole domain for years: the deployer's decision, so no warning without it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
BEHIND_PROXY = environment.flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- Logs --------------------------------------------------------------------------------------
# One line per fault on the console; the path without its query, and never a reader's address.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Scanners send wrong hosts all day; they get their 400 without a traceback in the log.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
