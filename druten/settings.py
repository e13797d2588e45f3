"""Settings; everything that differs between places comes from the environment (docs/beheer/)."""

from datetime import date
from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env", overwrite=False)

DEBUG = env.bool("DEBUG", default=False)
# In production the key must be given; without one nothing starts.
SECRET_KEY = env.str("SECRET_KEY", default="insecure-key-of-the-demo" if DEBUG else environ.Env.NOTSET)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# A demo may play another day; with DEBUG off only when asked for in so many words.
DEMO_DATE = date.fromisoformat(env.str("DEMO_DATE")) if env.str("DEMO_DATE", default="") else None
DEMO_DATE_ALLOWED = DEBUG or env.bool("DEMO_REALLY", default=False)

INSTALLED_APPS = [
    "django_tasks_db",  # before ours: its admin page is taken away, ours shows mails
    "django.contrib.auth",  # before ours: its groups play no part here, so their admin page is taken away
    "allauth.mfa",  # before ours: its admin page shows secrets, ours only takes a lost factor away
    "druten.accounts",
    "agreements",
    "calendar_cycle",
    "monitoring",
    "agreements.admin_site.WorkingGroupAdminConfig",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "concurrency",
    "crispy_bootstrap5",
    "crispy_forms",
    "csp",
    "django_fsm",
    "django_include_bootstrap",
    "django_tasks",
    "import_export",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "agreements.access.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "druten.accounts.lifetime.LifetimeMiddleware",
    "druten.accounts.way_back.WayBackMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "agreements.second_factor.SecondFactorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "druten.headers.PermissionsPolicyMiddleware",
    "druten.too_large.TooLargeMiddleware",
    "druten.addresses.NoNulMiddleware",
]

ROOT_URLCONF = "druten.urls"
WSGI_APPLICATION = "druten.wsgi.application"

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
                "agreements.access.surroundings",
            ],
            "builtins": ["agreements.templatetags.dutch", "agreements.templatetags.words"],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers wait for each other instead of failing halfway through a transaction.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "druten.accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# To whom nobody knows no mail goes; the page says the same either way.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# People hear by mail that their password or second factor was changed.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"invitation": "30/m/ip"}
# Behind a proxy the limits count the visitor's address, not that of the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0
# The second factor (docs/beheer/inloggen.md): an app with codes or a passkey, and codes on paper in reserve.
MFA_ADAPTER = "agreements.second_factor.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Prestatieafspraken"
# A telephone's clock may be half a minute off, and typing takes time.
MFA_TOTP_TOLERANCE = 1
# Nobody signs up here, so an address is known to be someone's own.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
ACCOUNT_FORMS = {
    "login": "druten.accounts.login_forms.Login",
    "request_login_code": "druten.accounts.login_forms.RequestCode",
    "reset_password": "druten.accounts.login_forms.ResetPassword",
}
MFA_FORMS = {
    "activate_totp": "druten.accounts.factor_forms.Activate",
    "authenticate": "druten.accounts.factor_forms.Authenticate",
    "reauthenticate": "druten.accounts.factor_forms.Reauthenticate",
    "add_webauthn": "druten.accounts.factor_forms.AddPasskey",
    "edit_webauthn": "druten.accounts.factor_forms.EditPasskey",
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
# The pictures of the handleiding are served with it, under /hulp/.
STATICFILES_DIRS = [BASE_DIR / "static", ("handleiding", BASE_DIR / "docs" / "pictures")]
# Attachments: no address leads here, a view that knows who may see what gives them out (docs/beheer/bijlagen.md).
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "media"))
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
# A cell that begins as a formula is made text by `agreements.resources`; the library would take its first sign away.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = False
# A sign that a spreadsheet can not hold is no reason to give none.
IMPORT_EXPORT_ESCAPE_ILLEGAL_CHARS_ON_EXPORT = True
CRISPY_FAIL_SILENTLY = not DEBUG

vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="prestatieafspraken@localhost")
EMAIL_TIMEOUT = 20
# With a worker (`manage.py db_worker`) mail goes from a queue; without one it goes at once.
WORKER = env.bool("WORKER", default=False)
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend" if WORKER else "django_tasks.backends.immediate.ImmediateBackend"
    }
}
# The address under which people reach this site: for links in mail.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")

# Without fixed limits a form of two hundred activities would be refused, and a bomb let in.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A file of more than 10 MB hears that at its field; of much more the body is not even read.
LARGEST_REQUEST = 30 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Security (docs/beheer/): everything from this site only, nothing inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "druten.accounts.way_back.csrf_failure"
CSRF_COOKIE_SAMESITE = "Lax"
if not DEBUG:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
