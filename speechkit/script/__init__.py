"""Source → Document: tells traditional from simplified text and takes only what is traditional to simplified.

The decision is made line by line, with the document as the prior, and for clearly traditional clauses inside a line:
text that is simplified already must not go through OpenCC (乾清宫 would become 干清宫). Every conversion keeps the
length, so one offset serves both texts. ``runs`` decides, ``conversion`` converts.
"""

from speechkit.script.conversion import Target, convert, simplify
from speechkit.script.rules import traditional_characters
from speechkit.script.runs import Script

__all__ = ["Script", "Target", "convert", "simplify", "traditional_characters"]
