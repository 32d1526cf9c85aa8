"""A number that hangs on dice, against its law. Every check may raise one false alarm in two thousand million.

The suite may raise one in a million (``BUDGET``), so it may hold two thousand checks; ``tests/alarms/table.py`` counts
them. Counts are held to the tails of their own law, not to those of a normal law that they only resemble.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from scipy.special import ndtri
from scipy.stats import binom, chi2, norm, poisson
from scipy.stats import t as students

from demerit.study.papers.engine import Z as PRINTED
from demerit.study.papers.model import Figure, Reproduced

__all__ = [
    "BUDGET",
    "SHARE",
    "Check",
    "Watch",
    "Z",
    "binomial",
    "chi_square",
    "met",
    "misses",
    "near",
    "on_mean",
    "poisson_count",
    "sampled",
    "watched",
]  # fmt: skip

BUDGET = 1e-6
"""False alarms of a whole run of the suite, on dice that it has never seen."""

SHARE = 5e-10
"""False alarms of one check, both sides together."""

Z = float(-ndtri(SHARE / 2))
"""Standard errors that a check lets pass: 6.22."""


@dataclass(frozen=True)
class Check:
    """One check that was made.

    Attributes
    ----------
    name : str
        Empty, or which of several checks of a test.
    z : float
        Distance from the law in standard errors of the law.
    exact : bool
        Whether the standard error is that of the law; if not, it is an upper bound and z-values may be too narrow.
    seen : float
        Relative bias that 19 of 20 runs would see; infinite where the law is 0.
    """

    name: str
    z: float
    exact: bool
    seen: float


@dataclass
class Watch:
    """Checks that were made while somebody looked; ``judging`` off, nothing is asserted."""

    judging: bool = True
    checks: list[Check] = field(default_factory=list)


WATCHES: list[Watch] = []


@contextmanager
def watched(*, judging: bool = True) -> Iterator[Watch]:
    """Keep the checks made inside; the innermost watch keeps them, and says whether they are judged."""
    watch = Watch(judging=judging)
    WATCHES.append(watch)
    try:
        yield watch
    finally:
        WATCHES.remove(watch)


def judged(check: Check, *, passes: bool, message: Callable[[], str]) -> None:
    """Note a check, and fail if it does not pass."""
    watch = WATCHES[-1] if WATCHES else Watch()
    watch.checks.append(check)
    if watch.judging:
        assert passes, f"{check.name}: {message()}" if check.name else message()


def near(found: float, law: float, deviation: float, /, *, name: str = "", exact: bool = True) -> None:
    """Hold what is nearly normal to its law.

    Parameters
    ----------
    found, law, deviation : float
        A number, what it is in the mean, and its standard error worked out from the law (not from the sample).
    exact : bool
        False if ``deviation`` is an upper bound.
    """
    if deviation == 0:
        assert found == law, f"{name}: {found}, and chance has no part in it: {law}"
        return
    z = (found - law) / deviation
    seen = (Z + 1.645) * deviation / abs(law) if law else float("inf")
    judged(Check(name, z, exact, seen), passes=abs(z) < Z, message=lambda: f"{found} against {law}: z = {z:.2f}")


def on_mean(z: float, /, *, name: str = "") -> None:
    """Hold a z-value that was worked out elsewhere."""
    near(z, 0.0, 1.0, name=name)


def sampled(found: float, law: float, error: float, /, *, freedom: int, name: str = "") -> None:
    """Hold a mean whose standard error is that of the sample to Student's law."""
    t = (found - law) / error
    z = float(ndtri(students.cdf(t, freedom))) if t < 0 else -float(ndtri(students.sf(t, freedom)))
    near(z, 0.0, 1.0, name=name)


def tails(below: float, above: float, /) -> bool:
    """Whether the smaller of two tails is more than half the share."""
    return min(below, above) > SHARE / 2


def binomial(events: float, /, *, n: float, p: float, name: str = "", exact: bool = True) -> None:
    """Hold a number of events among independent cases to the tails of the binomial law."""
    if p <= 0 or p >= 1:
        assert events == n * p, f"{events} of {n}: the chance is {p}"
        return
    deviation = (n * p * (1 - p)) ** 0.5
    z = (events - n * p) / deviation
    passes = tails(float(binom.cdf(events, n, p)), float(binom.sf(events - 1, n, p)))
    judged(
        Check(name, z, exact, (Z + 1.645) * deviation / (n * p)), passes=passes,
        message=lambda: f"{events} of {n} cases, {n * p:.6g} due: z = {z:.2f}",
    )  # fmt: skip


def poisson_count(events: float, /, *, mean: float, name: str = "", exact: bool = True) -> None:
    """Hold a count to the tails of Poisson's law."""
    z = (events - mean) / mean**0.5
    passes = tails(float(poisson.cdf(events, mean)), float(poisson.sf(events - 1, mean)))
    judged(
        Check(name, z, exact, (Z + 1.645) / mean**0.5), passes=passes,
        message=lambda: f"{events} events, {mean:.6g} due: z = {z:.2f}",
    )  # fmt: skip


def chi_square(square: float, /, *, freedom: int, name: str = "") -> None:
    """Hold a sum of squares to the law of chi-squared, on both sides: too good is a fault too."""
    below, above = float(chi2.cdf(square, freedom)), float(chi2.sf(square, freedom))
    z = float(norm.isf(above)) if above < 0.5 else float(norm.ppf(below))
    judged(
        Check(name, z, True, float("inf")), passes=tails(below, above),
        message=lambda: f"{square:.1f} with {freedom} degrees of freedom: z = {z:.2f}",
    )  # fmt: skip


def misses(found: list[Figure], /) -> list[str]:
    """Names of figures that miss; those that chance may move are let off by as many errors as the budget asks.

    ``demerit reproduce`` prints four standard errors, so one such figure in 16,000 is called not met by chance.
    """
    names = []
    for figure in found:
        if not figure.chance or figure.passed is None or not figure.tolerance:
            names += [figure.name] if figure.passed is False else []
            continue
        assert figure.published is not None
        with watched() as watch:
            try:
                near(figure.ours, figure.published, figure.tolerance / PRINTED, name=figure.name)
            except AssertionError:
                names.append(figure.name)
        if len(WATCHES):
            WATCHES[-1].checks.extend(watch.checks)
    return names


def met(item: Reproduced, /) -> None:
    """Every figure of an item is met; chance as in ``misses``."""
    assert item.passed is not None, "it was worked out"
    assert misses(list(item.figures)) == [], item.id
