"""D13 on the real engine: scores drawn towards those of ties go to the solution of Friedkin and Johnsen (1990)."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.plan import plan
from demerit.engine.run import Engine, begin, play
from demerit.evidence.quantity import Case, Quantity
from demerit.scheme.model import Rule, Scheme, Score, Subjects, TieTerm, TraitRule
from demerit.society.load import SocietyBundle
from demerit.society.model import TieKind
from demerit.society.population import Population, populate
from tests.builders import behaviour, points_scheme, quantity, tiny_society

UNIT = 2.0**30
VALUES = (("north", "female"), ("north", "male"), ("south", "female"), ("south", "male"))


def town(degree: float, rate: float = 0.0, **more: object) -> SocietyBundle:
    """Friends and nobody else."""
    kinds = (TieKind(id="friend", mean_degree=quantity(degree, "count"), within="4096"),)
    return tiny_society(behaviour(rate=rate), ties=kinds, firms=None, **({"households": None} | more))


def mixed(share: Quantity, traits: tuple[float, ...], **more: object) -> Scheme:
    """A score of 100 and points by district and sex, mixed."""
    where = tuple(
        Case(when={"district": (district,), "sex": (sex,)}, value=each)
        for (district, sex), each in zip(VALUES, traits, strict=True)
    )
    score = Score(kind="sum", initial=quantity(100.0, "points"), terms=(TieTerm(id="drawn", tie="friend", mix=share),))
    return points_scheme(
        score=score, traits=(TraitRule(id="who", points=quantity(0.0, "points", where=where)),), **more
    )


def played(scheme: Scheme, bundle: SocietyBundle, population: Population, months: int, threads: int = 1) -> Engine:
    """A run that is not closed, so that its scores can be looked at."""
    made = plan(scheme, bundle, population, seed=population.seed, months=months)
    engine = begin(made, keep="tallies", threads=threads)
    for month in range(months):
        play(engine, month)
    return engine


def kept(engine: Engine, row: int = int(lay.MX_SCORE)) -> NDArray[np.int64]:
    """What mixed scores keep, by uid."""
    return np.concatenate([chunk.mix[row] for chunk in engine.chunks])


def means_over_ties(population: Population, persons: int) -> NDArray[np.float64]:
    """W: each row takes the mean over one's friends; of those without, it takes their own."""
    weights = np.zeros((persons, persons))
    for uid in range(persons):
        ends = [int(end) for end in population.ties(uid, "friend")]
        weights[uid, ends or [uid]] = 1.0 / max(1, len(ends))
    return weights


def own_scores(population: Population, persons: int, traits: tuple[float, ...]) -> NDArray[np.float64]:
    """b: the score without mixing."""
    cells = [2 * int(population.attribute(u, "district")) + int(population.attribute(u, "sex")) for u in range(persons)]
    return 100.0 + np.array(traits)[cells]


@pytest.mark.parametrize("share", [0.3, 0.6])
def test_scores_go_to_the_solution_of_the_linear_system(share: float) -> None:
    """Sixty steps of a contraction by a leave at most 0.6^60 = 5e-14 of what there was."""
    persons, traits = 1200, (-60.0, 0.0, 25.0, 300.0)
    bundle = town(3.0)
    population = populate(bundle.society, seed=5, persons=persons)
    found = kept(played(mixed(quantity(share), traits), bundle, population, 60)) / UNIT
    weights, own = means_over_ties(population, persons), own_scores(population, persons, traits)
    alone = np.diag(weights) == 1.0
    limit = np.linalg.solve(np.eye(persons) - share * weights, (1 - share) * own)
    assert 20 < alone.sum() < 600
    np.testing.assert_allclose(found, limit, rtol=1e-9, atol=0)
    assert (found[alone] == own[alone]).all()
    assert own.min() <= found.min()
    assert found.max() <= own.max()
    assert np.abs(found - own)[~alone].mean() > 10


