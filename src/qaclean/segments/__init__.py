"""The document model, what its pieces show, and the linear chain."""
