"""The browser: a small server on this machine alone, which shows the built page and answers it.

The process that listens (``serve.py``, ``app.py``) imports no array library, no database and no schema library: it is
up in under a second and stays small. What needs them is asked of two kinds of process beside it: readers
(``python -m demerit.lab.reader``), which make documents and check files, and one player
(``python -m demerit.lab.player``), which runs a scheme exactly as the terminal does.
"""
