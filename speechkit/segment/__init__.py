"""Words: jieba's dictionary and model, through rjieba (fast) where it is installed; both engines give equal tokens."""
