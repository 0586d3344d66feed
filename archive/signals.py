"""What the archive announces. Listeners are connected in `archive.apps` and each makes one call."""

from django.dispatch import Signal

curated_saved = Signal()
"""A record, person or place and all its rows were saved. Sent inside the same transaction, after the inline rows and
tags (which come after Django's own post_save). Arguments: `instance`."""

about_to_publish = Signal()
"""A revision of a record, person or place is about to go live. A listener that raises keeps it from doing so.
Arguments: `instance`, `revision`."""
