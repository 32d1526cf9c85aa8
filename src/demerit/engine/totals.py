"""Counts that are known only when all chunks are done."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.engine.plan import Plan
from demerit.scheme.units import kind_of

__all__ = ["add_clean"]


def add_clean(plan: Plan, tally: NDArray[np.int64], series: NDArray[np.int64], /) -> None:
    """Months without a watched act: those of who is covered, less the months with one, which the kernels took off."""
    of = {behaviour.id: behaviour.of for behaviour in plan.bundle.conduct.behaviours}
    places = {name: i for i, name in enumerate(plan.tallies)}
    for channel in plan.scheme.channels:
        covered, clean = (places[f"channel:{channel.id}:{what}"] for what in ("covered", "months_clean"))
        if channel.coverage is None:
            tally[covered], series[covered] = tally[places["subjects"]], series[places["subjects"]]
            watched = {kind_of(of[watch.behaviour]) for watch in channel.watches}
            if plan.main not in watched:
                tally[covered, : len(plan.groups) - len(plan.arrays) + 1] = 0
                series[covered] = 0
            if len(plan.arrays) > 1 and watched == {plan.main}:
                tally[covered, -1] = 0
        tally[clean] += tally[covered] * plan.months
        series[clean] += int(tally[covered, 0].sum())
