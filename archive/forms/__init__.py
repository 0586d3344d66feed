"""Form fields and widgets of the admin: dates in plain Chinese, times as people say them, lists a line each."""
