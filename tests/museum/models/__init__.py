"""Pages of the museum."""
