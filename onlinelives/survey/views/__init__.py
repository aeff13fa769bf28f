"""Pages of the youth survey."""
