"""For one's own machine: demo mode on, plain HTTP, readable logs. Never for a public address."""

import os

os.environ.setdefault("DEMO_MODE", "true")
os.environ.setdefault("SECURE_SSL_REDIRECT", "false")
os.environ.setdefault("LOG_FORMAT", "plain")

from museum.settings.base import *  # noqa: E402, F403
from museum.settings.base import SECRET_KEY as CONFIGURED_SECRET_KEY  # noqa: E402

SECRET_KEY = CONFIGURED_SECRET_KEY or "only-for-one-machine-never-for-a-public-address"
ALLOWED_HOSTS = ["*"]
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