def test_four_friends() -> None:
    """The worked example: friends 0-1, 0-2, 1-2, 1-3; own scores 100, 40, 80, 0; share 0.3."""
    bundle = town(1800.0)
    population = populate(bundle.society, seed=80, persons=4)
    friends = {(u, int(v)) for u in range(4) for v in population.ties(u, "friend") if u < v}
    assert friends == {(0, 1), (0, 2), (1, 2), (1, 3)}
    traits = (-100.0, -60.0, 0.0, -20.0)
    assert own_scores(population, 4, traits).tolist() == [100.0, 40.0, 80.0, 0.0]
    found = kept(played(mixed(quantity(0.3), traits), bundle, population, 60)) / UNIT
    np.testing.assert_allclose(found, [88.2895996935, 45.8149779736, 76.1156866501, 13.7444933921], rtol=1e-9)


def test_the_path_is_that_of_a_simultaneous_update() -> None:
    """All start from 100 and read one another as last month ended, to the last bit."""
    persons, traits = 300, (-60.0, 0.0, 25.0, 300.0)
    bundle = town(40.0)
    population = populate(bundle.society, seed=5, persons=persons)
    engine = begin(plan(mixed(quantity(0.75), traits), bundle, population, seed=5, months=6), keep="tallies", threads=1)
    ties = [[int(end) for end in population.ties(uid, "friend")] for uid in range(persons)]
    own = [int(each) for each in own_scores(population, persons, traits)]
    held = [100 << 30] * persons
    for month in range(6):
        play(engine, month)
        means = [(2 * sum(held[end] for end in ends) + len(ends)) // (2 * len(ends) or 1) for ends in ties]
        held = [
            (own[u] << 28) + (3 * means[u] + 2) // 4 if ties[u] else own[u] << 30 for u in range(persons)
        ]  # a quarter of one's own and three quarters of the mean
        assert kept(engine).tolist() == held
        told = [((each + (1 << 29)) >> 30) - own[u] for u, each in enumerate(held)]
        assert kept(engine, int(lay.MX_POINTS)).tolist() == told


def test_threads_and_chunks_change_nothing() -> None:
    """Two chunks on one thread or two, and whole blocks alone, with files that change every month."""
    litter = Rule(id="litter", on="littering", points=quantity(-7.0, "points"), term=quantity(2.0, "months"))
    scheme, bundle = mixed(quantity(0.5), (0.0, 3.0, 5.0, 9.0), rules=(litter,)), town(4.0, rate=3.0)
    everybody = populate(bundle.society, seed=5, persons=65_536 + 5000)
    one, two = (kept(played(scheme, bundle, everybody, 4, threads)) for threads in (1, 2))
    first = kept(played(scheme, bundle, populate(bundle.society, seed=5, persons=65_536), 4))
    assert (one == two).all()
    assert (one[:65_536] == first).all()
    assert len(np.unique(one)) > 10_000


def test_those_outside_the_scheme_have_no_score_to_read() -> None:
    """Where only the north has files, the south is nobody's company."""
    persons, traits = 400, (-60.0, 0.0, 0.0, 0.0)
    bundle = town(100.0)
    population = populate(bundle.society, seed=5, persons=persons)
    scheme = mixed(quantity(0.5), traits, subjects=Subjects(only={"district": ("north",)}))
    found = kept(played(scheme, bundle, population, 40))
    north = np.array([int(population.attribute(u, "district")) == 0 for u in range(persons)])
    weights = means_over_ties(population, persons) * north
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-300)
    own = own_scores(population, persons, traits)
    limit = np.linalg.solve(np.eye(persons) - 0.5 * weights, 0.5 * own)
    tied = north & (weights.sum(axis=1) > 0.5)
    np.testing.assert_allclose(found[tied] / UNIT, limit[tied], rtol=1e-9)
    assert (found[~north] == lay.MX_NONE).all()


def test_a_scheme_without_mixing_keeps_nothing_for_it() -> None:
    bundle = town(3.0)
    population = populate(bundle.society, seed=5, persons=50)
    engine = played(points_scheme(), bundle, population, 1)
    assert engine.plan.numbers[lay.G_MIX_Q] == -1
    assert [chunk.mix.size for chunk in engine.chunks] == [0]
