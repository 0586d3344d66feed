"""Derivers: one file a kind of original, all answering one protocol. None of them knows Django."""
