"""What arrives in pieces: kept whole piece by piece, then taken in like any other file."""
