"""Management of the archive."""
