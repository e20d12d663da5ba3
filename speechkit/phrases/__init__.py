"""Set phrases (提法): formulas, mottos, parallels and closing calls, found on characters before words.

``finder`` makes the records from what ``quotes``, ``phrasebook``, ``calls`` and ``chain_score`` find in a paragraph.
``glossary`` holds the known phrases, ``companions`` tells which of them a speech leaves out. The rules and weights are
in data/slogans.yaml, the terms in docs/glossary-of-terms.md.
"""
