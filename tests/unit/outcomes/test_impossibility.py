"""E3: no score is fair in both ways where base rates differ (Kleinberg, Mullainathan, Raghavan 2016, arXiv:1609.05807).

If scores are calibrated in two groups, and the mean score of those who turn out true is the same in both, and that of
those who do not as well, then base rates are equal or prediction is perfect. Searched through every small population,
in exact fractions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.outcomes.fairness import calibration

SCORES = tuple(Fraction(tenth, 4) for tenth in range(5))
Group = tuple[int, ...]


def calibrated(group: Group) -> dict[str, tuple[int, int]]:
    """A group of 4n people at each score, of whom the score's share is true: {band: (true, cases)}."""
    return {str(score): (int(4 * score) * n, 4 * n) for score, n in zip(SCORES, group, strict=True)}


def means(group: Group) -> tuple[Fraction, Fraction, Fraction]:
    """Base rate; mean score of the true; mean score of the others."""
    bands = calibrated(group)
    share = calibration(bands)
    true = sum(t for t, _ in bands.values())
    cases = sum(n for _, n in bands.values())
    of_true = sum((share[band] or 0) * t for band, (t, _) in bands.items())
    of_others = sum((share[band] or 0) * (n - t) for band, (t, n) in bands.items())
    return Fraction(true, cases), Fraction(of_true) / true, Fraction(of_others) / (cases - true)


def populations(most: int = 5) -> Iterator[Group]:
    """Every group of at most so many times four people at each score, with some true and some not."""
    for group in product(range(most + 1), repeat=len(SCORES)):
        if any(group[1:]) and any(group[:-1]):
            yield group


def test_no_small_population_is_a_counterexample() -> None:
    rates: dict[tuple[Fraction, Fraction], set[Fraction]] = defaultdict(set)
    met: dict[tuple[Fraction, Fraction], int] = defaultdict(int)
    for group in populations():
        base, of_true, of_others = means(group)
        rates[of_true, of_others].add(base)
        met[of_true, of_others] += 1
    perfect = Fraction(1), Fraction(0)
    assert len(rates[perfect]) > 1, "perfect prediction is fair in both ways at any base rate: the search can fail"
    assert max(met[key] for key in met if key != perfect) > 5, "different populations with the same two means were met"
    assert {key for key, found in rates.items() if len(found) > 1} == {perfect}


SIZES = st.tuples(*[st.integers(0, 10**6)] * len(SCORES)).filter(lambda g: any(g[1:]) and any(g[:-1]))


@settings(deadline=None)
@given(group=SIZES)
def test_the_two_means_fix_the_base_rate(group: Group) -> None:
    """Why: base (1 - mean of the true) = (1 - base) mean of the others, in every calibrated group."""
    base, of_true, of_others = means(group)
    assert base * (1 - of_true) == (1 - base) * of_others
