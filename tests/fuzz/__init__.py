"""Fuzzing: documents in the structures that we know, broken in the ways that pages are, and what `clean` makes of them."""
