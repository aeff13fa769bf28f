"""The youth survey: questionnaires, waves, codes, answers that nobody can be found by, and what they show."""
