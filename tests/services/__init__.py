"""The real servers the suite talks to, each started from what a package registry has, on loopback only."""
