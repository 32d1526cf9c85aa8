"""C6: outbursts of civil violence need a local loss of deterrence (Epstein 2002, model I; Lemos et al. 2015).

A small port, for signs only: people and officers on a torus. Who is aggrieved acts if the risk of arrest, as it looks
from where they stand, is small; officers arrest one of those who act near them; all walk about. The risk is
1 - exp(-k r), r the officers over those who act (oneself included) that are in sight. Epstein's ports in NetLogo and
Mesa take r as a whole number, cut off: where those who act outnumber the officers in sight, deterrence there is gone at
once. With r as it is the risk falls smoothly. Nobody is scored, so this is no scheme.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demerit.compiled import entry_kernel
from demerit.draws import draw, stream_key
from demerit.study.papers.engine import SEED
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["Town", "active", "rebellion"]

SOURCE = "Epstein 2002, doi:10.1073/pnas.092080199; Lemos, Lopes and Coelho 2015; parameters of the port in NetLogo"
Whole = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Town:
    """A torus of ``size`` by ``size`` places; parameters of NetLogo's port, but for 3 officers in 100 places, not 4."""

    size: int = 40
    people: float = 0.7
    officers: float = 0.03
    sight: int = 7
    legitimacy: float = 0.82
    threshold: float = 0.1
    k: float = -math.log(0.1)
    longest_term: int = 30
    sharp: bool = True


@entry_kernel
def part(key: np.uint64, who: int, when: int, slot: int) -> float:
    """A number in [0, 1)."""
    bits = draw(key, np.uint64(who), np.uint64(when), np.uint64(slot))
    return float(bits >> np.uint64(11)) / 9007199254740992.0


@entry_kernel
def live(
    key: np.uint64, numbers: Floats, grid: Whole, place: Whole, jail: Whole, acting: Whole, order: Whole, counts: Whole
) -> None:
    """Step after step, everybody in a random order; ``counts`` gets how many act after each.

    ``numbers``: size, sight, legitimacy, threshold, k, longest term, sharp, number of people (officers come after).
    """
    size, sight, people = int(numbers[0]), int(numbers[1]), int(numbers[7])
    n, longest = len(place), int(numbers[5])
    for step in range(len(counts)):
        for left in range(n - 1, 0, -1):
            other = int(part(key, left, step, 0) * (left + 1))
            order[left], order[other] = order[other], order[left]
        for turn in range(n):
            who = order[turn]
            if who < people and jail[who] > 0:
                jail[who] -= 1
                continue
            row, column = place[who] // size, place[who] % size
            active, officers, chosen = 0, 0, -1
            for down in range(-sight, sight + 1):
                for right in range(-sight, sight + 1):
                    other = grid[(row + down) % size * size + (column + right) % size]
                    if other >= people:
                        officers += 1
                    elif other >= 0 and other != who and acting[other] == 1:
                        active += 1
                        if part(key, who, step, 1000 + active) * active < 1.0:
                            chosen = other
            if who < people:
                ratio = officers / (active + 1.0)
                if numbers[6] > 0.5:
                    ratio = math.floor(ratio)
                risk = part(key, who, 0, 2) * (1.0 - math.exp(-numbers[4] * ratio))
                grievance = part(key, who, 0, 1) * (1.0 - numbers[2])
                acting[who] = 1 if grievance - risk > numbers[3] else 0
            elif chosen >= 0:
                acting[chosen] = 0
                jail[chosen] = 1 + int(part(key, who, step, 3) * longest)
            for attempt in range(20):
                down = int(part(key, who, step, 10 + 2 * attempt) * (2 * sight + 1)) - sight
                right = int(part(key, who, step, 11 + 2 * attempt) * (2 * sight + 1)) - sight
                to = (row + down) % size * size + (column + right) % size
                if grid[to] < 0:
                    grid[place[who]] = -1
                    grid[to] = who
                    place[who] = to
                    break
        total = 0
        for who in range(people):
            total += acting[who]
        counts[step] = total


def active(town: Town, /, *, steps: int, seed: int = SEED) -> Floats:
    """Share of people who act, after each step."""
    cells = town.size * town.size
    people, officers = round(town.people * cells), round(town.officers * cells)
    key = stream_key(seed, "rebellion")
    shuffled = np.argsort([int(draw(key, np.uint64(cell), np.uint64(1 << 31), np.uint64(9))) for cell in range(cells)])
    place = shuffled[: people + officers].astype(np.int64)
    grid = np.full(cells, -1, dtype=np.int64)
    grid[place] = np.arange(len(place))
    counts = np.zeros(steps, dtype=np.int64)
    told = (town.size, town.sight, town.legitimacy, town.threshold, town.k, town.longest_term, town.sharp, people)
    jail, acting = np.zeros(people, dtype=np.int64), np.zeros(people, dtype=np.int64)
    live(key, np.array(told, dtype=np.float64), grid, place, jail, acting, np.arange(len(place)), counts)
    return np.asarray(counts / people, dtype=np.float64)


STEPS, FIRST, CROWD = 200, 20, 0.05
"""Steps; those left out at the start; the share of people that makes an outburst."""


def rebellion(*, officers: float = 0.03, legitimacy: float = 0.82, longest_term: int = 30) -> Reproduced:
    """C6: outbursts with the ratio cut to a whole number, none with the ratio as it is."""
    figures = []
    for seed in (1, 2):
        sharp, smooth = (
            active(
                Town(officers=officers, legitimacy=legitimacy, longest_term=longest_term, sharp=cut),
                steps=STEPS,
                seed=seed,
            )[FIRST:]
            for cut in (True, False)
        )
        figures += [
            Figure(
                name=f"{seed}: peak above {CROWD}, whole ratio",
                ours=float(sharp.max()) - CROWD,
                published=1,
                tolerance=None,
            ),
            Figure(
                name=f"{seed}: peak above {CROWD}, ratio as it is",
                ours=float(smooth.max()) - CROWD,
                published=-1,
                tolerance=None,
            ),
            Figure(
                name=f"{seed}: half of the time above {CROWD}, whole ratio",
                ours=float(np.median(sharp)) - CROWD,
                published=-1,
                tolerance=None,
            ),
        ]
    return reproduced(
        "C6",
        figures=figures,
        how="Epstein's first model on a torus. With the officers over those who act taken as a whole number, "
        "deterrence is gone at once where they are outnumbered, and there are outbursts with long quiet between; with "
        "the ratio as it is there are none. Signs only, for which 1 and -1 stand; not held against ensembles of Mesa.",
        source=SOURCE,
    )
