"""The examination of one uploaded file, in a bounded process of its own."""
