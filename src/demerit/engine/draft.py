"""What a plan is drafted with: quantities, keys, tallies, and lookups by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from demerit.draws import stream_key
from demerit.engine.quantities import QuantityTable, months_between, points_of, values_of
from demerit.errors import RunError
from demerit.evidence.share import quantities_of
from demerit.scheme.checks.limits import overfull
from demerit.scheme.dated import dated_parts, month_after
from demerit.scheme.model import Scheme, Target
from demerit.society.load import SocietyBundle
from demerit.society.population import Population

__all__ = ["Draft", "aimed_at", "begin_draft", "origin_of"]


def origin_of(name: str, /) -> int:
    """Name hash h32 of ``docs/odd/month.md``."""
    return int(stream_key(0, name)) & 0xFFFFFFFF


@dataclass
class Draft:
    """A plan in the making: every part adds its rows here."""

    scheme: Scheme
    bundle: SocietyBundle
    population: Population
    seed: int
    months: int
    burn_in: int
    numbers: QuantityTable
    keys: list[int] = field(default_factory=list)
    tallies: list[str] = field(default_factory=list)
    tables: dict[str, list[list[int]]] = field(default_factory=dict)
    gammas: list[float] = field(default_factory=list)
    places: dict[str, dict[str, int]] = field(default_factory=dict)
    judged: Mapping[str, Target | None] = field(default_factory=dict)
    truth: bool = True
    wanted: frozenset[str] = frozenset()

    def key(self, stream: str, /) -> int:
        """Row of the key of a stream."""
        self.keys.append(int(stream_key(self.seed, stream)))
        return len(self.keys) - 1

    def tally(self, name: str, /) -> int:
        """Row of a tally, made when new."""
        self.tallies.append(name)
        return len(self.tallies) - 1

    def place(self, kind: str, name: str | None, /) -> int:
        """Place of a thing in its part of the file, -1 for none."""
        return -1 if name is None else self.places[kind][name]

    def points(self, value: float, /) -> int:
        """Whole points; hundredths of them where the score is a mean."""
        return points_of(100.0 * value) if self.scheme.score.kind == "mean" else points_of(value)

    def mask(self, wanted: dict[str, tuple[str, ...]], /) -> int:
        """Quantity row of 0 or 1 per cell: whether all named attributes have one of the values; -1 for none asked.

        Firms, which come last, have no attributes and never agree.
        """
        if not wanted:
            return -1
        keep = np.ones(self.population.n_cells, dtype=np.int64)
        for attribute, values in wanted.items():
            names = values_of(attribute, population=self.population)
            index = self.population.cell_values(attribute)
            keep &= np.isin(index, [names.index(v) for v in values]).astype(np.int64)
        return self.numbers.add_whole([*(int(k) for k in keep), 0])


def aimed_at(scheme: Scheme, /) -> tuple[Target, ...]:
    """Targets that published rates are stated against: their conduct must be drawn, and remembered."""
    named = {e.rates.target for item in scheme.lists for e in item.entries if e.rates is not None}
    return tuple(target for target in scheme.targets if target.id in named)


def begin_draft(
    scheme: Scheme, bundle: SocietyBundle, population: Population, *, seed: int, months: int, burn_in: int
) -> Draft:
    """Collect the dated steps that fall into the run and the places of everything that has a name."""
    for _, what, number, most in overfull(scheme):
        raise RunError("E311", f"the scheme has {number} {what}, and a run takes at most {most}")
    start = bundle.society.start
    dated: set[str] = set()
    for record in (scheme, bundle.conduct, bundle.needs, bundle.beliefs, bundle.responses):
        for _, quantity in quantities_of(record):
            dated |= {step.since for step in quantity.steps}
    for _, part in dated_parts(scheme):
        dated |= {part.since} if part.since is not None else set()
        dated |= {month_after(part.until)} if part.until is not None else set()
    starts = tuple(sorted(dated))
    parts: dict[str, Any] = {
        "channel": scheme.channels,
        "rule": scheme.rules,
        "arithmetic": scheme.arithmetic,
        "band": scheme.bands,
        "list": scheme.lists,
        "gate": scheme.gates,
        "discretion": scheme.discretion,
        "measure": scheme.measures,
        "behaviour": bundle.conduct.behaviours,
        "obligation": bundle.conduct.obligations,
        "need": bundle.needs.needs,
        "belief": bundle.beliefs.beliefs,
        "target": aimed_at(scheme),
    }
    recipients = dict.fromkeys(copy.id for item in scheme.lists for copy in item.copies)
    return Draft(
        scheme=scheme,
        bundle=bundle,
        population=population,
        seed=seed,
        months=months,
        burn_in=burn_in,
        numbers=QuantityTable(population=population, start=start, starts=starts),
        places={kind: {item.id: i for i, item in enumerate(items)} for kind, items in parts.items()}
        | {"recipient": {name: i for i, name in enumerate(recipients)}},
    )


def step_of_month(draft: Draft, /) -> list[int]:
    """Which dated step holds in each month of the run (0: before the first)."""
    begins = [months_between(draft.bundle.society.start, s) + draft.burn_in for s in draft.numbers.starts]
    return [sum(b <= m for b in begins) for m in range(draft.burn_in + draft.months + 1)]


def alike_row(draft: Draft, attribute: str, /) -> list[int]:
    """An attribute a mistaken other must share: its value a cell, or the limits of its draw."""
    population, numbers = draft.population, draft.numbers
    other = population.tables.other[population.place(attribute)]
    if int(other["joint"]) >= 0:
        return [numbers.add_whole([*(int(v) for v in population.cell_values(attribute)), -1]), -1, 0, -1, 0]
    rows, count = np.zeros(population.n_cells, dtype=np.int64), int(other["size"]) - 1
    if int(other["given"]) >= 0:
        joint = population.tables.joint[int(other["given"])]
        rows = np.arange(population.n_cells, dtype=np.int64) // joint["stride"] % joint["size"]
    first = len(numbers.rows)
    for j in range(count):
        numbers.add_whole([*(int(v) for v in population.tables.limits[int(other["row"]) + rows * count + j]), 0])
    draft.keys.append(int(other["key"]))
    return [-1, first, count, len(draft.keys) - 1, int(other["shared"])]
