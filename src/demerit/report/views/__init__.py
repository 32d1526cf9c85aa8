"""Pages for the browser: what ``report/*_page`` says, with the figures to be drawn, as documents of plain data.

The lab serves these documents and the single-file report holds them; both draw them with the same page (``web/``).
"""
