"""Readers: from text to a document of blocks."""
