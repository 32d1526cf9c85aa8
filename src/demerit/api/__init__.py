"""What ``import demerit as dm`` offers: runs, pairs and the catalogue as objects and small tables."""

from __future__ import annotations

from demerit.api.calls import claims, open_pair, open_run, pair, run, safeguards, schemes
from demerit.api.results import Pair, Run
from demerit.api.rows import Rows

__all__ = ["Pair", "Rows", "Run", "claims", "open_pair", "open_run", "pair", "run", "safeguards", "schemes"]
