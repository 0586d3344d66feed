"""Tests of museum/api/."""
