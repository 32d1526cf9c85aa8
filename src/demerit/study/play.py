"""One small world: planned, played, and read off; nothing is written, and nothing is remembered.

What a sweep, a sensitivity or a calibration needs of a world is its counts. ``play`` gives them, ``read_off`` turns
the counts of one world (or of several replicates of it) into indicators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from demerit.draws import replicate_seed
from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.manifest import describe_names
from demerit.ledger.model import Ledger
from demerit.outcomes.chosen import chosen
from demerit.outcomes.indicator import entry_of
from demerit.society.population import populate
from demerit.study.inputs import Inputs
from demerit.study.job import check_size
from demerit.study.progress import Tick

__all__ = ["play", "read_off"]


def play(
    inputs: Inputs,
    /,
    *,
    persons: int,
    months: int,
    burn_in: int = 0,
    seed: int,
    replicate: int = 0,
    threads: int = 1,
    tick: Tick | None = None,
) -> Ledger:
    """Counts of one world: a pure function of what it is given.

    Parameters
    ----------
    inputs : Inputs
    persons, months, burn_in : int
    seed : int
        0 is a seed.
    replicate : int
        People and dice have the seed of this replicate, as those of a run have.
    threads : int
        They change nothing but the time.
    tick : callable, optional
        Called after each month.

    Raises
    ------
    RunError
        R301 for fewer than 1,000 subjects; or what the engine refuses.
    """
    own = replicate_seed(seed, replicate)
    people = populate(inputs.bundle.society, seed=own, persons=persons)
    check_size(inputs.scheme, people)
    made = plan(inputs.scheme, inputs.bundle, people, seed=own, months=months, burn_in=burn_in, truth=False)
    ledger = run(made, keep="tallies", threads=threads, progress=tick)
    return replace(ledger, manifest=about(inputs, months=months), replicate=replicate)


def about(inputs: Inputs, /, *, months: int) -> dict[str, Any]:
    """What the counts of a world are about."""
    names = describe_names(inputs.scheme, conduct=inputs.bundle.conduct, needs=inputs.bundle.needs)
    return {"unit": inputs.scheme.subjects.unit, "months": months, **names}


def read_off(
    ledgers: Ledger | Sequence[Ledger], /, *, indicators: Sequence[str], groups: Sequence[str] = ("all",)
) -> list[dict[str, Any]]:
    """Chosen indicators of one world.

    Parameters
    ----------
    ledgers : Ledger or sequence of Ledger
        Replicates of the world.
    indicators : sequence of str
        Ids (``docs/reference/indicators.md``); ``*`` stands for anything.
    groups : sequence of str
        Groups, such as ``all`` or ``sex=female``; ``*`` stands for anything. An indicator about households or firms
        beside persons stands in the group ``unit=household`` or ``unit=firm``, which ``all`` finds too.

    Returns
    -------
    list of dict
        As in a result document: ``id``, ``group``, ``value``, ``low``, ``high``, ``n``, ``unit``, ``of``, ``events``,
        ``reason``, ``method``; in the order of a result.
    """
    return [entry_of(row) for row in chosen(ledgers, ids=indicators, groups=groups)]
