"""Which unknowns are said to decide a figure."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.study.indices import Effect, Found, Index
from demerit.study.sensitivity import decides, effects_of, first_of

NAMES = ("a", "b", "c", "d", "e")


def effect(size: float) -> Effect:
    """A screening."""
    return Effect(mu=size, mu_star=size, low=0.5 * size, high=1.5 * size, sigma=0.0)


def index(total: float, half: float) -> Index:
    """Indices with an interval of this half width."""
    return Index(
        first=total, first_low=total - half, first_high=total + half, total=total, total_low=total - half,
        total_high=total + half,
    )  # fmt: skip


def figure(**ends: float) -> np.ndarray[Any, Any]:
    """A figure of 0.5 in three replicates, moved by so much at the high end of each unknown."""
    rows = [[0.5] * 3]
    for name in NAMES:
        rows += [[0.5] * 3, [0.5 + ends.get(name, 0.0) + 0.001 * n for n in range(3)] if name in ends else [0.5] * 3]
    return np.array(rows)


def told(y: np.ndarray[Any, Any], **of: dict[str, Any]) -> dict[str, Any]:
    """What is said of a figure."""
    indices = {part: {"x": Found(of=found, used=8, left_out=0)} for part, found in of.items()}
    return effects_of("x", NAMES, y, indices)


def test_the_three_with_the_largest_sure_indices_are_named_in_their_order() -> None:
    found = told(
        figure(), morris={name: effect(size) for name, size in zip(NAMES, (5, 4, 3, 2, 1), strict=True)},
        sobol={"a": index(0.1, 0.05), "b": index(0.7, 0.1), "c": index(0.2, 0.1), "d": index(0.9, 2.0)},
    )  # fmt: skip
    assert found["deciders"] == ["b", "c", "a"]
    assert [row["unknown"] for row in found["effects"]] == ["b", "c", "a", "d", "e"]


def test_where_no_index_is_sure_the_screening_and_then_the_ends_rank() -> None:
    wild = {name: index(0.5, 9.0) for name in NAMES}
    screened = {name: effect(size) for name, size in zip(NAMES, (0.0, 0.2, 0.0, 0.1, 0.0), strict=True)}
    found = told(figure(c=-0.3, e=0.4), morris=screened, sobol=wild)
    assert found["deciders"] == ["b", "d", "e"]
    assert told(figure(c=-0.3, e=0.4))["deciders"] == ["e", "c"]
    assert told(figure())["deciders"] == []


def test_an_end_that_moves_a_figure_by_chance_alone_decides_nothing() -> None:
    y = figure()
    y[2] = [0.4, 0.5, 0.6]
    row = next(row for row in told(y)["effects"] if row["unknown"] == "a")
    assert row["ends"]["difference_low"] < 0 < row["ends"]["difference_high"]
    assert not decides(row)


def test_what_any_figure_puts_first_goes_on_from_the_screening() -> None:
    names = tuple("abcdefgh")
    one = Found(of={name: effect(n) for n, name in enumerate(names)}, used=8, left_out=0)
    other = Found(of={name: effect(-n + 9) for n, name in enumerate(names)}, used=8, left_out=0)
    assert first_of(names, {"one": one}) == tuple("cdefgh")
    assert {"a", "b", "g", "h"} <= set(first_of(names, {"one": one, "other": other}))
