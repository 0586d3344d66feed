"""Measurements at the size the museum is built for; `make bench` runs them, the test run does not."""
