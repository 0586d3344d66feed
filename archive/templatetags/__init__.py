"""Template tags of the admin screens."""
