"""Stands before the other ways to sign in, and turns the demo's accounts away wherever the museum is not a demo."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from museum.demo.users import is_demo
from museum.models import User


class DemoOnlyBackend:
    """Knows nobody, and so has no `get_user`.

    Refuses demo accounts outside demo mode, so that published passwords open no real museum.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Raises PermissionDenied, which ends the search through the other backends."""
        username = credentials.get("username")
        if settings.DEMO_MODE or not username:
            return
        user = User.objects.filter(username=username).first()
        if user is not None and is_demo(user):
            raise PermissionDenied(f"{username} is a demo account and DEMO_MODE is off.")
