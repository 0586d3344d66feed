"""Tests of archive.services."""
