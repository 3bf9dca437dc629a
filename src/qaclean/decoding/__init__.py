"""Decoding: the only place that sees bytes."""
