"""Repairs: recorded, invertible edits of a text."""
