"""Tests of media.iiif."""
