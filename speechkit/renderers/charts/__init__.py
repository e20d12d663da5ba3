"""Charts as SVG: functions that take labels and figures and return a whole drawing as text, for any command.

Every chart has a title, lines below it that say what was counted, and notes; it is light or dark as the reader's
screen is. ``canvas`` has what they share, ``page`` puts them on a page of HTML.
"""
