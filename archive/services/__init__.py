"""The only code that writes more than one row: numbers, transcripts, restrictions, visibility."""
