"""What can be done in the youth survey."""
