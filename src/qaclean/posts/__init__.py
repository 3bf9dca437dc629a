"""Who wrote what: found before any piece is labelled."""
