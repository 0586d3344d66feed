"""The door for web servers; production settings unless told otherwise.

The checks run before the first answer: gunicorn, unlike manage.py, would start with unsafe settings.
"""

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museum.settings.base")
application = get_wsgi_application()
call_command("check", verbosity=0)

from search import query_log  # noqa: E402
from search.memory import settle  # noqa: E402  (models can be imported from here on)

settle()
query_log.keep_writing()
