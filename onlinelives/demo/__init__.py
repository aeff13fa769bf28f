"""Invented people and places, laid down through the ordinary actions. Refuses production."""
