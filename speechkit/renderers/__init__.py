"""Output formats: registry.py lists them all, table.py writes rows, every other format is a file of its own."""
