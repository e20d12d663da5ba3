"""Which units are tasks, who must act, by when and how firmly."""
