"""Programs that fit weights in speechkit/data to labelled speeches; each is run by one command and changes no file."""
