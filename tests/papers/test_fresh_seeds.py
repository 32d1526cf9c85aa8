"""Simulated audits and credit scores on fresh dice: z-values neither too wide nor too narrow (too good is a fault)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial

import pytest

from demerit.study.papers import alarms, compas, controls, deciders, engine, funnel, grants, loans
from demerit.study.papers.credit import score_groups
from demerit.study.papers.model import Figure
from tests.alarms.checks import chi_square
from tests.alarms.dice import SEEDS, fresh_dice

EXACT = {
    "computer": 34_018 / 40_195,
    "person": 9_910 / 22_589,
    "both": 43_928 / 62_784,
}


def lent() -> Iterable[Figure]:
    groups = [score_groups()[name] for name in ("black", "asian")]
    return loans.simulated(loans.lending(groups, loss=3.0, gain=1.0), up=75.0, down=150.0, persons=30_000)


def controlled() -> Iterable[Figure]:
    """Against the exact shares: the printed ones are rounded."""
    law = controls.measures(controls.samples(), claimants=controls.CLAIMANTS)
    exact = {sex: {name: (value, 0.0) for name, value in rows.items()} for sex, rows in law.items()}
    return controls.simulated(controls.samples(), published=exact)


SIMULATED: dict[str, Callable[[], Iterable[Figure]]] = {
    "A1": lent,
    "E1": partial(compas.simulated, compas.COUNTS, published=compas.COUNTS, persons=20_000),
    "E4": controlled,
    "E5": lambda: grants.simulated(grants.stages()),
    "E6": partial(deciders.simulated, deciders.ACCUSED, deciders.REVERSED, published=EXACT),
    "E8": partial(funnel.simulated, funnel.FOUND, published=funnel.FOUND),
    "E9": partial(
        alarms.simulated, "crowd", people=40_000, prevalence=0.01, hits=0.7, false_alarm=0.05,
        published=alarms.precision(0.01, hits=0.7, false_alarm=0.05),
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", SIMULATED)
def test_squares_of_z_values_are_chi_squared(name: str) -> None:
    squares: dict[str, float] = defaultdict(float)
    for number in range(SEEDS):
        with fresh_dice(number):
            for figure in SIMULATED[name]():
                if figure.chance and figure.tolerance and figure.published is not None:
                    squares[figure.name] += (engine.Z * (figure.ours - figure.published) / figure.tolerance) ** 2
    assert squares
    for figure_name, square in squares.items():
        chi_square(square, freedom=SEEDS, name=figure_name)
