"""A population: who may make one, what it holds, and that nobody changes when anything is added."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from demerit.errors import InputError
from demerit.society.model import Attribute, Households
from demerit.society.people import fill_households
from demerit.society.population import Population, populate
from demerit.society.tables import PopulationTables
from tests.unit.society import naive
from tests.unit.society.samples import AGE, DIALECT, MARGINS, RESIDENCE, SEX, margin, number, ties, town

SIZES = [0.2, 0.3, 0.2, 0.2, 0.1]


def test_nobody_else_can_make_one() -> None:
    with pytest.raises(TypeError, match="populate"):
        Population()
    with pytest.raises(TypeError):
        Population(tables=None)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        dataclasses.replace(populate(town(), seed=1), n_persons=7)


def test_nothing_in_it_can_be_changed() -> None:
    population = populate(town(), seed=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        population.n_persons = 7  # type: ignore[misc]
    for array in population.tables:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_it_holds_no_array_that_grows_with_the_people() -> None:
    small, large = (populate(town(), seed=1, persons=n) for n in (1, 1_400_000_000))
    assert [a.nbytes for a in small.tables] == [a.nbytes for a in large.tables]
    assert sum(a.nbytes for a in large.tables) < 100_000
    assert 0 <= large.cell(1_399_999_999) < large.n_cells


def test_cells_are_those_drawn_in_plain_python() -> None:
    seed = 5
    population = populate(town(), seed=seed, persons=5000)
    firsts = [*naive.households(seed, 0, SIZES), *(4096 + f for f in naive.households(seed, 1, SIZES))]
    cells = population.cells(0, 5000)
    residence, sex, age = population.fit.rows
    for uid in range(5000):
        r = naive.value(residence.tolist(), naive.draw(naive.key(seed, "attribute:residence"), firsts[uid], 0, 0))
        s = naive.value(sex[r].tolist(), naive.draw(naive.key(seed, "attribute:sex"), uid, 0, 0))
        a = naive.value(age[r, s].tolist(), naive.draw(naive.key(seed, "attribute:age"), uid, 0, 0))
        assert cells[uid] == (r * 2 + s) * 5 + a
        assert population.household(uid)[0] == firsts[uid]
    assert [population.cell(uid) for uid in range(0, 5000, 97)] == cells[::97].tolist()
    assert population.cells(4000, 4200).tolist() == cells[4000:4200].tolist()


def test_households_filled_by_block_are_those_found_one_by_one() -> None:
    population = populate(town(), seed=3, persons=8192)
    offsets = np.empty(4096, np.uint16)
    fill_households(population.tables, 1, offsets)
    assert offsets.tolist() == naive.households(3, 1, SIZES)
    assert [4096 + int(o) for o in offsets[:300]] == [population.household(uid)[0] for uid in range(4096, 4396)]
    for uid in (4096, 5000, 8191):
        first, size = population.household(uid)
        assert first <= uid < first + size <= 8192
        assert {population.household(other) for other in range(first, first + size)} == {(first, size)}


def test_a_household_never_leaves_its_block() -> None:
    cut = 0
    for seed in range(12):
        population = populate(town(), seed=seed, persons=8192)
        first, size = population.household(4095)
        assert first + size == 4096
        cut += naive.value(SIZES, naive.draw(naive.key(seed, "household size"), 0, place_of(seed), 0)) + 1 > size
    assert cut > 0, "some household would have been larger"


def place_of(seed: int) -> int:
    """How many households stand before the last one of the first block."""
    return len(set(naive.households(seed, 0, SIZES))) - 1


def test_the_last_household_is_cut_at_the_last_person() -> None:
    whole = populate(town(), seed=3, persons=4096)
    first = next(uid for uid in range(4096) if whole.household(uid) == (uid, 3))
    assert populate(town(), seed=3, persons=first + 2).household(first) == (first, 2)


def test_without_households_everyone_is_alone() -> None:
    alone = town(households=None, attributes=(SEX, AGE), margins=MARGINS[1:2], ties=ties()[1:2])
    population = populate(alone, seed=1, persons=50)
    assert [population.household(uid) for uid in range(50)] == [(uid, 1) for uid in range(50)]
    assert population.ties(7, "household") == []


def test_household_attributes_are_the_same_for_all_members() -> None:
    population = populate(town(), seed=2, persons=3000)
    for uid in range(3000):
        first, _ = population.household(uid)
        assert population.attribute(uid, "residence") == population.attribute(first, "residence")


def test_an_appended_attribute_moves_nobody_before_it() -> None:
    few = populate(town(attributes=(RESIDENCE, SEX, AGE), margins=MARGINS[:2]), seed=9, persons=4096)
    more = Attribute(id="faith", values=("x", "y", "z"))
    pairs = [(a, v) for a in AGE.values for v in more.values]
    shares = {f"{a},{v}": 10 + i * 7 % 13 for i, (a, v) in enumerate(pairs)}
    total = {a: sum(n for key, n in shares.items() if key.startswith(f"{a},")) for a in AGE.values}
    known = {"0-17": 41, "18-29": 36, "30-49": 60, "50-64": 40, "65+": 22}
    table = {key: known[key.split(",")[0]] * n / total[key.split(",")[0]] for key, n in shares.items()}
    many = populate(
        town(attributes=(RESIDENCE, SEX, AGE, DIALECT, more), margins=(*MARGINS, margin(("age", "faith"), table))),
        seed=9, persons=4096,
    )  # fmt: skip
    assert (few.cells(0, 4096) == many.cells(0, 4096) // 3).all()
    assert [few.ties(uid, "friend") for uid in range(200)] == [many.ties(uid, "friend") for uid in range(200)]


def test_more_people_change_nobody() -> None:
    few, many = populate(town(), seed=4, persons=5000), populate(town(), seed=4, persons=9000)
    assert (few.cells(0, 5000) == many.cells(0, 5000)).all()


def test_seed_0_is_a_seed() -> None:
    zero, one = (populate(town(), seed=s).cells(0, 500).tolist() for s in (0, 1))
    assert zero != one


def test_values_of_cells() -> None:
    population = populate(town(), seed=1)
    assert population.n_cells == 20
    assert population.cell_values("residence").tolist() == [0] * 10 + [1] * 10
    assert population.cell_values("age").tolist() == [0, 1, 2, 3, 4] * 4
    cell = population.cell(17)
    for name in ("residence", "sex", "age"):
        assert population.attribute(17, name) == population.cell_values(name)[cell]
    with pytest.raises(ValueError, match="not joint"):
        population.cell_values("dialect")
    with pytest.raises(ValueError, match="no attribute"):
        population.attribute(3, "income")
    with pytest.raises(ValueError, match="uids 0"):
        population.cell(6000)


def test_years_lie_in_the_value_of_age() -> None:
    population = populate(town(), seed=1, persons=2000)
    spans = [(0, 17), (18, 29), (30, 49), (50, 64), (65, 84)]
    seen = set()
    for uid in range(2000):
        low, high = spans[population.attribute(uid, "age")]
        years = population.years(uid)
        assert years is not None
        assert low <= years <= high
        seen.add(years)
    assert len(seen) == 85


def test_ages_without_years_are_an_attribute_like_any_other() -> None:
    young = Attribute(id="age", values=("young", "old"))
    society = town(attributes=(young,), margins=(margin(("age",), {"young": 1, "old": 1}),), ties=ties()[1:2])
    population = populate(society, seed=1, persons=400)
    assert population.years(3) is None
    assert 150 < sum(len(population.ties(uid, "~employee")) for uid in range(400)) < 250


BAD: list[tuple[str, dict[str, Any]]] = [
    ("S609", {"attributes": (SEX, AGE, RESIDENCE), "ties": ()}),
    ("S601", {"margins": MARGINS[:2]}),
    ("S607", {"attributes": (RESIDENCE, SEX), "margins": (MARGINS[0], margin(("sex",), {"f": 1, "m": 1}))}),
    ("S607", {"ties": (ties()[1], ties()[1])}),
    ("S607", {"ties": (dataclasses.replace(ties()[4], older_by=None),)}),
    ("S607", {"ties": (dataclasses.replace(ties()[1], older_by=(18, 45)),)}),
    ("S607", {"ties": (dataclasses.replace(ties()[1], homophily={"dialect": number(0.5, "share")}),)}),
    ("S608", {"ties": (dataclasses.replace(ties()[0], slots=6),)}),
    ("S608", {"ties": (dataclasses.replace(ties()[4], mean_degree=number(1.9)),)}),
    ("S610", {"households": Households(shares={"none": 1.0}, grade="assumption")}),
    ("S611", {"firms": dataclasses.replace(town().firms, employed=number(0.9, "share"))}),  # type: ignore[type-var]
]


@pytest.mark.parametrize(("code", "changes"), BAD, ids=lambda item: item if isinstance(item, str) else "")
def test_what_does_not_fit_together_is_refused(code: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        populate(town(**changes), seed=1)
    assert [d.code for d in caught.value.defects] == [code]


@pytest.mark.parametrize("persons", [0, -1, 2**32 + 1])
def test_the_number_of_people_has_bounds(persons: int) -> None:
    with pytest.raises(InputError, match="S612"):
        populate(town(), seed=1, persons=persons)


def test_blocks_that_are_not_full_are_told() -> None:
    small = populate(town(ties=ties("65536")), seed=1, persons=6000)
    assert len(small.warnings) == 5
    assert "do not fill" in small.warnings[0]
    assert populate(town(), seed=1, persons=65536).warnings == ()


def test_another_process_draws_the_same_people() -> None:
    code = (
        "from tests.unit.society.samples import town; from demerit.society.population import populate;"
        "p = populate(town(), seed=7, persons=5000); print(p.cells(0, 64).tolist(), p.ties(9, 'friend'))"
    )
    here = populate(town(), seed=7, persons=5000)
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert told == f"{here.cells(0, 64).tolist()} {here.ties(9, 'friend')}"


def test_tables_are_plain_arrays_that_kernels_take() -> None:
    tables = populate(town(), seed=1).tables
    assert isinstance(tables, PopulationTables)
    assert all(isinstance(array, np.ndarray) for array in tables)
