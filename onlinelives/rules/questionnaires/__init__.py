"""Questionnaires as data: their parts (`shapes`), the way through them, and what is wrong with them."""
