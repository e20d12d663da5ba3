"""Time words and the days they mean; the date of the speech."""
