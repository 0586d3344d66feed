"""What stores and matches tokens: the Engine protocol and its implementations."""
