"""The works through time: the drawing of a decade, and what was kept from a place on it."""
