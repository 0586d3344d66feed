"""Every model of the museum."""

from museum.models.user import User

__all__ = ["User"]
