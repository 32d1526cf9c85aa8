"""B4: inspectors sent to districts at random (D'Amour et al. 2020, section 4).

Each day every one of a few inspectors goes to a district; each finds one incident there, if there is one left. So a
district with X incidents and m inspectors has min(m, X) found. As a scheme: a desk that is told of everything and can
enter m cases a month. A subject is a district, a month a day; ``desks`` says how many inspectors came.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from demerit.scheme.model import Cap, Channel, Rule, Scheme, Score, Watch
from demerit.society.load import SocietyBundle
from demerit.study.papers.stage import act, ladder, number, paper_scheme, people

__all__ = [
    "DAMOUR_SITES", "PAPER", "Sites", "desk_people", "desk_scheme", "discovery", "found", "found_variance", "uniform",
]  # fmt: skip

PAPER = "D'Amour and others 2020, doi:10.1145/3351095.3372878"


@dataclass(frozen=True, kw_only=True)
class Sites:
    """Districts with incidents a day, inspectors, and the chance that an inspector goes to each district."""

    rates: Mapping[str, float]
    inspectors: int
    chances: Mapping[str, float]


def uniform(rates: Mapping[str, float], /, *, inspectors: int) -> Sites:
    """Inspectors thrown uniformly."""
    return Sites(rates=rates, inspectors=inspectors, chances=dict.fromkeys(rates, 1.0 / len(rates)))


DAMOUR_SITES = uniform({"a": 8.0, "b": 6.0, "c": 4.0, "d": 3.0, "e": 1.5}, inspectors=6)
"""google/ml-fairness-gym, experiments/acm_fat_2020/attention_allocation_experiment_fat_main.py (Apache-2.0)."""


def visits(sites: Sites, district: str, /) -> list[float]:
    """Chance of each number of inspectors in a district: binomial."""
    n, p = sites.inspectors, sites.chances[district]
    return [math.comb(n, k) * p**k * (1.0 - p) ** (n - k) for k in range(n + 1)]


def at_least(rate: float, most: int, /) -> list[float]:
    """Chance that a Poisson count is at least 0, 1, ..., most."""
    term, left, found_chances = math.exp(-rate), 1.0, [1.0]
    for k in range(most):
        left -= term
        found_chances.append(left)
        term *= rate / (k + 1)
    return found_chances


def found(sites: Sites, district: str, /) -> float:
    """Incidents found a day in a district: E min(m, X) = sum over k >= 1 of P(m >= k) P(X >= k)."""
    chance = visits(sites, district)
    some = at_least(sites.rates[district], sites.inspectors)
    return math.fsum(math.fsum(chance[k:]) * some[k] for k in range(1, sites.inspectors + 1))


def found_variance(sites: Sites, district: str, /) -> float:
    """Variance of the incidents found in a district in a day: E min(m, X)^2 = sum of (2 k - 1) P(min >= k)."""
    chance = visits(sites, district)
    some = at_least(sites.rates[district], sites.inspectors)
    second = math.fsum((2 * k - 1) * math.fsum(chance[k:]) * some[k] for k in range(1, sites.inspectors + 1))
    return second - found(sites, district) ** 2


def discovery(sites: Sites, /) -> dict[str, float]:
    """Share of incidents that is found, by district."""
    return {district: found(sites, district) / rate for district, rate in sites.rates.items()}


def desk_people(sites: Sites, /) -> SocietyBundle:
    """Days of districts: each is a subject, with the number of inspectors who came."""
    desks = tuple(f"m{k}" for k in range(sites.inspectors + 1))
    shares = {
        f"{district},{desks[k]}": chance / len(sites.rates)
        for district in sites.rates
        for k, chance in enumerate(visits(sites, district))
    }
    rates = {"district": {district: 12.0 * rate for district, rate in sites.rates.items()}}
    return people({"district": tuple(sites.rates), "desks": desks}, shares, act("incident", 1.0, by=rates))


def desk_scheme(sites: Sites, /) -> Scheme:
    """Everything is reported; at most as many incidents are entered, with a point each, as inspectors came."""
    cap = number(0, "points", by={"desks": {f"m{k}": float(k) for k in range(sites.inspectors + 1)}})
    incident = Rule(id="incident", on="incident", points=number(1, "points"), cap=Cap(points=cap, months=1))
    return paper_scheme(
        "attention",
        paper=PAPER,
        channels=(
            Channel(id="reports", watches=(Watch(behaviour="incident"),), sensitivity=number(1.0, "probability")),
        ),
        rules=(incident,),
        score=Score(kind="sum", initial=number(0, "points")),
        bands=ladder("found", sites.inspectors),
    )
