"""Tests of museum/views/."""
