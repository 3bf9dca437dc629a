"""Segments: from a text's lines to the pieces that stripper and parser speak of."""
