"""Settings: base is safe for production, dev and test loosen it."""
