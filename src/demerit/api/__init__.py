"""What ``import demerit as dm`` offers: runs, pairs and the catalogue as objects and small tables."""

from __future__ import annotations

from demerit.api.calls import claims, open_pair, open_run, pair, run, safeguards, schemes, try_safeguards
from demerit.api.results import Life, Pair, Run, Trial
from demerit.api.rows import Rows

__all__ = [
    "Life",
    "Pair",
    "Rows",
    "Run",
    "Trial",
    "claims",
    "open_pair",
    "open_run",
    "pair",
    "run",
    "safeguards",
    "schemes",
    "try_safeguards",
]
