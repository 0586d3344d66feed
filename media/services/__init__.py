"""Services: the only code of this room that writes more than one row."""
