"""What residents send for a contribution while they are still at it: voices in chunks, files in pieces."""
