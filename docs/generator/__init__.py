"""Pages of the documentation site that are made of the package itself: records, rows, commands, Python names, rules."""
