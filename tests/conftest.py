"""Fixtures every test may ask for: stock people (a curator, a stranger) and an empty runtime folder."""
