"""What ``import demerit as dm`` offers: runs, pairs and the catalogue as objects and small tables."""

from __future__ import annotations

from demerit.api.calls import calibrate, claims, open_pair, open_run, pair, run, safeguards, schemes, try_safeguards
from demerit.api.results import Calibration, Life, Pair, Run, Trial
from demerit.api.rows import Rows
from demerit.api.studies import Sensitivity, Study, Sweep, run_study, sensitivity, sweep

__all__ = [
    "Calibration",
    "Life",
    "Pair",
    "Rows",
    "Run",
    "Sensitivity",
    "Study",
    "Sweep",
    "Trial",
    "calibrate",
    "claims",
    "open_pair",
    "open_run",
    "pair",
    "run",
    "run_study",
    "safeguards",
    "schemes",
    "sensitivity",
    "sweep",
    "try_safeguards",
]
