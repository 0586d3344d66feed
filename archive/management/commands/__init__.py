"""Commands of the archive, named verb-noun."""
