"""B4: what inspectors spread evenly find."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from demerit.study.papers.attention import (
    DAMOUR_SITES,
    PAPER,
    Sites,
    desk_people,
    desk_scheme,
    discovery,
    found,
    found_variance,
    uniform,
)
from demerit.study.papers.engine import Z
from demerit.study.papers.model import Figure, Reproduced, reproduced
from demerit.study.papers.stage import play

__all__ = ["PUBLISHED", "attention", "expected", "simulated"]

PUBLISHED = {"a": 1.196462, "b": 1.183015, "c": 1.122972, "d": 1.040445, "e": 0.745654}
"""Found a day, to six digits."""
RUN = {"found": 5283.1, "missed": 17169.7}
"""Means of 50 runs of 1,000 days of the authors' code."""
GAP = 0.3475
DAYS = 60_000
"""Days of districts: 12,000 of each of five."""


def attention(*, rates: Mapping[str, float] = DAMOUR_SITES.rates, inspectors: int = 6) -> Reproduced:
    """B4: incidents a day by district, and inspectors."""
    sites = uniform(rates, inspectors=inspectors)
    law = {district: found(sites, district) for district in rates}
    figures = [*expected(sites, published=PUBLISHED), *simulated(sites, published=law)]
    whole = math.fsum(found(sites, district) for district in sites.rates)
    missed = math.fsum(sites.rates.values()) - whole
    share = discovery(sites)
    for name, ours in (("found", whole), ("missed", missed)):
        figures.append(
            Figure(
                name=f"{name} in 1,000 days",
                ours=1000 * ours,
                published=RUN[name],
                tolerance=0.005 * RUN[name],
                unit="incidents",
            )
        )
    gap = max(share.values()) - min(share.values())
    figures.append(Figure(name="gap of discovery", ours=gap, published=GAP, tolerance=5e-5))
    return reproduced(
        "B4",
        figures=figures,
        how="Found in a district is the lesser of incidents (Poisson) and inspectors (binomial). As a scheme: all is "
        "reported, and a desk enters as many cases a month as inspectors came (the cap of a rule, by an attribute); "
        "a subject is a day of a district. The authors' code agrees within half a per cent.",
        source=f"{PAPER}, section 4",
    )


def expected(sites: Sites, /, *, published: Mapping[str, float]) -> Iterator[Figure]:
    """Found a day in each district."""
    for district in sites.rates:
        yield Figure(
            name=f"{district}: found a day", ours=found(sites, district), published=published[district], tolerance=5e-7,
            unit="incidents",
        )  # fmt: skip


def simulated(sites: Sites, /, *, published: Mapping[str, float], days: int = DAYS) -> Iterator[Figure]:
    """Found a day in each district, by the engine."""
    ledger = play(desk_scheme(sites), desk_people(sites), persons=days, months=1)
    for district in sites.rates:
        group = f"district={district}"
        n = ledger.total("subjects", group=group)
        entered = sum(k * ledger.total(f"band:found{k}:now", group=group) for k in range(sites.inspectors + 1))
        yield Figure(
            name=f"{district}, simulated: found a day", ours=entered / n, published=published[district],
            chance=True, tolerance=Z * math.sqrt(found_variance(sites, district) / n), unit="incidents",
        )  # fmt: skip
