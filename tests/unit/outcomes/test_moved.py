"""Months of a pair on a list and in a band, from logs written by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from demerit.ledger.model import LOG_DTYPE, LOG_KINDS, Ledger
from demerit.outcomes.moved import months_of
from tests.unit.outcomes.ledgers import ledger

ITEMS = ["list:bad", "band:low", "band:high"]
MONTHS = 10


def world(*rows: tuple[int, int, str, str]) -> Ledger:
    """A log of (uid, month, kind, item)."""
    log = np.zeros(len(rows), LOG_DTYPE)
    for place, (uid, month, kind, item) in enumerate(rows):
        log[place]["uid"], log[place]["month"], log[place]["order"] = uid, month, place
        log[place]["kind"], log[place]["item"] = LOG_KINDS.index(kind), ITEMS.index(item)
    base = ledger()
    return replace(base, log=log, manifest={**base.manifest, "log_items": ITEMS, "months": MONTHS})


def test_months_before_the_first_are_not_counted_and_a_stay_may_last() -> None:
    one = world((1, -3, "stay_begin", "list:bad"), (1, 4, "stay_end", "list:bad"), (2, 7, "stay_begin", "list:bad"))
    two = world((1, 2, "stay_begin", "list:bad"), (1, 6, "stay_end", "list:bad"), (1, 6, "stay_begin", "list:bad"))
    assert months_of([one], [two], key="list:bad") == {"months_only_a": 2 + 3, "months_only_b": 6, "months_both": 2}
    assert months_of([one, two], [two, two], key="list:bad")["months_both"] == 2 + 8


def test_a_run_in_a_band_ends_where_the_next_begins() -> None:
    one = world((1, 0, "band", "band:low"), (1, 5, "band", "band:high"), (2, 9, "band", "band:low"))
    two = world((1, 0, "band", "band:high"), (1, 3, "band", "band:low"))
    assert months_of([one], [two], key="band:low") == {"months_only_a": 3 + 1, "months_only_b": 5, "months_both": 2}


def test_what_has_no_months_and_who_was_never_there() -> None:
    nobody = world()
    assert months_of([nobody], [nobody], key="measure:x") == {}
    assert set(months_of([nobody], [nobody], key="list:bad").values()) == {0}
