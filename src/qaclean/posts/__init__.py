"""The posts of a page: who wrote what, found before any line is labelled."""
