"""What building, measuring and testing need; not part of the product that runs."""
