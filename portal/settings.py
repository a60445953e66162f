"""Settings: one file, chosen by environment only (portal.env); see .env.example and docs/operations.md."""

import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal import env
from portal.mail import provider_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.folder("IEUM_VAR", BASE_DIR / "var")

DEBUG = False
DEMO = env.flag("IEUM_DEMO")
SECRET_KEY = env.text("SECRET_KEY")
PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SECURE = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "programmes.apps.ProgrammesConfig",
    "matching.apps.MatchingConfig",
    "integrity.apps.IntegrityConfig",
    "assessments.apps.AssessmentsConfig",
    "core.apps.CoreConfig",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.web.compression.Compression",
    "csp.middleware.CSPMiddleware",
    "core.web.headers.SecurityHeaders",
    "core.web.refusal.DegradedStates",
    "core.web.intake.CleanCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.web.intake.BodyLimit",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "core.web.method.WrongMethod",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "core.web.navigation.navigation",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# The application's role owns nothing and obeys row-level security; migrations run as the owner.
DATABASES: dict[str, Any] = {
    "default": {
        **env.database("DATABASE_OWNER_URL" if env.flag("IEUM_AS_OWNER") else "DATABASE_URL"),
        "CONN_MAX_AGE": env.number("DATABASE_CONN_MAX_AGE", 600),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
_statement_timeout = env.number("DATABASE_STATEMENT_TIMEOUT_MS", 5_000)
DATABASES["default"]["OPTIONS"] |= {
    "connect_timeout": 3,
    "options": (
        f"-c statement_timeout={_statement_timeout} -c lock_timeout=2000"
        " -c idle_in_transaction_session_timeout=10000 -c timezone=UTC"
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "core.accounts.backend.PasswordBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "core.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = "strict"  # a known address signs up like any other; core.accounts.models.User
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "signup": "core.accounts.forms.SignUpForm",
    "login": "core.accounts.forms.SignInForm",
    "add_email": "core.accounts.forms.ChangeAddressForm",
    "reset_password": "core.accounts.forms.ForgottenPasswordForm",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/h/key",
    "confirm_email": "1/3m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Ieum"
MFA_TOTP_TOLERANCE = 1  # a code typed as it changes still counts
MFA_ADAPTER = "core.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "core.accounts.forms.CodeForm",
    "reauthenticate": "core.accounts.forms.CodeAgainForm",
    "activate_totp": "core.accounts.forms.FirstCodeForm",
}
# What allauth counts attempts in, and remembers used codes by: shared by all processes.
CACHES = {"default": {"BACKEND": "core.limits.cache.SharedCache"}}
AXES_ENABLED = env.flag("AXES_ENABLED", True)
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "core.accounts.address.client_address"
AXES_USERNAME_CALLABLE = "core.accounts.lockout.typed_address"
AXES_LOCKOUT_CALLABLE = "core.accounts.lockout.locked_out"

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_AREAS = [
    "core",
    "accounts",
    "assessments",
    "results",
    "matching",
    "programmes",
    "reports",
    "api",
    "home",
]
LOCALE_PATHS = [BASE_DIR / "locale" / area for area in LOCALE_AREAS]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = env.folder("STATIC_ROOT", VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.folder("MEDIA_ROOT", VAR_DIR / "media")
# Only names with a digest are served; what is compressed already, or only a debugger asks for, stays.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    "png",
    "jpg",
    "webp",
    "gif",
    "woff",
    "woff2",
    "otf",
    "ttf",
    "map",
    "gz",
    "br",
]
S3_BUCKET = env.text("S3_BUCKET", "")
STORAGES: dict[str, dict[str, Any]] = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.text("S3_ENDPOINT_URL", "") or None,
            "region_name": env.text("S3_REGION", "") or None,
            "access_key": env.text("S3_ACCESS_KEY", "") or None,
            "secret_key": env.text("S3_SECRET_KEY", "") or None,
            "default_acl": "private",
            "querystring_auth": True,
        },
    }

# A virus scanner for uploads; while it is set and does not answer, no file is taken.
UPLOAD_SCANNER = env.address("UPLOAD_SCANNER", "clamd")

EMAIL_BACKEND = "core.notices.backend.OutboxBackend"
DELIVERY_BACKEND = env.text(
    "EMAIL_DELIVERY_BACKEND",
    "core.notices.backend.KeepBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25, high=65_535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
try:
    ANYMAIL = provider_settings(
        DELIVERY_BACKEND,
        key=env.text("EMAIL_API_KEY", ""),
        secret=env.text("EMAIL_API_SECRET", ""),
        url=env.text("EMAIL_API_URL", ""),
        domain=env.text("EMAIL_SENDER_DOMAIN", ""),
    )
except ValueError as missing:
    sys.exit(f"environment: {missing}")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "제조이음 <no-reply@ieum.example>")
CONTACT_PHONE = env.text("IEUM_CONTACT_PHONE", "1357")
CONTACT_NAME = env.text("IEUM_CONTACT_NAME", "중소기업통합콜센터")

CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "memory://")
WORKER_PROCESSES = env.number("WORKER_PROCESSES", 2, low=1, high=64)

SESSION_COOKIE_NAME = "ieum_session"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "ieum_csrf"
CSRF_FAILURE_VIEW = "core.web.refusal.csrf_failure"
LANGUAGE_COOKIE_NAME = "ieum_language"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0, high=5)
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# Calls of the API a minute: by one key, by one signed-in person, from one address without either.
_calls = env.number("API_CALLS_A_MINUTE", 600, low=5)
API_CALLS_A_MINUTE = {
    "key": _calls,
    "person": _calls,
    "address": max(_calls // 5, 1),
    "address_of_keys": _calls * 5,
}
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "core.accounts.keys.KeyAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.web.parsers.PlainJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "core.web.problem.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": ["core.web.throttle.CallLimits"],
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ieum API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {  # fields of one name with other choices
        "DelegationKindEnum": "assessments.models.DelegationKind.choices",
        "DelegationStateEnum": "assessments.api.delegations.LINK_STATES",
        "DocumentKindEnum": "assessments.models.DocumentKind.choices",
        "LetterheadStateEnum": "portal.letterheads.models.LetterheadState.choices",
        "ProgressPartStateEnum": "assessments.api.progress.PART_STATES",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "core.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {"django.server": {"level": "WARNING"}, "axes": {"level": "WARNING"}},
}
# auth.W004: an address is unique once verified (allauth), not before.
SILENCED_SYSTEM_CHECKS = ["axes.W003", "auth.W004"]
SERVICE_NAME = _("Ieum")
