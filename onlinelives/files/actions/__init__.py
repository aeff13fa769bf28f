"""What is done with files and with long work. Each action writes one entry in the trail."""
