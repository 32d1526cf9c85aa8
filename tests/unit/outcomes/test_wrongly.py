"""Whom two worlds reach wrongly: counted by hand, with the interval of the same blocks left out in both."""

from __future__ import annotations

import math

import numpy as np
import pytest

from demerit.ledger.model import Ledger
from demerit.outcomes.intervals import student
from demerit.outcomes.wrongly import reached_wrongly

KEY = "list:bad"


def world(wrongful: list[int], *, firms: int = 0) -> Ledger:
    """A world of 64 blocks of 100 people, with so many reached wrongly in the first blocks."""
    counts = np.zeros((3, 64), np.int64)
    counts[0, : len(wrongful)] = wrongful
    counts[2, 0] = firms
    people = np.full((3, 64), 100, np.int64)
    tallies = {
        "subjects": people, f"{KEY}:people": people // 10, f"{KEY}:people:wrongful": counts,
        f"{KEY}:events": people // 5, f"{KEY}:events:wrongful": 2 * counts,
    }  # fmt: skip
    manifest = {"unit": "person", "months": 12}
    return Ledger(manifest=manifest, groups=("all", "sex=female", "unit=firm"), tallies=tallies)


def test_the_difference_is_of_all_subjects_and_left_out_block_by_block() -> None:
    mine, theirs = [3, 5, 0, 2], [3, 6, 4, 2]
    (row,) = reached_wrongly(world(mine), world(theirs), groups={KEY: "all"})
    assert row["subjects"] == 6400
    assert row["a"] == {"events": 1280, "wrongful": 20, "people": 640, "people_wrongful": 10}
    assert row["b"]["people_wrongful"] == 15
    assert row["value"] == pytest.approx(-5 / 6400)
    gaps = np.zeros(64)
    gaps[:4] = np.array(mine) - np.array(theirs)
    leave = (gaps.sum() - gaps) / 6300
    squares = (leave - leave.mean()) ** 2
    freedom = round(2 * squares.sum() ** 2 / ((squares**2).sum() - squares.sum() ** 2 / 64))
    half = student(freedom) * math.sqrt(63 / 64 * squares.sum())
    assert (row["low"], row["high"]) == pytest.approx((-5 / 6400 - half, -5 / 6400 + half))


def test_each_penalty_is_looked_up_in_the_group_of_those_it_is_about() -> None:
    groups = {KEY: "all", "list:other": "unit=firm"}
    found = reached_wrongly(world([1]), world([0], firms=7), groups={**groups, KEY: "unit=firm"})
    assert [row["key"] for row in found] == [KEY, "list:other"]
    assert found[0]["b"]["people_wrongful"] == 7
    assert found[0]["value"] == pytest.approx(-7 / 6400)
    assert found[1]["value"] == 0
