"""Factories that build the museum's objects for tests, one module a package."""
