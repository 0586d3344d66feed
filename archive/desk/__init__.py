"""The curators' desk: what residents handed in, as one queue, and one contribution at a time."""
