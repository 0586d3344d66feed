"""Choosers: pick a record, a person, a place in a dialog, or make one there and then."""
