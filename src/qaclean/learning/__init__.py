"""Furniture of one site: what rules and profiles change on its pages (`trial`), and profiles that are learned from its pages."""
