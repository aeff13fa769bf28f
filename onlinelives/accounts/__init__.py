"""Partnerships, agencies, people, roles in plain English, sign-in, and timed extra access."""
