"""Pages to explore in a browser: one file each, drawn by Jinja2 templates, with nothing that is fetched.

``page.py`` puts a page together, ``marked.py`` cuts the speech where its marks begin and end, ``speech.py`` is the page
of one speech. Templates are in ``templates/``, styles and scripts (modules of plain JavaScript) in ``static/``.
"""
