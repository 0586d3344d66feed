"""What this room tells those above it, whom it does not know."""

from django.dispatch import Signal

taken_in = Signal()
"""An intake has become an asset: `intake` (its `owner` says whose it is) and `asset`. Sent inside the transaction that
keeps the asset, so that whatever a receiver writes stands or falls with it."""
