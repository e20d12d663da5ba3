"""Paragraphs into sections: the numbered points and headings, wherever they stand, as a tree.

``candidates`` finds every place where an item of a list may begin, ``search`` chooses among them by what ``costs`` says
of each step, ``sections`` makes sections of the chosen ones. The grammar is data/numbering.yaml (``rules``).
"""

from speechkit.outline.sections import outline_of
from speechkit.outline.title import title_of

__all__ = ["outline_of", "title_of"]
