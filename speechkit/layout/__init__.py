"""Lines into paragraphs, and what of a page is not the speech.

``asides`` sets annotations and markup aside, ``lines`` makes lines of what is left and marks boilerplate,
``paragraphs`` joins the lines that belong together.
"""

from speechkit.layout.paragraphs import paragraphs_of

__all__ = ["paragraphs_of"]
