"""Two worlds with the same dice: differences are paired, and only pairs are compared."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from demerit.errors import UsageError
from demerit.ledger.model import BLOCKS, Ledger
from demerit.outcomes.intervals import student
from demerit.outcomes.worlds import compare
from tests.unit.outcomes.ledgers import ledger


def without() -> Ledger:
    """A world in which people say more and steal more, and nobody is listed by ties."""
    base = ledger()
    tallies = dict(base.tallies)
    tallies["behaviour:speech:acts"] = tallies["behaviour:speech:acts"] * 2
    tallies["behaviour:theft:acts"] = tallies["behaviour:theft:acts"] + 3
    tallies["list:bad:events"] = tallies["list:bad:events"] // 2
    return replace(base, tallies=tallies)


def freedom_by_hand(squares: Iterable[float]) -> int:
    """Twice the square of the variance over the variance of its estimate; at most the blocks less 1."""
    some = [float(square) for square in squares]
    spread = sum(square**2 for square in some) - sum(some) ** 2 / BLOCKS
    return min(BLOCKS - 1, round(2 * sum(some) ** 2 / spread))


TABLE = {(row.id, row.group): row for row in compare(ledger(), without())}


def test_a_world_is_not_different_from_itself() -> None:
    for row in compare(ledger(), ledger()):
        if row.value is not None and row.unit in ("difference", "ratio") and not row.id.startswith("deterrence_per"):
            nothing = 0.0 if row.unit == "difference" else 1.0
            assert (row.value, row.low, row.reason) == (nothing, None, "nobody was moved"), row


def test_chilling_is_one_less_amount_with_over_without() -> None:
    assert TABLE["chilling", "all"].value == pytest.approx(0.5, rel=1e-12)
    assert TABLE["spill_over", "all"].value == 0
    chilling = TABLE["chilling", "all"]
    assert (chilling.low, chilling.high) == (pytest.approx(0.5, abs=1e-7), pytest.approx(0.5, abs=1e-7))
    ours, theirs = (book.total("behaviour:theft:acts") for book in (ledger(), without()))
    assert TABLE["deterrence", "all"].value == pytest.approx(1 - ours / theirs, rel=1e-12)
    per = TABLE["deterrence_per:list:bad", "all"]
    assert per.value == pytest.approx((theirs - ours) / ledger().total("list:bad:events:wrongful"), rel=1e-12)


def test_the_interval_of_a_difference_is_paired_by_block() -> None:
    ours, theirs = (book.tallies["list:bad:events"][1] for book in (ledger(), without()))
    n = ledger().tallies["subjects"][1] * 2
    leave = [
        (int(ours.sum() - ours[block]) - int(theirs.sum() - theirs[block])) / int(n.sum() - n[block])
        for block in range(BLOCKS)
    ]
    mean = sum(leave) / BLOCKS
    squares = [(value - mean) ** 2 for value in leave]
    error = math.sqrt((BLOCKS - 1) / BLOCKS * sum(squares))
    freedom = freedom_by_hand(squares)
    assert 20 < freedom < BLOCKS
    row = TABLE["list:bad:per_year:difference", "sex=female"]
    assert row.high is not None
    assert row.value is not None
    assert row.high - row.value == pytest.approx(student(freedom) * error, rel=1e-6)
    assert row.method == "paired jackknife over 64 blocks"


@pytest.mark.parametrize("moved", [1, 2, 4])
def test_where_few_are_moved_the_interval_is_that_of_few(moved: int) -> None:
    base = ledger()
    stays = base.tallies["list:bad:events"].copy()
    stays[0, :moved] += 1
    more = replace(base, tallies={**base.tallies, "list:bad:events": stays})
    row = next(row for row in compare(more, base) if (row.id, row.group) == ("list:bad:per_year:difference", "all"))
    years = 2 * base.tallies["subjects"][0]
    assert row.value == pytest.approx(moved / years.sum(), rel=1e-9)
    leave = (moved - np.array([1] * moved + [0] * (BLOCKS - moved))) / (years.sum() - years)
    squares = (leave - leave.mean()) ** 2
    error = math.sqrt((BLOCKS - 1) / BLOCKS * squares.sum())
    freedom = freedom_by_hand(squares)
    assert 2 * moved <= freedom <= 2.5 * moved, "a handful, and no more"
    assert row.high is not None
    assert row.high - row.value == pytest.approx(student(freedom) * error, rel=1e-6)


def test_what_only_one_world_has_is_compared_with_nothing() -> None:
    bare = replace(ledger(), tallies={"subjects": ledger().tallies["subjects"]})
    rows = {(row.id, row.group): row for row in compare(ledger(), bare)}
    per_year = ledger().total("list:bad:events") / ledger().total("subjects") / 2
    assert rows["list:bad:per_year:difference", "all"].value == pytest.approx(per_year, rel=1e-12)
    assert rows["list:bad:per_year:ratio", "all"].reason == "nothing in the second world"
    assert rows["list:bad:wrongful:difference", "all"].reason == "no stays in the second world"


def test_conduct_that_one_world_scores_is_held_against_the_same_conduct_in_the_other() -> None:
    """In the world without a scheme nothing is scored; what is chilled is the conduct that the scheme scores."""
    none = without()
    known = {name: {**said, "scored": False} for name, said in none.manifest["behaviours"].items()}
    other = replace(none, manifest={**none.manifest, "behaviours": known})
    rows = {(row.id, row.group): row for row in compare(ledger(), other)}
    for effect in ("chilling", "spill_over", "deterrence"):
        assert rows[effect, "all"] == TABLE[effect, "all"]


@pytest.mark.parametrize("other", [{"seed": 1}, {"society_hash": "c"}, {"months": 12}])
def test_worlds_that_are_no_pair_are_refused(other: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="R210 the two runs are not a pair"):
        compare(ledger(), ledger(**other))
