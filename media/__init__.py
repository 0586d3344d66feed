"""The media room keeps files: originals, derivatives, delivery."""
