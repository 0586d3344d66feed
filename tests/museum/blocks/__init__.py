"""What curators may put on a page."""
