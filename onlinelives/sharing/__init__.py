"""What agencies ask and tell each other about a young person, on which ground, and what they decide not to tell."""
