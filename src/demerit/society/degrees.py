"""From what a society states of its ties (mean degree, homophily, years) to the chance that a matched pair is tied."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demerit.errors import InputError
from demerit.society.margins import equal_pair_shares, fault, rake
from demerit.society.matching import MOST_PARENTS
from demerit.society.model import TieKind
from demerit.society.tables import MAX_PATTERN_ATTRIBUTES

__all__ = [
    "AgeYears",
    "PairChances",
    "age_years",
    "expected_parents",
    "is_age",
    "limit",
    "pair_chances",
    "parent_chances",
    "parse_years",
    "rows_of_limits",
]

SCALE_BITS = 36
"""Chances are whole multiples of 2**-36, so that a last bit that differs between machines changes no limit."""
MOST_SLOTS = 4096
MOST_VALUES = 32_768
OPEN_YEARS = 20
"""Years that an open age such as ``65+`` spans (an assumption)."""
MOST_YEARS = 160

Shares = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PairChances:
    """Matchings of a kind and the chance that a pair in a slot is tied, by pattern of equal values."""

    slots: int
    chance: Shares


@dataclass(frozen=True, eq=False)
class AgeYears:
    """Years that the values of ``age`` span: first year, number of years, and the share of people of each year."""

    first: NDArray[np.int64]
    count: NDArray[np.int64]
    share: Shares


def limit(p: float, /) -> int:
    """63-bit limit of a chance in [0, 1], a multiple of 2**-36; 1 gives 2**63 - 1."""
    steps = math.floor(p * (1 << SCALE_BITS) + 0.5)
    return (1 << 63) - 1 if steps >= 1 << SCALE_BITS else steps << (63 - SCALE_BITS)


def rows_of_limits(shares: Shares, /) -> NDArray[np.int64]:
    """Cumulative limits of shares whose last axis sums to 1, without the last: shape (rows * (n - 1),)."""
    cumulative = np.cumsum(shares, axis=-1)[..., :-1].reshape(-1)
    return np.array([limit(min(1.0, float(c))) for c in cumulative], dtype=np.int64)


def parse_years(value: str, /) -> tuple[int, int]:
    """First year and number of years of a value of ``age``.

    Raises
    ------
    InputError
        S606 if it is not written like ``18``, ``18-29`` or ``65+``.

    Examples
    --------
    >>> parse_years("18-29"), parse_years("65+"), parse_years("0")
    ((18, 12), (65, 20), (0, 1))
    """
    first, dash, last = value.removesuffix("+").partition("-")
    whole = first.isascii() and first.isdigit()
    if whole and (not dash or (last.isascii() and last.isdigit() and int(last) >= int(first))):
        end = int(first) + OPEN_YEARS - 1 if value.endswith("+") else int(last) if dash else int(first)
        if end < MOST_YEARS and not (dash and value.endswith("+")):
            return int(first), end - int(first) + 1
    raise fault("S606", f'"{value}" is not an age', 'Write values of attribute "age" like 18-29, 65+ or 7.')


def is_age(value: str, /) -> bool:
    """Whether a value of ``age`` says its years; ages called otherwise (``young``) are an attribute like any other."""
    try:
        parse_years(value)
    except InputError:
        return False
    return True


def age_years(values: Sequence[str], shares: Shares, /) -> AgeYears:
    """Years of the values of ``age`` and the share of people of each single year, shape (160,)."""
    spans = [parse_years(value) for value in values]
    share = np.zeros(MOST_YEARS)
    for (first, count), part in zip(spans, shares, strict=True):
        share[first : first + count] += part / count
    columns = np.array(spans, np.int64)
    return AgeYears(first=columns[:, 0], count=columns[:, 1], share=share)


def distinct(degree: float, others: int, slots: int, /) -> float:
    """Chance a slot needs so that the mean number of different partners among ``others`` is ``degree``."""
    return others * -math.expm1(math.log1p(-degree / others) / slots) if degree < others else math.inf


def pair_chances(kind: TieKind, /, *, shares: Shares, sizes: tuple[int, ...], places: dict[str, int]) -> PairChances:
    """Chances of a kind that is the same both ways.

    Parameters
    ----------
    kind : TieKind
    shares : ndarray, float64, shape (n_cells,)
        Shares of the cells.
    sizes : tuple of int
        Values of each joint attribute.
    places : dict
        Joint place of each attribute id.

    Returns
    -------
    PairChances
        ``chance`` has 2**k entries for k homophily attributes.

    Raises
    ------
    InputError
        S607 too many attributes, S608 the degree or homophily cannot be reached with the slots stated.
    """
    names = list(kind.homophily)
    if len(names) > MAX_PATTERN_ATTRIBUTES:
        what = f'homophily of "{kind.id}" names {len(names)} attributes'
        raise fault("S607", what, f"At most {MAX_PATTERN_ATTRIBUTES} are allowed.")
    for name in names:
        if name not in places:
            raise fault(
                "S607",
                f'homophily of "{kind.id}" names "{name}", which is no joint attribute',
                f"Joint attributes: {', '.join(places) or 'none'}.",
            )
        if sizes[places[name]] > MOST_VALUES:
            raise fault("S607", f'"{name}" has too many values for homophily', f"At most {MOST_VALUES:,}.")
    n = len(names)
    met = equal_pair_shares(shares, sizes, [places[name] for name in names]).reshape((2,) * n)
    wanted = met
    if n:
        equal = [kind.homophily[name].value for name in names]
        targets = [((n - 1 - i,), np.array([1.0 - h, h])) for i, h in enumerate(equal)]
        wanted, _ = rake(met, targets, f'the homophily of "{kind.id}"')
    ratio = np.divide(wanted, met, out=np.zeros_like(met), where=met > 0).reshape(-1)
    degree, others = kind.mean_degree.value, int(kind.within) - 1
    slots = kind.slots or min(MOST_SLOTS, math.ceil(4.0 * degree * max(1.0, float(ratio.max()) / 2.0)))
    chance = np.array([distinct(degree * float(r), others, slots) if slots else 0.0 for r in ratio])
    if chance.max() > 1.0 or slots > MOST_SLOTS:
        what = f'mean degree {degree:g} of "{kind.id}" cannot be reached with {slots} slots'
        told = f"Leave slots at 0 (at most {MOST_SLOTS}), lower the degree or the homophily, or use a larger block."
        raise fault("S608", what, told)
    return PairChances(slots=slots, chance=chance)


def expected_parents(chance: float, slots: int, met: Shares, weights: Shares, /) -> float:
    """Mean number of parents (at most two) over children who meet a possible parent with probability ``met`` a slot."""
    p = chance * met
    none = (1.0 - p) ** slots
    one = slots * p * (1.0 - p) ** (slots - 1)
    return float((weights * (MOST_PARENTS - 2.0 * none - one)).sum())


def parent_chances(kind: TieKind, /, *, ages: AgeYears, youngest: int) -> PairChances:
    """Chance that a pair in a slot whose years fit is child and parent.

    ``mean_degree`` is the mean number of parents of people of ``youngest`` years or more, each having at most two.

    Raises
    ------
    InputError
        S607 without ``older_by`` or with homophily; S608 if the degree cannot be reached.
    """
    if kind.older_by is None or kind.homophily:
        what = "parent ties need older_by: [least, most] years and take no homophily"
        raise fault("S607", what, "For example older_by: [18, 45].")
    low, high = kind.older_by
    share = np.concatenate([ages.share, np.zeros(MOST_YEARS)])
    met = np.array([share[y + low : y + high + 1].sum() if high >= low else 0.0 for y in range(MOST_YEARS)])
    weights = np.where(np.arange(MOST_YEARS) >= youngest, ages.share, 0.0)
    degree = kind.mean_degree.value
    mean_met = float((weights * met).sum() / weights.sum()) if weights.sum() > 0 else 0.0
    if degree == 0.0 or mean_met == 0.0:
        slots = kind.slots
    else:
        weights = weights / weights.sum()
        slots = kind.slots or min(MOST_SLOTS, math.ceil(4.0 * degree / mean_met))
    most = expected_parents(1.0, slots, met, weights) if slots else 0.0
    if degree > most or slots > MOST_SLOTS:
        what = f"a mean of {degree:g} parents cannot be reached; at most {most:.3g} with these ages and slots"
        raise fault("S608", what, "Widen older_by, or lower the mean degree.")
    low_end, high_end = 0.0, 1.0
    for _ in range(60):
        middle = (low_end + high_end) / 2.0
        if expected_parents(middle, slots, met, weights) < degree:
            low_end = middle
        else:
            high_end = middle
    return PairChances(slots=slots, chance=np.array([high_end if degree > 0.0 else 0.0]))
