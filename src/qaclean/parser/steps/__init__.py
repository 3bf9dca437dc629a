"""Step lists: markers, the search for items, named items."""
