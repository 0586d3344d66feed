"""The edit screens of the admin: one file a kind."""
