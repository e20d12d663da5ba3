"""Keywords: by TF-IDF or TextRank in one speech, or by keyness against others.

``candidates`` reads the words of a speech, ``extract`` weighs them, ``keyness`` counts and compares them.
"""
