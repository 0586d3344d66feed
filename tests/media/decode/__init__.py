"""Tests of media.decode."""
