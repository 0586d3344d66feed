"""Production settings: safe as they stand. Everything that differs between installs comes from the environment.

`dev.py` and `test.py` loosen what they need. Each variable is explained in docs/settings.md, and tests/test_docs.py
fails when one is missing there. Unsafe or impossible combinations are refused by museum/checks.py, in a sentence.
"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from museum.security import ADMIN_POLICY, PUBLIC_POLICY
from museum.settings.environment import Environment
from museum.settings.keys import contact_keys

PROJECT_DIR = Path(__file__).resolve().parents[2]

env = Environment()
Environment.read_env(PROJECT_DIR / ".env")

# --- where things live ---------------------------------------------------------------------------
VAR_DIR = Path(env.str("VAR_DIR", default=str(PROJECT_DIR / "var"))).resolve()
try:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
except OSError as reason:
    raise ImproperlyConfigured(
        f"VAR_DIR cannot be made: {reason}. Set it to a folder this account may write."
    ) from None
MEDIA_ROOT = VAR_DIR / "files"
MEDIA_URL = "/files/"
IIIF_IMAGE_URL = "/iiif/image/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
SEARCH_INDEX_DIR = VAR_DIR / "index"

# --- safety --------------------------------------------------------------------------------------
DEBUG = False
DEMO_MODE = env.flag("DEMO_MODE", default=False)
SECRET_KEY = env.required("SECRET_KEY", "Set it to 50 or more random characters, and keep it out of the repository.")
ALLOWED_HOSTS = env.required("ALLOWED_HOSTS", "Set it to the museum's host names, separated by commas.").split(",")
SITE_URL = env.required("SITE_URL", "Set it to the museum's public address, such as https://museum.example.org.")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"  # Wagtail allows its own previews to be framed
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

# --- the parts -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "museum",
    "archive",
    "search",
    "media",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "museum.compression.CompressionMiddleware",
    "museum.security.ContentSecurityPolicyMiddleware",
    "museum.security.NulMiddleware",
    "museum.reading.ReadingMiddleware",
    "museum.kept_pages.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "museum.urls"
WSGI_APPLICATION = "museum.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "museum" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "museum.context.museum",
            ],
        },
    },
]
TEST_RUNNER = "django.test.runner.DiscoverRunner"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "museum.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "museum.demo.sign_in.DemoOnlyBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_IPWARE_PROXY_COUNT = 1 if BEHIND_PROXY else 0

# --- data ----------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'museum.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that reads first and then writes cannot be upgraded under WAL, it fails at once.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-65536;PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", default="")
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=600)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "museum_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # counters of a busy hour must not push each other out
    },
    # A store of its own, so that a busy day does not push out what the admin holds in the other; and never a table of
    # SQLite's, where a page could not be kept, nor shown, while an import is writing. The stamp in each name is shared
    # by all, so every machine may have files of its own.
    "pages": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "pages"}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "pages",
            "OPTIONS": {"MAX_ENTRIES": 2_000},
        }
    ),
    # Wagtail would keep each thumbnail's row here beside the row itself, five queries a picture in the admin's lists.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

S3_BUCKET = env.str("S3_BUCKET", default="")
S3_ENDPOINT_URL = env.str("S3_ENDPOINT_URL", default="")
STORAGES = {
    "default": {"BACKEND": "media.bucket.BucketStorage" if S3_BUCKET else "media.storage.FileStorage"},
    "staticfiles": {"BACKEND": "museum.frame_sheet.StaticFiles"},
}
X_ACCEL_REDIRECT_PREFIX = env.str("X_ACCEL_REDIRECT_PREFIX", default="")

# --- background work -----------------------------------------------------------------------------
TASKS = {
    # Wagtail updates its own admin search through this one; a choosers' list must not wait for a worker.
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "index", "media"]},
}

# --- search --------------------------------------------------------------------------------------
ELASTICSEARCH_URL = env.list("ELASTICSEARCH_URL", default=[])
SEARCH_ENGINE = env.one_of(
    "SEARCH_ENGINE", choices=("embedded", "elastic"), default="elastic" if ELASTICSEARCH_URL else "embedded"
)
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_USERNAME = env.str("ELASTICSEARCH_USERNAME", default="")
ELASTICSEARCH_PASSWORD = env.str("ELASTICSEARCH_PASSWORD", default="")
ELASTICSEARCH_CA_CERTS = env.str("ELASTICSEARCH_CA_CERTS", default="")
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="zhuhua")
ELASTICSEARCH_SHARDS = env.positive("ELASTICSEARCH_SHARDS", default=1)
ELASTICSEARCH_REPLICAS = env.int("ELASTICSEARCH_REPLICAS", default=1)
ELASTICSEARCH_TIMEOUT_SECONDS = env.float("ELASTICSEARCH_TIMEOUT_SECONDS", default=2.5)
QUERY_LOG_DAYS = env.positive("QUERY_LOG_DAYS", default=90)
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "search.wagtail_backend", "SEARCH_CONFIG": "simple"}
}

# --- what may come in ----------------------------------------------------------------------------
MEDIA_MAX_FILE_BYTES = env.positive("MEDIA_MAX_FILE_BYTES", default=4 * 1024**3)
MEDIA_MAX_IMAGE_PIXELS = env.positive("MEDIA_MAX_IMAGE_PIXELS", default=120_000_000)
MEDIA_MAX_PDF_PAGES = env.positive("MEDIA_MAX_PDF_PAGES", default=2_000)
MEDIA_MAX_DURATION_SECONDS = env.positive("MEDIA_MAX_DURATION_SECONDS", default=12 * 3600)
MEDIA_DECODE_SECONDS = env.positive("MEDIA_DECODE_SECONDS", default=5)
MEDIA_DECODE_MEMORY_BYTES = env.positive("MEDIA_DECODE_MEMORY_BYTES", default=1024**3)
MEDIA_CONVERT_SECONDS = env.int("MEDIA_CONVERT_SECONDS", default=6 * 3600)
MEDIA_CONVERT_MEMORY_BYTES = env.int("MEDIA_CONVERT_MEMORY_BYTES", default=4 * 1024**3)
MEDIA_CONVERT_ATTEMPTS = env.int("MEDIA_CONVERT_ATTEMPTS", default=4)
MEDIA_KEEPER_PERMISSION = "archive.see_sealed"
MEDIA_IS_ERASED = "archive.services.tombstones.is_file_erased"
INTAKE_MAX_VOICE_BYTES = env.positive("INTAKE_MAX_VOICE_BYTES", default=1024**3)
INTAKE_MAX_VOICE_MINUTES = env.positive("INTAKE_MAX_VOICE_MINUTES", default=240)
INTAKE_MAX_OPEN = env.positive("INTAKE_MAX_OPEN", default=2_000)
INTAKE_MAX_OPEN_PER_OWNER = env.positive("INTAKE_MAX_OPEN_PER_OWNER", default=60)
INTAKE_MIN_FREE_BYTES = env.int("INTAKE_MIN_FREE_BYTES", default=1024**3)
INTAKE_KEEP_DAYS = env.positive("INTAKE_KEEP_DAYS", default=30)
INTAKE_WARN_DAYS = env.positive("INTAKE_WARN_DAYS", default=7)
TRANSCRIPT_MAX_BYTES = env.positive("TRANSCRIPT_MAX_BYTES", default=20 * 1024**2)

# --- consent -------------------------------------------------------------------------------------
WITHDRAWAL_SETTLE_DAYS = env.positive("WITHDRAWAL_SETTLE_DAYS", default=30)
WITHDRAWAL_TOMBSTONES = Path(env.str("WITHDRAWAL_TOMBSTONES", default=str(VAR_DIR / "tombstones.jsonl")))

# --- what residents hand in ----------------------------------------------------------------------
CONTACT_KEYS = contact_keys(env, VAR_DIR, may_make_one=DEMO_MODE)
CONTACT_KEEP_MONTHS = env.positive("CONTACT_KEEP_MONTHS", default=24)
CONTRIBUTION_MAX_FILES = env.positive("CONTRIBUTION_MAX_FILES", default=40)
CONTRIBUTION_MAX_FILE_BYTES = env.positive("CONTRIBUTION_MAX_FILE_BYTES", default=200 * 1024**2)
CONTRIBUTION_DRAFT_DAYS = env.positive("CONTRIBUTION_DRAFT_DAYS", default=180)
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", default="")

# --- numbers of records --------------------------------------------------------------------------
CARD_FONT = env.str("CARD_FONT", default="")
ACCESSION_PATTERN = env.str("ACCESSION_PATTERN", default="ZH-{kind}-{number:04d}")

# --- language and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [PROJECT_DIR / "museum" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- mail ----------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="museum@localhost")

# --- Wagtail -------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "株化记忆"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Document"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.DocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "tif", "tiff", "webp", "heic"]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"tiff": "jpeg", "heic": "jpeg"}
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 20
TAGGIT_CASE_INSENSITIVE = True

# --- what a browser may load ---------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}
ADMIN_CONTENT_SECURITY_POLICY = ADMIN_POLICY

# --- logs ----------------------------------------------------------------------------------------
LOG_FORMAT = env.one_of("LOG_FORMAT", choices=("json", "plain"), default="json")
LOG_LEVEL = env.one_of("LOG_LEVEL", choices=("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "json_ensure_ascii": False,
        },
        "plain": {"()": "museum.logs.PlainFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "loggers": {name: {"level": "WARNING"} for name in ("axes", "django_tasks", "django_tasks_db")}
    # It would tell every refused connection with its traceback; the search says in one line that the cluster is away.
    | {"elastic_transport": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}

env.refuse_unknown_in(PROJECT_DIR / ".env")
