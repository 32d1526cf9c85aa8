"""Ties: against a graph made in plain Python, seen from both ends, and whatever the number of people."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import numpy as np
import pytest
from numba import njit

from demerit.society.population import Population, populate
from demerit.society.tables import FIRM_BASE, TIE_KINDS, tie_code
from demerit.society.ties import ties_of, ties_with_cells
from tests.unit.society import naive
from tests.unit.society.samples import ties, town

SEED = 11
SYMMETRIC = ("household", "kin", "friend", "colleague", "neighbour")


@njit
def tie_table(tables, kind, lo, hi, n_persons, cells, known, most):  # type: ignore[no-untyped-def]
    """All ties of the subjects lo ... hi - 1: rows (from, to)."""
    out = np.empty(most, np.int64)
    rows = np.empty(((hi - lo) * most, 2), np.int64)
    count = 0
    for uid in range(lo, hi):
        if known:
            found = ties_with_cells(tables, kind, uid, n_persons, cells, out)
        else:
            found = ties_of(tables, kind, uid, n_persons, out)
        for i in range(found):
            rows[count, 0] = uid
            rows[count, 1] = out[i]
            count += 1
    return rows[:count]


@cache
def people(persons: int, within: str = "4096") -> Population:
    return populate(town(ties=ties(within)), seed=SEED, persons=persons)


@cache
def all_ties(persons: int, kind: str, known: bool = False, within: str = "4096") -> list[tuple[int, int]]:
    population = people(persons, within)
    code = tie_code(kind)
    firm = kind in ("officer", "employee")
    lo = FIRM_BASE if firm else 0
    hi = lo + (population.n_firms if firm else persons)
    cells = population.cells(0, persons)
    rows = tie_table(population.tables, code, lo, hi, persons, cells, known, int(population.tables.max_ties[code]))
    return [(int(a), int(b)) for a, b in rows]


@pytest.mark.parametrize("kind", ["friend", "colleague", "neighbour", "kin"])
def test_matched_ties_are_those_of_a_graph_made_in_plain_python(kind: str) -> None:
    population = people(4096)
    code = tie_code(kind)
    cells = population.cells(0, 4096)
    stated = next(t for t in population.society.ties if t.id == kind)
    values = [population.cell_values(name)[cells] for name in stated.homophily]
    wanted = set()
    for slot in range(int(population.tables.ties[code]["slots"])):
        for a, b, word in naive.slot_pairs(SEED, kind, 0, slot):
            pattern = sum(int(v[a] == v[b]) << i for i, v in enumerate(values))
            if word < population.tables.tie_limit[code, pattern]:
                wanted |= {(a, b), (b, a)}
    assert len(wanted) > 4096
    assert sorted(all_ties(4096, kind)) == sorted(wanted)


@pytest.mark.parametrize("persons", [1, 2, 1000, 6000])
@pytest.mark.parametrize("kind", SYMMETRIC)
def test_ties_are_seen_from_both_ends_once_and_never_to_oneself(kind: str, persons: int) -> None:
    found = all_ties(persons, kind)
    assert len(set(found)) == len(found)
    assert {(b, a) for a, b in found} == set(found)
    assert all(a != b and 0 <= b < persons for a, b in found)


@pytest.mark.parametrize("kind", ["parent", "officer", "employee"])
def test_directed_ties_are_the_same_backwards(kind: str) -> None:
    forward, backward = all_ties(6000, kind), all_ties(6000, f"~{kind}")
    assert len(set(forward)) == len(forward) > 200
    assert sorted((b, a) for a, b in backward) == sorted(forward)


@pytest.mark.parametrize("kind", [*SYMMETRIC, "parent", "~parent", "officer", "~officer", "employee", "~employee"])
def test_growth_adds_only_ties_to_new_people(kind: str) -> None:
    few, many = all_ties(5000, kind), all_ties(6000, kind)
    kept = [(a, b) for a, b in many if (a < 5000 or a >= FIRM_BASE) and (b < 5000 or b >= FIRM_BASE)]
    firms = FIRM_BASE + people(5000).n_firms
    assert few == [(a, b) for a, b in kept if a < firms and b < firms]


@pytest.mark.parametrize("within", ["4096", "65536"])
@pytest.mark.parametrize("kind", ["friend", "neighbour", "parent", "~parent", "officer", "~officer", "employee"])
def test_holding_the_cells_changes_no_tie(kind: str, within: str) -> None:
    assert all_ties(6000, kind, known=True, within=within) == all_ties(6000, kind, within=within)


def test_parents_fit_in_years_and_number() -> None:
    population = people(6000)
    years = {uid: population.years(uid) for uid in range(6000)}
    parents: dict[int, list[int]] = defaultdict(list)
    for child, parent in all_ties(6000, "parent"):
        parents[child].append(parent)
    assert max(map(len, parents.values())) == 2
    for child, found in parents.items():
        first, size = population.household(child)
        for parent in found:
            if years[child] < 18:
                assert first <= parent < first + size
                assert years[parent] - years[child] >= 18
            else:
                assert 18 <= years[parent] - years[child] <= 45
    for child in range(6000):
        if years[child] < 18:
            first, size = population.household(child)
            older = [other for other in range(first, first + size) if years[other] >= years[child] + 18]
            assert parents.get(child, []) == older[:2]


def test_everyone_employed_has_one_employer_in_the_block_and_is_of_age() -> None:
    population = people(6000)
    per_block = population.n_firms // 2
    employer = dict(all_ties(6000, "~employee"))
    assert len(employer) == len(all_ties(6000, "~employee"))
    assert {a // 4096 == (b - FIRM_BASE) // per_block for a, b in employer.items()} == {True}
    assert min(population.years(uid) for uid in employer) >= 18
    assert min(population.years(person) for _, person in all_ties(6000, "officer")) >= 18


def test_firms_are_of_very_different_size() -> None:
    sizes = np.bincount([a - FIRM_BASE for a, _ in all_ties(6000, "employee")])
    assert sizes.max() > 200 > 10 > np.median(sizes)


def test_kinds_that_a_society_lacks_have_no_ties() -> None:
    population = populate(town(ties=(), firms=None), seed=1)
    assert population.n_firms == 0
    assert [population.ties(3, kind) for kind in TIE_KINDS[1:6]] == [[]] * 5
    assert population.ties(3, "~employee") == []


def test_ties_of_a_firm_are_not_those_of_a_person() -> None:
    population = people(6000)
    assert population.ties(FIRM_BASE, "friend") == []
    assert population.ties(0, "employee") == []
    with pytest.raises(ValueError, match="no kind of tie"):
        population.ties(0, "enemy")
    with pytest.raises(ValueError, match="no subject"):
        population.ties(6000, "friend")
