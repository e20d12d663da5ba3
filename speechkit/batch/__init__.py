"""Many speeches at a time: what there is to do, who does it, where it goes, and how it survives a kill."""
