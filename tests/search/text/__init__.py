"""The analyzer, file for file."""
