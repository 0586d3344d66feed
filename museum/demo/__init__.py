"""The demo museum: one invented community, its records, pictures and voices, put in and taken out by two commands."""
