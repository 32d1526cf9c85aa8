"""Two kinds of subjects in one ledger: every figure says whom it counts, and none mixes them."""

from __future__ import annotations

import numpy as np

from demerit.ledger.model import Ledger
from demerit.outcomes.causes import causes
from demerit.outcomes.tabulate import tabulate

FLAGS = ("wrongful", "tainted", "for_others", "for_lawful", "for_traits", "no_record", "scheme")


def ledger() -> Ledger:
    """1,280 persons and 640 firms; one list of each, and a channel that watches both."""

    def tally(persons: int, firms: int) -> np.ndarray:
        counts = np.zeros((2, 64), np.int64)
        counts[0], counts[1] = persons, firms
        return counts

    tallies = {"subjects": tally(20, 10), "any:people": tally(2, 5)}
    for key, persons, firms in (("list:people", 2, 0), ("list:firms", 0, 5)):
        for name in ("events", "people", "now"):
            tallies[f"{key}:{name}"] = tally(persons, firms)
        tallies[f"{key}:months"] = tally(12 * persons, 12 * firms)
        for flag in FLAGS:
            tallies[f"{key}:events:{flag}"] = tally(0, 0)
        tallies[f"{key}:split:true_unlawful"] = tally(27720 * persons, 27720 * firms)
    for what, persons, firms in (
        ("acts", 8, 4),
        ("caught", 4, 3),
        ("right", 4, 3),
        ("false", 0, 1),
        ("mistaken", 0, 0),
        ("misread", 0, 0),
    ):
        tallies[f"channel:court:{what}"] = tally(persons, firms)
    keys = {
        "list:people": {"label": "", "sort": "penal"},
        "list:firms": {"label": "", "sort": "penal", "unit": "firm"},
    }
    manifest = {"unit": "person", "months": 12, "keys": keys, "channels": {"court": {"label": ""}}}
    return Ledger(manifest=manifest, groups=("all", "unit=firm"), tallies=tallies)


def test_a_list_of_firms_is_a_share_of_firms_and_of_nobody_else() -> None:
    found = {(row.id, row.group): row for row in tabulate(ledger())}
    persons, firms = found["list:people:ever", "all"], found["list:firms:ever", "unit=firm"]
    assert (persons.value, persons.n, persons.of) == (0.1, 1280, "persons")
    assert (firms.value, firms.n, firms.of) == (0.5, 640, "firms")
    assert ("list:people:ever", "unit=firm") not in found
    assert ("list:firms:ever", "all") not in found
    assert found["list:firms:per_year", "unit=firm"].unit == "per firm-year"
    assert found["list:firms:time", "unit=firm"].of == "firm-months"
    assert not any(":unit" in group or group.startswith("unit=firm:") for _, group in found)


def test_what_concerns_both_has_a_row_for_each_with_its_own_interval() -> None:
    found = {(row.id, row.group): row for row in tabulate(ledger())}
    assert found["any:ever", "all"].value == 0.1
    assert found["any:ever", "unit=firm"].value == 0.5
    assert found["any:ever", "unit=firm"].of == "firms"
    right, wrong = found["channel:court:ppv", "all"], found["channel:court:ppv", "unit=firm"]
    assert (right.value, wrong.value) == (1.0, 0.75)
    assert wrong.low is not None
    assert wrong.high is not None
    assert wrong.low <= 0.75 <= wrong.high
    assert wrong.n == 4 * 64


def test_causes_are_told_of_the_unit_of_each_list() -> None:
    assert [(row.key, row.group, row.n) for row in causes(ledger())] == [
        ("list:people", "all", 128),
        ("list:firms", "unit=firm", 320),
    ]
