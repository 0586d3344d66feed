"""`make bench-search`: how fast and how true the search is among 500,000 passages, on both engines; see `__main__`."""
