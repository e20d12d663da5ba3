"""The whole text divided into parts, by the role of each unit: meta, salutation, opening, review, and so on.

``classifier`` decides the roles: another classifier is named here. ``spans`` makes parts of them.
"""

from speechkit.parts.classifier import labels_of
from speechkit.parts.spans import parts_of, with_parts

__all__ = ["labels_of", "parts_of", "with_parts"]
