"""Tests of the demo museum."""
