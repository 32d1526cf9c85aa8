"""Simulate schemes that score or list citizens, on synthetic people, and measure who they fail.

    import demerit as dm
    result = dm.run("cn-rongcheng-2019", persons=20_000, months=24)
    pair = dm.pair("cn-judgment-defaulters-2017", safeguards=["appeal-suspends"])

Nothing is imported until it is asked for, so that ``import demerit`` and the terminal start at once. The folders of
this package are its diagram: ``evidence``, ``scheme``, ``society``, ``ledger``, ``engine``, ``outcomes``, ``study``,
``audit``, ``report``, ``lab``, ``cli`` and ``api``; each imports only those before it.
"""

TYPE_CHECKING = False  # as far as this package goes; readers of types take it for true
if TYPE_CHECKING:
    from demerit.api import (
        Calibration,
        Life,
        Pair,
        Rows,
        Run,
        Sensitivity,
        Study,
        Sweep,
        Trial,
        calibrate,
        claims,
        open_pair,
        open_run,
        pair,
        run,
        run_study,
        safeguards,
        schemes,
        sensitivity,
        sweep,
        try_safeguards,
    )

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

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import what is asked for.

    Raises
    ------
    AttributeError
        If this package has nothing of the name.
    """
    if name in __all__:
        from demerit import api

        return getattr(api, name)
    raise AttributeError(f"module 'demerit' has no attribute {name!r}")
