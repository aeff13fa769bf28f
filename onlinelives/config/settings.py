"""Settings. Everything an installation may change comes from the environment (environment.py); defaults are safe."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from onlinelives.config import environment

MODE = environment.mode()
PRODUCTION, DEMO = MODE == "production", MODE == "demo"
DEBUG = False

PACKAGE = Path(__file__).parent.parent
DATA = Path(environment.text("DATA", None if PRODUCTION else f"var/{MODE}")).resolve()

_secrets = environment.secrets_of(DATA, MODE)
SECRET_KEY: str = _secrets["SECRET_KEY"]
TRAIL_KEYS: dict[int, bytes] = _secrets["TRAIL_KEYS"]
SEALED_KEYS: dict[int, bytes] = _secrets["SEALED_KEYS"]

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = environment.words("HOSTS") if PRODUCTION else LOOPBACK
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

# The house, from the top floor down, then what it stands on.
INSTALLED_APPS = [
    "onlinelives.config",
    "onlinelives.demo",
    "onlinelives.audits",
    "onlinelives.sharing",
    "onlinelives.files",
    "onlinelives.cases",
    "onlinelives.survey",
    "onlinelives.accounts",
    "onlinelives.trail",
    "onlinelives.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "onlinelives.web.middleware.own_site_only",
    "onlinelives.survey.door.children",  # what is above is for every page, what is below for people who sign in
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "onlinelives.web.middleware.private_pages",
    "django_htmx.middleware.HtmxMiddleware",
    "onlinelives.web.middleware.htmx_sign_in",
    "onlinelives.accounts.middleware.session_limits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "onlinelives.accounts.middleware.SecondStep",
    "onlinelives.web.middleware.Reasons",
]

ROOT_URLCONF = "onlinelives.config.urls"
WSGI_APPLICATION = "onlinelives.config.wsgi.application"

_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "onlinelives.web.jinja.environment",
            "trim_blocks": True,
            "lstrip_blocks": True,
            "context_processors": ["onlinelives.config.navigation.context", "onlinelives.accounts.context.sign_in"],
        },
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _PROCESSORS},
    },
]

# Databases (docs/decisions/0002). DATABASE_URL names a PostgreSQL server; without it, a file in the data folder.
_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "online-lives.sqlite3",
    "CONN_MAX_AGE": 60,  # opening and closing the file costs more than a page (docs/decisions/0030)
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    },
}
_URL = os.environ.get("DATABASE_URL", "")
DATABASES: dict[str, Any] = {"default": dj_database_url.parse(_URL) if _URL else _SQLITE}
if "postgresql" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["CONN_MAX_AGE"] = 60  # a connection for each thread; a pool costs a page of children a third
elif "sqlite" not in DATABASES["default"]["ENGINE"]:
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL server. Without it, SQLite is used.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Counts of attempts to sign in and of wrong survey codes, shared by every worker. Nothing else goes here
    # (docs/decisions/0006).
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "charts": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "charts",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}

LANGUAGE_CODE, TIME_ZONE = "en-gb", environment.text("TIME_ZONE", "Europe/London")
USE_I18N, USE_TZ = False, True

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("STATIC", str(DATA / "static")))
STATICFILES_DIRS = [folder for folder in [DATA / "brand"] if folder.is_dir()]  # a council's own web/brand.css
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Signing in (docs/decisions/0006)
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["onlinelives.accounts.backends.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "onlinelives.accounts.passwords.HardToGuess"}]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL, LOGIN_REDIRECT_URL = "demo_cast" if DEMO else "account_login", "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has reached the address already
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_ADAPTER = "onlinelives.accounts.adapters.Accounts"
ACCOUNT_FORMS = {
    "login": "onlinelives.accounts.sign_in_forms.SignIn",
    "reauthenticate": "onlinelives.accounts.sign_in_forms.ConfirmByPassword",
    "change_password": "onlinelives.accounts.sign_in_forms.ChangePassword",
    "set_password": "onlinelives.accounts.sign_in_forms.FirstPassword",
    "reset_password": "onlinelives.accounts.sign_in_forms.ForgottenPassword",
    "reset_password_from_key": "onlinelives.accounts.sign_in_forms.NewPassword",
}
SOCIALACCOUNT_ADAPTER = "onlinelives.accounts.adapters.CouncilSignIn"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_REQUIRED = False  # the invitation knows the address; many councils do not tell it
MFA_ADAPTER = "onlinelives.accounts.adapters.Factors"
MFA_FORMS = {
    "authenticate": "onlinelives.accounts.sign_in_forms.SecondStep",
    "authenticate_webauthn": "onlinelives.accounts.sign_in_forms.SecondStepByPasskey",
    "reauthenticate": "onlinelives.accounts.sign_in_forms.ConfirmByCode",
    "reauthenticate_webauthn": "onlinelives.accounts.sign_in_forms.ConfirmByPasskey",
    "login_webauthn": "onlinelives.accounts.sign_in_forms.SignInByPasskey",
    "activate_totp": "onlinelives.accounts.sign_in_forms.SetUpApp",
    "add_webauthn": "onlinelives.accounts.sign_in_forms.AddPasskey",
    "edit_webauthn": "onlinelives.accounts.sign_in_forms.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SECOND_FACTOR_REQUIRED = not DEMO
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("PROXIES", 0)

PASSWORD_RESET_TIMEOUT = 3600  # the message says one hour

COUNCIL_SIGN_IN = environment.text("OIDC_ID", "")  # "council": empty switches single sign-on off
COUNCIL_TENANTS = environment.words("OIDC_TENANTS", "")
COUNCIL_TRUSTED_SECOND_STEP = environment.yes("OIDC_HAS_SECOND_STEP", False)
COUNCIL_ORIGINS = environment.origins("OIDC_SERVER", "OIDC_FORM_ACTION") if COUNCIL_SIGN_IN else []
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if COUNCIL_SIGN_IN:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": COUNCIL_SIGN_IN,
            "name": environment.text("OIDC_NAME", "your council account"),
            "client_id": environment.text("OIDC_CLIENT"),
            "secret": environment.text("OIDC_SECRET"),
            "settings": {
                "server_url": environment.text("OIDC_SERVER"),
                "fetch_userinfo": False,
                "uid_field": environment.text("OIDC_UID", "sub"),
            },
        }
    ]

# Sessions, cookies and headers
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE = environment.number("IDLE_MINUTES", 60) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "onlinelives.web.errors.csrf_failure"
DEFAULT_EXCEPTION_REPORTER_FILTER = "onlinelives.web.errors.Discreet"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sid", "__Host-csrf"
else:
    SILENCED_SYSTEM_CHECKS: list[str] = []
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The hash is that of the one line with which the GOV.UK components mark the body.
        "script-src": [SELF, "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *COUNCIL_ORIGINS],  # a form leads on to the council's sign-in
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        **({"upgrade-insecure-requests": True} if PRODUCTION else {}),
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# Files that people send in (docs/decisions/0017). ONLINELIVES_CLAMAV names clamd's socket, or its host:port; without it
# nothing is scanned. Once it is set, nothing unscanned is ever given out.
CLAMAV = environment.text("CLAMAV", "")

# Where “Leave this page” of the youth survey leads: a site that says nothing about the child who goes there.
SURVEY_EXIT = environment.text("SURVEY_EXIT", "https://www.bbc.co.uk/weather")
FILES = DATA / "files"

# Answers of the youth survey as they are analysed (docs/decisions/0028). ONLINELIVES_SURVEY_ENGINE is duckdb, in this
# process, or spark, with the address of its master in ONLINELIVES_SPARK; both must reach the folder.
SURVEY = DATA / "survey"
SURVEY_ENGINE = environment.text("SURVEY_ENGINE", "duckdb")
SPARK = environment.text("SPARK", "")
SURVEY_LARGEST = 2**30  # bytes of a file of answers that is brought in (docs/decisions/0034)
FILE_UPLOAD_HANDLERS = ["onlinelives.files.upload_handler.Capped"]

# Work that takes a while. The demonstration does it at once; elsewhere `onlinelives worker` takes it from the database.
WORKER = environment.yes("WORKER", PRODUCTION)
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend" if WORKER else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

# Where people find this site: links in messages begin with it. Without a slash at the end.
_named = PRODUCTION and not ALLOWED_HOSTS[0].startswith((".", "*"))
_first = f"https://{ALLOWED_HOSTS[0]}" if _named else None if PRODUCTION else "http://127.0.0.1:8000"
SITE_ADDRESS = environment.text("URL", _first).rstrip("/")

# E-mail: ONLINELIVES_MAIL is host:port; without it links are shown to the administrator, to be handed over.
_mail = environment.text("MAIL", "")
MAIL_IS_CONFIGURED = bool(_mail)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail else 'console'}.EmailBackend"
EMAIL_HOST, _, _port = _mail.partition(":")
EMAIL_PORT = int(_port or 587)
EMAIL_HOST_USER = environment.text("MAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("MAIL_PASSWORD", "")
EMAIL_USE_TLS = bool(_mail) and environment.yes("MAIL_TLS", True)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "Online Lives <online-lives@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "INFO" if PRODUCTION else "WARNING")},
}
