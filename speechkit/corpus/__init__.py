"""Many speeches at a time: the batch that analyses them, and the corpus that is searched and counted."""
