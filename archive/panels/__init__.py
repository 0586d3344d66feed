"""The panels that several kinds of record share in their edit forms."""
