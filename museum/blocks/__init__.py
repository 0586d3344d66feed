"""What a page may be built of: one idea a file, gathered in body.py."""
