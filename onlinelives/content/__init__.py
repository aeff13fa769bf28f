"""Versioned content in YAML and its loader. Published content is frozen by hash; a change is a new version."""
