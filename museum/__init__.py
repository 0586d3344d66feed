"""The museum shows: the Django project and every public page."""
