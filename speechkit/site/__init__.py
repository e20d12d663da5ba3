"""A folder of pages: an index of many speeches and a page for each.

``names.py`` says what the pages are called, ``folder.py`` writes them, file by file, into a folder that is ours,
``pages.py`` makes one page in a worker process, ``making.py`` all of them.
"""
