"""Public views, one file a thing a visitor looks at."""
