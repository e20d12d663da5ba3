"""A corpus: many speeches in one SQLite file, to be searched and counted."""
