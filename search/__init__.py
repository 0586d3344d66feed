"""Search finds text: one analyzer, two engines."""
