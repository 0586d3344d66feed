"""For the test suite: fast password hashing, a runtime folder of its own, everything else as on one machine."""

import os
import tempfile

os.environ.setdefault("VAR_DIR", os.path.join(tempfile.gettempdir(), f"museum-tests-{os.getuid()}"))  # noqa: PTH118
os.environ["DEMO_MODE"] = "false"
os.environ["CONTACT_KEYS"] = "b25seS1mb3ItdGhlLXRlc3RzLWtub3duLXRvLWFsbC4="

from museum.settings.dev import *  # noqa: F403
from museum.settings.dev import DATABASES, STATIC_ROOT, VAR_DIR, WAGTAILSEARCH_BACKENDS

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}
PAGE_CACHE_SECONDS = 0  # tests change settings and files, of which no stamp knows; those of kept pages turn it on
STORAGES = {
    "default": {"BACKEND": "media.storage.FileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AXES_ENABLED = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = (
    False  # a third of a test's time; those that search in the admin use `admin_search`
)
