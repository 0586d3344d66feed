"""The account of a member of staff. Residents and visitors have none."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Alone in the first migration, or pages, pictures and users could not be ordered by `migrate`."""

    def __str__(self) -> str:
        """As colleagues say it; the sign-in where no name was filled in."""
        return self.get_full_name() or self.username
