"""Indicators against plain loops over the same tallies, and the rules for what is left blank."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from demerit.ledger.model import BLOCKS, Ledger
from demerit.outcomes.indicator import Indicator, entry_of
from demerit.outcomes.intervals import student, wilson
from demerit.outcomes.sample import sample_of
from demerit.outcomes.specs import ratios
from demerit.outcomes.statistic import LEAST
from demerit.outcomes.tabulate import tabulate
from tests.unit.outcomes.ledgers import GROUPS, ledger

ONE = ledger()
TABLE = {(row.id, row.group): row for row in tabulate(ONE)}

# id: (numerator tallies, denominator tallies, factor), written by hand from section 6 of the model page
BY_HAND = {
    "list:bad:ever": (["list:bad:people"], ["subjects"], 1.0),
    "list:bad:now": (["list:bad:now"], ["subjects"], 1.0),
    "list:bad:time": (["list:bad:months"], ["subjects"], 1 / 24),
    "list:bad:per_year": (["list:bad:events"], ["subjects"], 12 / 24),
    "list:bad:wrongful": (["list:bad:events:wrongful"], ["list:bad:events"], 1.0),
    "list:bad:wrongful_people": (["list:bad:people:wrongful"], ["list:bad:people"], 1.0),
    "list:bad:wrongful_months": (["list:bad:months:wrongful"], ["list:bad:months"], 1.0),
    "list:bad:secondary_per_primary": (["list:bad:hop:1", "list:bad:hop:2", "list:bad:hop:3"], ["list:bad:hop:0"], 1.0),
    "list:bad:months_per_event": (["list:bad:months"], ["list:bad:events"], 1.0),
    "measure:no_train:per_year": (["measure:no_train:events"], ["subjects"], 0.5),
    "any:ever": (["any:people"], ["subjects"], 1.0),
    "any:wrongful": (["any:people:wrongful"], ["any:people"], 1.0),
    "channel:eye:ppv": (
        ["channel:eye:right"],
        ["channel:eye:right", "channel:eye:false", "channel:eye:mistaken", "channel:eye:misread"], 1.0,
    ),
    "channel:eye:fpr": (["channel:eye:months_false"], ["channel:eye:months_clean"], 1.0),
    "rule:steal:reversed": (["rule:steal:reversed"], ["rule:steal:entries"], 1.0),
    "need:train:refused": (["need:train:refused"], ["need:train:requests"], 1.0),
    "needs:essential:refused_per_year": (["need:train:refused"], ["subjects"], 0.5),
    "barred2:time": (["barred2:months"], ["subjects"], 1 / 24),
    "redress:noticed:wrong": (["redress:noticed:wrong"], ["redress:made:wrong"], 1.0),
    "redress:won_of_decided:wrong": (["redress:won:wrong"], ["redress:won:wrong", "redress:lost:wrong"], 1.0),
    "conduct:unlawful:per_year": (["behaviour:theft:acts"], ["subjects"], 0.5),
}  # fmt: skip


def naive(book: Ledger, *, top: list[str], bottom: list[str], group: int) -> tuple[float, float]:
    """Ratio of sums and half its jackknife interval, by plain loops."""
    tops = [sum(int(book.tallies[name][group][block]) for name in top) for block in range(BLOCKS)]
    bottoms = [sum(int(book.tallies[name][group][block]) for name in bottom) for block in range(BLOCKS)]
    alive = [block for block in range(BLOCKS) if tops[block] or bottoms[block]]
    leave = [(sum(tops) - tops[block]) / (sum(bottoms) - bottoms[block]) for block in alive]
    mean = sum(leave) / len(leave)
    variance = (len(leave) - 1) / len(leave) * sum((value - mean) ** 2 for value in leave)
    return sum(tops) / sum(bottoms), student(len(alive) - 1) * math.sqrt(variance)


@pytest.mark.parametrize("ident", BY_HAND)
@pytest.mark.parametrize("group", [0, 1, 2])
def test_ratios_are_ratios_of_sums_with_the_jackknife_over_64_blocks(ident: str, group: int) -> None:
    top, bottom, factor = BY_HAND[ident]
    value, half = naive(ONE, top=top, bottom=bottom, group=group)
    row = TABLE[ident, GROUPS[group]]
    assert row.value == pytest.approx(factor * value, rel=1e-12)
    assert row.method == "jackknife over 64 blocks"
    assert row.high is not None
    assert row.high - row.value == pytest.approx(factor * half, rel=1e-9)


def test_misses_of_a_channel_are_acts_without_a_right_record() -> None:
    acts, caught = ONE.total("channel:eye:acts"), ONE.total("channel:eye:caught")
    row = TABLE["channel:eye:fnr", "all"]
    assert (row.value, row.n, row.events, row.of) == ((acts - caught) / acts, acts, acts - caught, "acts watched")


def test_counts_stand_beside_every_value() -> None:
    row = TABLE["list:bad:wrongful", "sex=male"]
    assert row.n == ONE.tallies["list:bad:events"][2].sum()
    assert row.events == ONE.tallies["list:bad:events:wrongful"][2].sum()
    assert (row.unit, row.of) == ("share", "stays")
    assert TABLE["list:bad:per_year", "all"].unit == "per person-year"


def test_expected_amounts_count_in_parts_and_widen_the_interval() -> None:
    row = TABLE["behaviour:prayer:per_year", "all"]
    drawn, expected = ONE.total("behaviour:prayer:acts"), BLOCKS * 2.5
    assert row.value == pytest.approx((drawn + expected) / ONE.total("subjects") / 2, rel=1e-12)
    bare = {**ONE.tallies}
    del bare["behaviour:prayer:expected"]
    other = {(entry.id, entry.group): entry for entry in tabulate(replace(ONE, tallies=bare))}
    narrow = other["behaviour:prayer:per_year", "all"]
    assert row.high is not None
    assert row.value is not None
    assert narrow.high is not None
    assert narrow.value is not None
    wide_error, error = ((entry.high - entry.value) / student(63) for entry in (row, narrow))
    assert wide_error**2 == pytest.approx(error**2 + expected / 4 / ONE.total("subjects") ** 2, rel=1e-9)


def only(**counts: int) -> dict[tuple[str, str], Indicator]:
    """Indicators of a ledger with one list and given totals, spread over the first blocks."""
    tallies = {"subjects": ONE.tallies["subjects"]}
    for name, count in counts.items():
        table = np.zeros((len(GROUPS), BLOCKS), np.int64)
        table[0, : min(count, BLOCKS)] = 1
        table[0, 0] += count - min(count, BLOCKS)
        tallies[name.replace("__", ":")] = table
    return {(row.id, row.group): row for row in tabulate(replace(ONE, tallies=tallies))}


def test_few_events_take_wilson() -> None:
    row = only(list__bad__events=40, list__bad__events__wrongful=29)["list:bad:wrongful", "all"]
    assert (row.low, row.high, row.method) == (*wilson(events=29, n=40), "Wilson")


def test_no_events_and_nothing_but_events_take_three_over_n() -> None:
    none = only(list__bad__events=60, list__bad__events__wrongful=0)["list:bad:wrongful", "all"]
    assert (none.value, none.low, none.high, none.method) == (0.0, 0.0, 0.05, "3/n")
    every = only(list__bad__events=60, list__bad__events__wrongful=60)["list:bad:wrongful", "all"]
    assert (every.value, every.low, every.high, every.method) == (1.0, 0.95, 1.0, "3/n")


def test_few_events_over_exposure_take_garwood() -> None:
    row = only(list__bad__events=10)["list:bad:per_year", "all"]
    exposure = ONE.total("subjects") * 24 / 12
    assert row.method == "Poisson (Garwood)"
    assert row.low == pytest.approx(4.795389 / exposure, rel=1e-6)
    assert row.high == pytest.approx(18.390356 / exposure, rel=1e-6)


def test_months_of_few_people_take_the_people_as_cases() -> None:
    row = only(list__bad__events=5, list__bad__people=5, list__bad__months=60)["list:bad:time", "all"]
    n = ONE.total("subjects") * 24
    assert row.method == "Wilson, people as cases"
    assert (row.low, row.high) == wilson(events=5, n=n * 5 / 60)
    none = only(list__bad__events=0, list__bad__people=0, list__bad__months=0)["list:bad:time", "all"]
    assert none.high == 3 / ONE.total("subjects")


def test_a_zero_denominator_is_null_with_its_reason() -> None:
    row = only(list__bad__events=0, list__bad__events__wrongful=0)["list:bad:wrongful", "all"]
    assert (row.value, row.low, row.high, row.n, row.reason) == (None, None, None, 0, "no stays")


def test_groups_of_fewer_than_ten_cases_are_blank() -> None:
    assert 0 < ONE.tallies["subjects"][5].sum() < LEAST
    for ident in ("list:bad:ever", "list:bad:per_year", "list:bad:time", "list:bad:wrongful"):
        row = TABLE[ident, "age=rare"]
        assert (row.value, row.low, row.high) == (None, None, None)
        assert row.reason in ("fewer than 10 cases", "no stays")
        pair = TABLE[f"{ident}:ratio", "age=rare:old"]
        assert (pair.value, pair.reason) == (None, row.reason)


def test_pairs_are_against_the_largest_group_of_the_attribute() -> None:
    pairs = sorted({row.group for row in TABLE.values() if ":" in row.group})
    assert pairs == ["age=rare:old", "age=young:old", "sex=female:male"]
    women, men = TABLE["list:bad:ever", "sex=female"], TABLE["list:bad:ever", "sex=male"]
    assert women.value is not None
    assert men.value is not None
    ratio = TABLE["list:bad:ever:ratio", "sex=female:male"]
    difference = TABLE["list:bad:ever:difference", "sex=female:male"]
    assert ratio.value == women.value / men.value
    assert difference.value == women.value - men.value
    assert ratio.n == women.n + men.n


def test_interval_of_a_difference_is_the_jackknife_of_the_difference() -> None:
    leave = []
    for block in range(BLOCKS):
        rates = []
        for group in (1, 2):
            top, bottom = (ONE.tallies[name][group] for name in ("list:bad:people", "subjects"))
            rates.append((int(top.sum()) - int(top[block])) / (int(bottom.sum()) - int(bottom[block])))
        leave.append(rates[0] - rates[1])
    mean = sum(leave) / BLOCKS
    error = math.sqrt((BLOCKS - 1) / BLOCKS * sum((value - mean) ** 2 for value in leave))
    row = TABLE["list:bad:ever:difference", "sex=female:male"]
    assert row.high is not None
    assert row.value is not None
    assert row.high - row.value == pytest.approx(student(BLOCKS - 1) * error, rel=1e-9)


def test_five_replicates_are_what_the_jackknife_deletes() -> None:
    books = [ledger(replicate=number) for number in range(6)]
    row = next(row for row in tabulate(books) if (row.id, row.group) == ("list:bad:ever", "all"))
    tops = [book.total("list:bad:people") for book in books]
    n = sum(book.total("subjects") for book in books)
    leave = [(sum(tops) - top) / (n - n // 6) for top in tops]
    mean = sum(leave) / 6
    error = math.sqrt(5 / 6 * sum((value - mean) ** 2 for value in leave))
    assert row.value == pytest.approx(sum(tops) / n, rel=1e-12)
    assert row.high is not None
    assert row.high - row.value == pytest.approx(student(5) * error, rel=1e-9)
    assert row.method == "jackknife over 6 replicates"


def test_two_replicates_pool_their_blocks() -> None:
    sample = sample_of([ledger(replicate=1), ledger()])
    assert sample.n_units == 128
    assert sample.counts("subjects").shape == (6, 128)
    assert sample.method == "jackknife over 64 blocks"


def test_the_same_ledgers_give_the_same_bytes_in_any_order_of_names_and_replicates() -> None:
    def text(books: list[Ledger]) -> str:
        return json.dumps([entry_of(row) for row in tabulate(books)], allow_nan=False)

    books = [ledger(), ledger(replicate=1)]
    turned = [replace(book, tallies=dict(reversed(book.tallies.items()))) for book in reversed(books)]
    assert text(books) == text(turned)


def test_every_indicator_has_an_interval_or_says_why_not() -> None:
    for row in TABLE.values():
        if row.value is None or row.low is None or row.high is None:
            assert row.reason, row
        else:
            assert row.low <= row.value <= row.high, row
            assert row.method, row


def test_no_id_stands_for_two_ratios() -> None:
    ids = [ratio.id for ratio in ratios(sample_of(ONE))]
    assert len(ids) == len(set(ids))
    assert len(TABLE) == len(tabulate(ONE))


def test_ledgers_of_different_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="different groups"):
        sample_of([ONE, Ledger(manifest={}, groups=("all",), tallies={}, replicate=1)])
    with pytest.raises(ValueError, match="no ledger"):
        sample_of([])


def test_a_ledger_without_any_tally_has_no_indicator_but_those_of_the_log() -> None:
    empty = Ledger(manifest={}, groups=("all",), tallies={})
    assert [row.value for row in tabulate(empty)] == [None, None]
