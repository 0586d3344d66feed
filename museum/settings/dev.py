"""For one's own machine: demo mode on, plain HTTP, readable logs. Never for a public address."""

import os

os.environ.setdefault("DEMO_MODE", "true")
os.environ.setdefault("SECRET_KEY", "only-for-ones-own-machine-never-for-a-public-address")
os.environ.setdefault("ALLOWED_HOSTS", "*")
os.environ.setdefault("SITE_URL", "http://localhost:8000")
os.environ.setdefault("SECURE_SSL_REDIRECT", "false")
os.environ.setdefault("SECURE_HSTS_SECONDS", "0")
os.environ.setdefault("LOG_FORMAT", "plain")

from museum.settings.base import *  # noqa: F403

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
