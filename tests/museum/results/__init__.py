"""Tests of museum/results/."""
