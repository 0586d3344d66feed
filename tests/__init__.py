"""Tests mirror the packages, file for file."""
