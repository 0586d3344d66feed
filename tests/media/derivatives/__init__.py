"""Tests of media.derivatives."""
