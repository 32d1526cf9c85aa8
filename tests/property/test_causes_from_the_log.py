"""The table of causes against the log: plain definitions, written here, of who is punished for what.

On random schemes of every sort: each penalty is divided to the last part, flags are counted as logged, and judgements
that exclude each other do. On schemes of open lists: the flags and the split of every stay, from the entries alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from demerit.ledger.model import CAUSES, LOG_KINDS, SPLIT_UNIT, Ledger
from demerit.outcomes.causes import causes
from demerit.scheme.model import Entry, Scheme
from tests.property.test_causes_left_out import OPEN, open_lists
from tests.property.worlds import EVENTS, played, said, spells, whole
from tests.strategies import Trial, schemes_and_societies
from tests.trials import trials

UNTRUE = {"false_record", "mistaken_identity", "misread"}


def penalties(scheme: Scheme, ledger: Ledger) -> Iterator[tuple[str, frozenset[str]]]:
    """Every penalty that began in a counted month, with its flags."""
    assert ledger.log is not None
    names = ledger.manifest["log_items"]
    for row in ledger.log[ledger.log["month"] >= 0]:
        if LOG_KINDS[row["kind"]] in EVENTS:
            yield names[row["item"]], said(int(row["flags"]))
    for spell in spells(scheme, ledger):
        if spell.begun >= 0:
            yield spell.key, spell.flags


@trials(6)
@given(schemes_and_societies(engine=True))
def test_every_penalty_is_divided_to_the_last_part_and_flagged_as_logged(trial: Trial) -> None:
    ledger = whole(trial)
    rows = Counter(penalties(trial.scheme, ledger))
    for row in causes(ledger):
        parts = [ledger.tallies[name] for name in ledger.tallies if name.startswith(f"{row.key}:split:")]
        assert (sum(parts) == SPLIT_UNIT * ledger.tallies[f"{row.key}:events"]).all(), "in every group and block"
        shares_of = [part.value for part in row.split]
        if row.n and None not in shares_of:
            assert abs(math.fsum(map(float, shares_of)) - 1) <= len(CAUSES) * 2**-54, "each quotient is rounded once"
        if row.group in ("all", "unit=person", "unit=firm") and row.group == whole_of(ledger, row.key):
            logged = {flags: number for (key, flags), number in rows.items() if key == row.key}
            assert row.n == sum(logged.values())
            for flag in row.flags:
                assert flag.events == sum(number for flags, number in logged.items() if flag.id in flags)
    for _, flags in rows:
        assert not {"wrongful", "tainted"} <= flags
        assert not ("no_record" in flags and flags - {"no_record"})
        assert not ("scheme" in flags and flags - {"scheme"})


def whole_of(ledger: Ledger, key: str) -> str:
    """Group of all that a key is about."""
    unit = ledger.manifest["keys"][key].get("unit")
    return f"unit={unit}" if unit else "all"


# ------------------------------------------------------------------------------------------------- from the entries


def simple_lists(scheme: Scheme) -> Scheme:
    """Open lists that anybody enters at once by a record on oneself."""
    made = open_lists(scheme)
    lists = tuple(
        replace(
            item, implies=(),
            entries=tuple(Entry(id=way.id, rule=way.rule, term=OPEN) for way in item.entries if way.rule is not None),
        )
        for item in made.lists
    )  # fmt: skip
    return replace(made, lists=lists, spread=())


def grounds(scheme: Scheme, ledger: Ledger, uid: int, month: int, key: str) -> list[str]:
    """Causes of what a stay rests on: of each way its entries of the month, each of which would have done."""
    assert ledger.log is not None
    log, names = ledger.log, ledger.manifest["log_items"]
    mine = log[(log["uid"] == uid) & (log["month"] == month) & (log["kind"] == LOG_KINDS.index("entry"))]
    item = next(each for each in scheme.lists if f"list:{each.id}" == key)
    found = []
    for way in item.entries:
        found += [CAUSES[row["cause"]] for row in mine if names[row["item"]] == f"rule:{way.rule}"]
    return found


def without(held: list[str], left_out: set[str]) -> bool:
    """Whether nothing is left to rest on."""
    return not [cause for cause in held if cause not in left_out]


def shares(held: list[str]) -> dict[str, Fraction]:
    """A penalty divided over its smallest sets of causes."""
    present = sorted(set(held))
    sets = [set(some) for n in range(1, len(present) + 1) for some in combinations(present, n)]
    undoing = [some for some in sets if without(held, some)]
    smallest = [some for some in undoing if not any(other < some for other in undoing)]
    found: Counter[str] = Counter()
    for some in smallest:
        for cause in some:
            found[cause] += Fraction(1, len(smallest) * len(some))  # type: ignore[assignment]
    return dict(found)  # type: ignore[arg-type]


@trials(5)
@given(schemes_and_societies(engine=True), st.integers(0, 2**20))
def test_stays_are_for_what_their_entries_are_for(trial: Trial, seed: int) -> None:
    trial = replace(trial, scheme=simple_lists(trial.scheme), persons=100, months=8, seed=seed, burn_in=0)
    ledger = played(trial)
    divided: dict[str, Counter[str]] = {}
    for spell in spells(trial.scheme, ledger):
        held = grounds(trial.scheme, ledger, spell.uid, spell.begun, spell.key)
        assert held, "nobody is listed without a ground"
        wrongful, lawful = without(held, UNTRUE), without(held, {"true_lawful"})
        tainted = not wrongful and bool(UNTRUE & set(held))
        expected = {"wrongful": wrongful, "tainted": tainted, "for_lawful": lawful}
        assert spell.flags == {flag for flag, holds in expected.items() if holds}
        parts = divided.setdefault(spell.key, Counter())
        for cause, share in shares(held).items():
            parts[cause] += share  # type: ignore[assignment]
    for key, found in divided.items():
        counted = {cause: ledger.total(f"{key}:split:{cause}", group=whole_of(ledger, key)) for cause in CAUSES}
        assert counted == {cause: found[cause] * SPLIT_UNIT for cause in CAUSES}
