"""The IIIF standards as pure functions."""
