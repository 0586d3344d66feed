"""The plant through time."""
