"""What comes in as a file, what goes out as one, and the long work that makes them."""
