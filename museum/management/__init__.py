"""Commands of the museum."""
