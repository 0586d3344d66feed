"""Accidents made on purpose, too long for every run of the suite: `make test-cluster`, `make bench-crash`."""
