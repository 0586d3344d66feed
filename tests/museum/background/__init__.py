"""Tests of museum/background/."""
