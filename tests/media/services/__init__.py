"""Tests of media.services."""
