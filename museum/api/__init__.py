"""The museum for machines: JSON over HTTP, one version beside the next."""
