"""The curator's side, by real requests."""
