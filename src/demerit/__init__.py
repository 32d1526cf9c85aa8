"""Simulate schemes that score or list citizens, on synthetic people, and measure who they fail.

Nothing is imported here, so that ``import demerit`` and the terminal start at once. The folders of this package are its
diagram: ``evidence``, ``scheme``, ``society``, ``ledger``, ``engine``, ``outcomes``, ``study``, ``audit``, ``report``,
``lab``, ``cli``; each imports only those before it.
"""

__version__ = "0.1.0"
